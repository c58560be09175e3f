"""Plain functions that make what a test needs, by the workflow wherever there is a step for it.

    house = bureau()                          # a bureau with departments, a unit with a team, a congress, people
    proposal = in_progress(house, assisting=[house.logistics])
    workflow.draft_reply(proposal, house.handler, **answering(proposal))

Every function takes `at=`, the instant at which all steps that it needs are done (now when absent). Nothing here
moves the clock: a test that wants another day uses time-machine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from congress.models import CongressSession, CongressTerm, Delegation
from congress.workflow import give_mandate
from proposals import workflow
from proposals.models import Category, CommitteeMeeting, Proposal, State
from proposals.workflow.replying import waiting_to_countersign
from ymdm.organization import pairing
from ymdm.organization.models import Appointment, LegalType, Level, PairedAct, Person, Role, Unit
from ymdm.organization.workflow import appoint as appoint_step
from ymdm.organization.workflow import open_unit
from ymdm.workflow import SYSTEM, beside

LONG_AGO = timedelta(days=700)
POINTS = ("把野外津贴标准调到每天 100 元。", "每季度公布一次发放明细。")
_serial = count(1)
_surnames, _given = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许", "安平文静国强晓燕建军丽华"


# --- units and people ----------------------------------------------------------------------------------------


def unit(name: str = "", *, parent: Unit | None = None, level: str = Level.UNIT, code: str = "", **fields: Any) -> Unit:
    """A unit of its own, or below `parent`."""
    serial = next(_serial)
    fields.setdefault("legal_type", LegalType.PUBLIC_INSTITUTION)
    return open_unit(
        SYSTEM, parent=parent, code=code or f"U{serial}", name=name or f"第{serial}单位", level=level, **fields
    )


def person(unit_: Unit, name: str = "", *, role: str = "", title: str = "", **fields: Any) -> Person:
    """Somebody of a unit; with `role`, appointed to it there. Has no password: tests sign in by force."""
    serial = next(_serial)
    name = name or _surnames[serial % len(_surnames)] + _given[serial % len(_given)] + _given[serial // 7 % len(_given)]
    made = Person.objects.create_person(
        name=name, unit=unit_, staff_number=fields.pop("staff_number", f"T-{serial:05d}"), **fields
    )
    if role:
        appoint(made, role, title=title)
    return made


def appoint(
    person_: Person,
    role: str,
    unit_: Unit | None = None,
    *,
    from_on: date | None = None,
    until_on: date | None = None,
    title: str = "",
) -> Appointment:
    """Give somebody an office in `unit_` (the own unit when absent), since long ago when no day is given."""
    since = from_on or timezone.localdate() - LONG_AGO
    made = appoint_step(
        unit_ or person_.unit, SYSTEM, person=person_, role=role, from_on=since, until_on=until_on, title=title
    )
    person_.forget_grants()
    return made


# --- congress ------------------------------------------------------------------------------------------------


def term(unit_: Unit, number: int = 6, *, begins_on: date | None = None, ends_on: date | None = None) -> CongressTerm:
    """A term that runs since long ago and for long, with three categories of proposals."""
    today = timezone.localdate()
    made = CongressTerm.objects.create(
        unit=unit_, number=number, begins_on=begins_on or today - LONG_AGO, ends_on=ends_on or today + 2 * LONG_AGO
    )
    for order, name in enumerate(("收入福利", "生产经营", "后勤保障")):
        Category.objects.create(term=made, name=name, order=order)
    return made


def session(
    term_: CongressTerm, number: int = 2, *, held_on: date | None = None, call_opens_on: date | None = None,
    call_closes_on: date | None = None, theme: str = "稳增长、惠职工",
) -> CongressSession:  # fmt: skip
    """A session whose call for proposals is running today, unless days are given."""
    today = timezone.localdate()
    held_on = held_on or today + timedelta(days=40)
    return CongressSession.objects.create(
        term=term_,
        number=number,
        state=CongressSession.State.PAST if held_on < today else CongressSession.State.PLANNED,
        held_on=held_on,
        call_opens_on=call_opens_on or today - timedelta(days=300),
        call_closes_on=call_closes_on or today + timedelta(days=15),
        call_theme=theme,
    )


def delegation(term_: CongressTerm, name: str = "机关代表团", head: Person | None = None) -> Delegation:
    return Delegation.objects.create(term=term_, name=name, head=head)


def representative(
    term_: CongressTerm,
    unit_: Unit,
    name: str = "",
    *,
    delegation_: Delegation | None = None,
    from_on: date | None = None,
) -> Person:
    """Somebody of `unit_` with a seat in the congress of the term."""
    made = person(unit_, name)
    give_mandate(
        term_, SYSTEM, person=made, delegation=delegation_ or term_.delegations.first() or delegation(term_),
        from_on=from_on or term_.begins_on,
    )  # fmt: skip
    made.forget_grants()
    return made


def committee(unit_: Unit, members: int = 5) -> list[Person]:
    """The proposal committee of a unit."""
    return [person(unit_, role=Role.COMMITTEE_MEMBER) for _ in range(members)]


@dataclass
class House:
    """A bureau as tests need it: who sits where, and the congress in which proposals are made."""

    unit: Unit  # the bureau itself, with the congress
    hr: Unit  # departments that handle
    logistics: Unit
    finance: Unit
    branch: Unit  # a unit below the bureau
    team: Unit  # and a team of it
    term: CongressTerm
    session: CongressSession
    delegation: Delegation
    union: Person
    branch_union: Person
    leader: Person
    leader2: Person
    handler: Person  # of hr
    head: Person  # of hr
    helper: Person  # handler of logistics
    finance_handler: Person
    inspector: Person
    supervisor: Person
    admin: Person  # the three administrators: this one asks,
    confirmer: Person  # this one confirms,
    auditor: Person  # this one reads along
    employee: Person
    proposer: Person  # representatives
    seconders: list[Person]
    committee: list[Person]


def bureau(*, calling: bool = True, root: Unit | None = None) -> House:
    """A bureau with three departments, a unit with a team, a congress and everybody. `calling`: a call is running.

    With `root`, all this is set up in a unit that is there already.
    """
    code = root.code if root else "HSZ"
    root = root or unit(
        "黄河上中游管理局",
        code=code,
        level=Level.BUREAU,
        legal_type=LegalType.CIVIL_SERVICE_MANAGED,
        short_name="局机关",
    )
    hr, logistics, finance = (
        unit(name, parent=root, level=Level.DEPARTMENT, code=f"{code}-{short}")
        for name, short in (("人事劳动处", "RS"), ("后勤服务中心", "HQ"), ("财务处", "CW"))
    )
    branch = unit("西峰局", parent=root, code="XF" if code == "HSZ" else f"{code}-XF")
    team = unit("南小河沟班组", parent=branch, level=Level.TEAM, code=f"{branch.code}-NX")
    running = term(root)
    today = timezone.localdate()
    call = (
        {} if calling else {"call_opens_on": today - timedelta(days=90), "call_closes_on": today - timedelta(days=60)}
    )
    held = session(running, held_on=None if calling else today - timedelta(days=30), **call)
    seats = delegation(running)
    return House(
        unit=root, hr=hr, logistics=logistics, finance=finance, branch=branch, team=team,
        term=running, session=held, delegation=seats,
        union=person(root, "郑晓芸", role=Role.UNION_OFFICER),
        branch_union=person(branch, "杜海燕", role=Role.UNION_OFFICER),
        leader=person(root, "宋致远", role=Role.LEADER),
        leader2=person(root, "高树勋", role=Role.LEADER),
        handler=person(hr, "许文涛", role=Role.HANDLER),
        head=person(hr, "陈立群", role=Role.UNIT_HEAD),
        helper=person(logistics, "王志强", role=Role.HANDLER),
        finance_handler=person(finance, "周敏", role=Role.HANDLER),
        inspector=person(root, "孟繁星", role=Role.SUPERIOR_INSPECTOR),
        supervisor=person(root, "钟离", role=Role.SUPERVISOR),
        admin=person(root, "丁一", role=Role.SYSTEM_ADMIN),
        confirmer=person(root, "程立", role=Role.SECURITY_ADMIN),
        auditor=person(root, "邵静", role=Role.AUDIT_ADMIN),
        employee=person(team, "石拴柱"),
        proposer=representative(running, branch, "马红霞", delegation_=seats),
        seconders=[representative(running, branch, delegation_=seats) for _ in range(2)],
        committee=committee(root),
    )  # fmt: skip


# --- what takes two people ---------------------------------------------------------------------------------------


def another(first: Person) -> Person:
    """Somebody with the same offices: the second person of what takes two."""
    made = person(first.unit)
    for held in first.appointments.in_force(timezone.localdate()).select_related("office__unit"):
        appoint(made, held.office.role, held.office.unit)
    return made


def together(act: Callable[..., Any]) -> Callable[..., Any]:
    """A step for two as if a second person had confirmed it."""

    def acted(*args: Any, **typed: Any) -> Any:
        with beside(SYSTEM):
            return act(*args, **typed)

    return acted


def confirm_last(by: Person | None = None) -> PairedAct:
    """The newest act that waits for a second person, confirmed by one."""
    waiting = PairedAct.objects.filter(state="waiting").latest("pk")
    pairing.confirm(waiting, by or another(waiting.proposed_by))
    return waiting


# --- a proposal in each state --------------------------------------------------------------------------------


def draft(
    house: House, *, at: datetime | None = None, by: Person | None = None, title: str = "调整野外津贴标准",
    rationale: str = "现行标准是 2016 年定的，每天 60 元，已经不够野外吃住。", points: Sequence[str] = POINTS, **fields: Any,
) -> Proposal:  # fmt: skip
    """A complete draft that nobody has co-signed yet. `fields`: category, suggested_unit, is_confidential."""
    author = by or house.proposer
    proposal = workflow.begin(house.unit, author, at=at)
    return workflow.save_draft(proposal, author, title=title, rationale=rationale, measures=points, **fields)


def co_signed(
    house: House, *, at: datetime | None = None, seconders: Sequence[Person] | None = None, **draft_: Any
) -> Proposal:
    """A draft with enough signatures to be handed in."""
    proposal = draft(house, at=at, **draft_)
    signing = list(house.seconders if seconders is None else seconders)
    workflow.invite(proposal, proposal.proposer, at=at, people=signing)
    for seconder in signing:
        workflow.co_sign(proposal, seconder, at=at)
    return proposal


def submitted(house: House, *, at: datetime | None = None, **draft_: Any) -> Proposal:
    proposal = co_signed(house, at=at, **draft_)
    workflow.submit(proposal, proposal.proposer, at=at)
    return proposal


def meeting(
    house: House, *, at: datetime | None = None, held_on: date | None = None, present: int | None = None
) -> CommitteeMeeting:
    """A meeting of the whole committee, or of its first `present` members."""
    day = held_on or timezone.localdate(at or timezone.now())
    return workflow.record_meeting(house.unit, house.union, at=at, held_on=day, present=house.committee[:present])


def reviewed(
    house: House, outcome: str, reason: str, *, at: datetime | None = None, into: Proposal | None = None, **draft_: Any
) -> Proposal:
    """What came out of the review: outcome and reason as in `proposals.rules.REASONS`."""
    proposal = submitted(house, at=at, **draft_)
    workflow.review(
        proposal, house.union, at=at, outcome=outcome, reason=reason, text="经审查讨论决定。", meeting=meeting(house, at=at),
        ayes=len(house.committee), into=into,
    )  # fmt: skip
    return proposal


def filed(house: House, **reviewed_: Any) -> Proposal:
    return reviewed(house, State.FILED, "fit", **reviewed_)


def assigned(
    house: House, *, at: datetime | None = None, lead: Unit | None = None, assisting: Sequence[Unit] = (), days: int | None = None,
    **reviewed_: Any,
) -> Proposal:  # fmt: skip
    """Handed to a lead unit (the personnel department when absent) and to assisting ones, under the first leader."""
    proposal = filed(house, at=at, **reviewed_)
    workflow.assign(
        proposal, house.union, at=at, lead=lead or house.hr, leader=house.leader, assisting=assisting, days=days
    )
    return proposal


def in_progress(house: House, *, at: datetime | None = None, **assigned_: Any) -> Proposal:
    """Signed for by the lead unit's handler."""
    proposal = assigned(house, at=at, **assigned_)
    workflow.sign_for(proposal, handler_of(house, proposal), at=at)
    return proposal


def handler_of(house: House, proposal: Proposal) -> Person:
    """The handler of the lead unit, among those of the house."""
    return next(
        p for p in (house.handler, house.helper, house.finance_handler) if p.may("proposals.handle", proposal.lead_unit)
    )


def contacted(house: House, proposal: Proposal, *, at: datetime | None = None, **fields: Any) -> Proposal:
    """With a talk on record, so that a reply may be drafted."""
    typed = {
        "form": "visit", "held_on": timezone.localdate(at or timezone.now()), "people": "马红霞、许文涛",
        "minutes": "当面说明了测算情况，提案人希望明确时间。", "union_attended": True,
    } | fields  # fmt: skip
    workflow.record_contact(proposal, handler_of(house, proposal), at=at, **typed)
    return proposal


def answering(proposal: Proposal, *, result_class: str = "A", **fields: Any) -> dict[str, Any]:
    """What a complete answer to every point types into `draft_reply`."""
    later = {} if result_class == "A" else {"plan": "列入明年预算，三月底前落实。"}
    if result_class in {"B", "C"}:
        later["follow_up_on"] = timezone.localdate() + timedelta(days=60)
    return {
        "text": "您的建议收悉，经研究已经照办，现答复如下。",
        "answers": {point.pk: ("adopted", "已采纳，从下月起执行。") for point in proposal.points.all()},
        "result_class": result_class,
    } | later | fields  # fmt: skip


def reply_draft(house: House, *, at: datetime | None = None, result_class: str = "A", **assigned_: Any) -> Proposal:
    proposal = contacted(house, in_progress(house, at=at, **assigned_), at=at)
    workflow.draft_reply(proposal, handler_of(house, proposal), at=at, **answering(proposal, result_class=result_class))
    return proposal


def replied(house: House, *, at: datetime | None = None, **reply_: Any) -> Proposal:
    """Answered: countersigned by everybody who assists, and signed by the leader in charge."""
    proposal = reply_draft(house, at=at, **reply_)
    _out(house, proposal, at)
    return proposal


def _out(house: House, proposal: Proposal, at: datetime | None) -> None:
    helpers = (house.handler, house.helper, house.finance_handler)
    for row in waiting_to_countersign(proposal):
        by = next(helper for helper in helpers if helper.may("proposals.countersign", row.unit))
        workflow.countersign(proposal, by, at=at, agrees=True)
        proposal.refresh_from_db()
    workflow.sign(proposal, house.leader, at=at)


def evaluated(
    house: House, *, at: datetime | None = None, attitude: str = "satisfied", result: str = "satisfied", **reply_: Any
) -> Proposal:
    """Rated by the proposer; `result="dissatisfied"` makes it `rehandling`."""
    proposal = replied(house, at=at, **reply_)
    text = "没有写清什么时候办。" if "dissatisfied" in {attitude, result} else ""
    workflow.evaluate(proposal, proposal.proposer, at=at, attitude=attitude, result=result, text=text)
    return proposal


def rehandling(house: House, *, at: datetime | None = None, **reply_: Any) -> Proposal:
    return evaluated(house, at=at, result="dissatisfied", **reply_)


def replied_again(house: House, *, at: datetime | None = None, **reply_: Any) -> Proposal:
    """The second answer, after a meeting with the union."""
    proposal = contacted(house, rehandling(house, at=at, **reply_), at=at)
    workflow.draft_reply(proposal, handler_of(house, proposal), at=at, **answering(proposal))
    _out(house, proposal, at)
    return proposal


def leader_review(house: House, *, at: datetime | None = None, **reply_: Any) -> Proposal:
    proposal = replied_again(house, at=at, **reply_)
    workflow.evaluate(
        proposal, proposal.proposer, at=at, attitude="basically", result="dissatisfied", text="还是没有时间表。"
    )
    return proposal


def closed(house: House, *, at: datetime | None = None, **evaluated_: Any) -> Proposal:
    proposal = evaluated(house, at=at, **evaluated_)
    workflow.close(proposal, house.union, at=at, note="已按答复落实，提案人满意。")
    return proposal
