"""演练: a session that was planned, gone through from the check-in to the close, of which nothing is left (F25).

What was pressed is a short list in the clerk's own sign-in session. Each page plays it through with the real steps on
the real rows inside one transaction, reads off what the hall shows, and rolls the transaction back. So the rules that
refuse are the rules of the hall, and there is no row that could slip into a list. docs/decisions/0030 says why.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ymdm.organization.models import Person
from ymdm.workflow import Refused

from . import workflow
from .models import AgendaItem, Attendee, CongressSession, Mandate, SessionOffice, Vote
from .reading.hall import Hall, hall_of
from .rules import catalogue as rule
from .rules.deciding import needs_secrecy
from .rules.matters import Right

Press = tuple[str, dict[str, int]]
State, Item = CongressSession.State, AgendaItem.State
# Of these a session can be rehearsed: it was planned and has not begun.
BEFORE = (State.PLANNED, State.NOTICED, State.MATERIALS_OUT, State.PREPARED)
MOST = 80


@dataclass
class Stage:
    """What the rehearsal shows after the last press; nothing in it asks the database again."""

    session: CongressSession
    hall: Hall
    items: Sequence[AgendaItem]
    result: Vote | None
    next: Sequence[tuple[str, str]] = field(default_factory=list)  # (press, words), the likely one first
    says: str = ""

    @property
    def vote(self) -> Vote | None:
        return self.hall.vote


def play(session: CongressSession, by: Person, presses: Sequence[Press]) -> Stage:
    """Go through the presses and tell what the hall shows then. Nothing is written, whatever happens.

    Raises Refused, with the rule, where the hall would refuse the last press, and for a session that cannot be rehearsed.
    """
    if session.state not in BEFORE:
        raise Refused("只有还没有召开的会议可以演练。")
    if len(presses) > MOST:
        raise Refused("这次演练的步骤已经很多，请结束后重新演练。")
    at = timezone.now()
    with transaction.atomic():
        try:
            staged = CongressSession.objects.select_for_update().select_related("term__unit").get(pk=session.pk)
            _set_scene(staged, by, at)
            for verb, typed in presses:
                DO[verb](staged, by, at, typed)
                staged.refresh_from_db()
            return _read(staged)
        finally:
            transaction.set_rollback(True)


def _set_scene(session: CongressSession, by: Person, at: datetime) -> None:
    """The morning of the day: everybody called, the roll frozen, the presidium elected, nobody here yet.

    Written as rows: the steps that lead here in earnest would refuse, because their days have not come.
    """
    rows = session.attendees.filter(kind=Attendee.Kind.REPRESENTATIVE)
    if not rows.exists():
        seats = Mandate.objects.in_force(session.held_on).filter(term=session.term, person__is_active=True)
        Attendee.objects.bulk_create(
            Attendee(
                session=session, person_id=seat.person_id, mandate=seat, delegation_id=seat.delegation_id,
                kind=Attendee.Kind.REPRESENTATIVE, number=f"{number:03d}", called_at=at,
            )
            for number, seat in enumerate(seats.order_by("delegation", "pk"), 1)
        )  # fmt: skip
    session.attendees.update(is_present=False, arrived_at=None)
    if session.total is None:
        rows.update(is_qualified=True, disqualified_because="")
        session.total = rows.count()
    if not session.total:
        raise Refused("还没有职工代表，不能演练。", rule=rule.QUORUM, remedy="请先登记职工代表。")
    if not session.offices.filter(office="chair").exists():
        first = rows.filter(is_qualified=True).order_by("number").first()
        if first is not None:
            session.offices.create(person_id=first.person_id, office="chair")
    session.agenda.exclude(state=Item.PUT_OFF).update(is_noticed=True)
    session.held_on, session.state = timezone.localdate(at), State.PREPARED
    session.noticed_at, session.roll_frozen_at = session.noticed_at or at, session.roll_frozen_at or at
    session.ruled_on = session.ruled_on or session.held_on
    session.save()


def _come(session: CongressSession, by: Person, at: datetime, typed: dict[str, int]) -> None:
    """So many more representatives come in, in the order of their badges."""
    waiting = session.attendees.voters().filter(is_present=False).order_by("number", "pk")
    some = list(waiting.values_list("pk", flat=True)[: max(0, typed.get("n", 0))])
    session.attendees.filter(pk__in=some).update(is_present=True, arrived_at=at)


def _go(session: CongressSession, by: Person, at: datetime, typed: dict[str, int]) -> None:
    here = session.attendees.voters().present().order_by("-number", "-pk")
    session.attendees.filter(pk__in=list(here.values_list("pk", flat=True)[: max(0, typed.get("n", 0))])).update(
        is_present=False
    )


def _here(session: CongressSession) -> int:
    return session.attendees.voters().present().count()


def _open(session: CongressSession, by: Person, at: datetime, typed: dict[str, int]) -> None:
    workflow.open_session(session, by, at=at, counted=_here(session))


def _following(session: CongressSession) -> AgendaItem:
    item = session.agenda.filter(state=Item.PLANNED).order_by("order").first()
    if item is None:
        raise Refused("没有下一项议程。")
    return item


def _begin(session: CongressSession, by: Person, at: datetime, typed: dict[str, int]) -> None:
    workflow.begin_item(_following(session), by, at=at)


def _skip(session: CongressSession, by: Person, at: datetime, typed: dict[str, int]) -> None:
    workflow.drop_item(_following(session), by, at=at, because="演练时跳过")


def _vote(session: CongressSession, by: Person, at: datetime, typed: dict[str, int]) -> None:
    """Question and opening in one: in the hall these are two presses. By hands where that is allowed, else on paper."""
    item = session.agenda.get(state=Item.NOW)
    method = Vote.Method.PAPER if needs_secrecy(item.right, item.matter) else Vote.Method.HANDS
    again = Vote.objects.filter(item=item).count()
    question = f"{item.title}（再次表决）" if again else item.title
    made = workflow.draft_vote(item, by, at=at, question=question[:160], method=method)
    workflow.open_vote(made, by, at=at, counted=_here(session))


def _hands(session: CongressSession, by: Person, at: datetime, typed: dict[str, int]) -> None:
    """The clerk's count of hands; on paper the same sheet for both tellers, which in the hall each types alone."""
    vote = session.votes.get(state=Vote.State.OPEN)
    counts = {name: typed.get(name, 0) for name in ("yes", "no", "abstain")}
    if vote.method == Vote.Method.HANDS:
        workflow.close_vote(vote, by, at=at, **counts)
        return
    workflow.close_vote(vote, by, at=at)
    for teller in [row.person for row in _serving(session, "teller")][:2]:
        workflow.enter_sheet(vote, teller, at=at, issued=_here(session), returned=sum(counts.values()), **counts)


def _serving(session: CongressSession, office: str) -> Sequence[SessionOffice]:
    return list(session.offices.filter(office=office).select_related("person").order_by("pk"))


def _declare(session: CongressSession, by: Person, at: datetime, typed: dict[str, int]) -> None:
    vote = session.votes.get(state=Vote.State.COUNTED)
    who = by if vote.method == Vote.Method.HANDS else _serving(session, "scrutineer")[0].person
    workflow.declare(vote, who, at=at)


def _close(session: CongressSession, by: Person, at: datetime, typed: dict[str, int]) -> None:
    workflow.close(session, by, at=at)


DO: dict[str, Callable[[CongressSession, Person, datetime, dict[str, int]], None]] = {
    "come": _come, "go": _go, "open": _open, "begin": _begin, "skip": _skip, "vote": _vote, "hands": _hands,
    "declare": _declare, "close": _close,
}  # fmt: skip
NUMBERS = ("n", "yes", "no", "abstain")


def _read(session: CongressSession) -> Stage:
    """Everything that the pages show, asked while the rows are there."""
    hall = hall_of(session)
    items = list(session.agenda.exclude(state=Item.PUT_OFF).order_by("order"))
    declared = session.votes.filter(state=Vote.State.DECLARED).select_related("item").order_by("-pk").first()
    if hall.item is not None:
        hall.item.session = session
    shown = declared if declared and hall.vote is None and hall.item and declared.item_id == hall.item.pk else None
    acts, says = _next(session, hall, items, shown)
    return Stage(session, hall, items, shown, acts, says)


def _next(
    session: CongressSession, hall: Hall, items: Sequence[AgendaItem], shown: Vote | None
) -> tuple[list[tuple[str, str]], str]:
    """What can be pressed now, and a word on it."""
    if session.is_over:
        return [], "演练完毕，每一步都走过了。结束演练后什么都不会留下。"
    if not session.is_open:
        return [("open", "宣布开会")], "先让代表签到，到了法定人数再宣布开会。人数不够时试着开会，会看到为什么不行。"
    if hall.vote is not None:
        if hall.vote.state != Vote.State.OPEN:
            return [("declare", "宣布结果")], "结果由规则判定，会显示在大屏上。"
        by_hands = hall.vote.method == Vote.Method.HANDS
        return [("hands", "结束表决")], "填写举手的人数。" if by_hands else "填写两名计票人数出的票数。"
    acts, says = [], ""
    if hall.item is not None and hall.item.is_voted and shown is None:
        if hall.item.right == Right.ELECT:
            says = "选举先要提名候选人，演练不走选举。请重新演练，跳过这一项。"
        else:
            acts.append(("vote", "举手表决" if not needs_secrecy(hall.item.right, hall.item.matter) else "投票表决"))
    waiting = next((item for item in items if item.state == Item.PLANNED), None)
    if waiting is None:
        return [*acts, ("close", "宣布闭幕")], says
    if waiting.right == Right.ELECT:
        says = says or "下一项是选举，先要提名候选人，演练时请跳过。"
    return [*acts, ("begin", f"进行：{waiting.title}"), ("skip", f"跳过：{waiting.title}")], says
