"""Major decisions: proposed, decided, disclosed or kept back; what passed by the congress without it is never silent (CON-86)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from congress.models import AgendaItem, Resolution
from ymdm.duties import workflow as duties
from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from .. import kinds, notices, rules
from ..law import place_of
from ..models import Correction, Decision

State = Decision.State
NEEDS = "register.decide"


@step(Decision, creates=True, needs=NEEDS, says="提出决策事项")
def propose(
    unit: Unit, by: Person, *, at: datetime, kind: str, matter: str, title: str, text: str, amount: int | None = None
) -> Decision:
    """Enter a matter that is to be decided. `amount` in cents. The page then says what the congress has to do with it."""
    if kind == Decision.Kind.SUM and not amount:
        raise Refused("大额度资金使用要写明金额。")
    right = place_of(unit, timezone.localdate(at)).need(matter).right
    return Decision.objects.create(
        unit=unit, kind=kind, matter=matter, title=title.strip(), text=text.strip(), amount=amount, proposed_at=at,
        right=right,
    )  # fmt: skip


def _check_congress(decision: Decision, resolution: Resolution | None, item: AgendaItem | None, on: date) -> None:
    if resolution is not None:
        if resolution.unit.pk not in decision.unit.lineage:
            raise Refused("所选的决议不是本单位或者上级单位职代会的。", rule=rules.NOT_SUBMITTED)
        rules.check_resolution_matter(
            decision.title, decision.matter, place_of(decision.unit, on), resolution.vote.item.matter
        )
    if item is not None and item.matter != decision.matter:
        raise Refused("所选的议程审议的是别的事项。", rule=rules.NOT_SUBMITTED)


@step(Decision, leaves=[State.PROPOSED], reaches=State.DECIDED, needs=NEEDS, says="登记决定")
def decide(
    decision: Decision, by: Person, *, at: datetime, body: str, meeting: str, decided_on: date, procedure: str,
    resolution: Resolution | None = None, item: AgendaItem | None = None,
) -> None:  # fmt: skip
    """Write the decision down as it was taken. Rules CON-46, CON-86.

    One about a matter that the congress has to pass, without its resolution, is written down all the same, as not
    binding on employees, with a notice of correction and the unit's duty to answer; so is the use of assets that went
    before the congress.
    """
    if not procedure.strip():
        raise Refused("请写明经过了哪些程序。", rule=rules.LINKED)
    if decided_on > timezone.localdate(at):
        raise Refused("决定日期不能晚于今天。")
    _check_congress(decision, resolution, item, decided_on)
    decision.body, decision.meeting, decision.decided_on = body, meeting.strip(), decided_on
    decision.procedure, decision.resolution, decision.item = procedure.strip(), resolution, item
    decision.right = place_of(decision.unit, decided_on).need(decision.matter).right
    _judge(decision, by, at)


def _judge(decision: Decision, by: Person, at: datetime) -> None:
    """Mark what is wrong with a decision that was taken, and demand that it be put right. Marks only ever come."""
    assert decision.decided_on is not None  # noqa: S101 (of a decision that was taken)
    standing = rules.judge_decision(
        decision.matter, place_of(decision.unit, decision.decided_on), decided_on=decision.decided_on,
        passed_on=decision.passed_on, heard_on=decision.heard_on, contract_on=decision.contract_on,
    )  # fmt: skip
    decision.not_binding = decision.not_binding or standing.not_binding
    decision.out_of_order = decision.out_of_order or standing.out_of_order
    if standing.is_wrong and not Correction.objects.filter(decision=decision).exists():
        _demand(decision, standing, at)


def _demand(decision: Decision, standing: rules.Standing, at: datetime) -> None:
    """The union's notice of correction, and the unit's duty to answer in writing within the days of CON-86."""
    unit, today = decision.unit, timezone.localdate(at)
    law = rules.ANSWER.at(unit, today)
    days = law.value or 1
    due, _provisional = duties.due_day(today, days, unit=unit)
    Unit.objects.select_for_update().get(pk=unit.pk)  # numbers run through the year of a unit
    before = Correction.objects.filter(unit=unit, sent_on__year=today.year).count()
    correction = Correction.objects.create(
        decision=decision, unit=unit, number=f"{unit.short}工会纠〔{today.year}〕{before + 1}号", rule=rules.ANSWER.id, sent_on=today,
        answer_due_on=due, correct_by=today + timedelta(days=rules.CORRECTION.at(unit, today).count),
        text=f"{standing.sentence}请补经职代会，并书面答复怎样改正。",
    )  # fmt: skip
    duties.open_duty(
        correction, kind=kinds.ANSWER, says="书面答复工会的纠正通知", act="register.answer", unit=unit, watcher=unit,
        days=days, rule=rules.ANSWER.id, label=decision.title, at=at,
    )  # fmt: skip
    notices.corrected(correction)


@step(Decision, needs=NEEDS, says="登记合同")
def note_contract(decision: Decision, by: Person, *, at: datetime, contract: str, contract_on: date) -> None:
    """Write down the contract that carries the decision out.

    Raises Refused for one that is still to be signed before the congress had the use of the asset; one that was
    signed before is written down and marked (CON-46).
    """
    if decision.contract_on is not None:
        raise Refused(f"合同已经登记（{decision.contract_on:%Y年%-m月%-d日}），不能改写。")
    place, today = place_of(decision.unit, timezone.localdate(at)), timezone.localdate(at)
    rules.check_contract(decision.matter, place, contract_on, decision.before_congress_on, today)
    if contract_on > today:
        raise Refused("签订日期不能晚于今天，签了以后再登记。")
    decision.contract, decision.contract_on = contract.strip(), contract_on
    if decision.state != State.PROPOSED:
        _judge(decision, by, at)


@step(Decision, leaves=[State.DECIDED], reaches=State.DISCLOSED, needs=NEEDS, says="登记公开")
def disclose(decision: Decision, by: Person, *, at: datetime, disclosed_as: str, disclosed_on: date) -> None:
    """Say where and when the decision was disclosed (DIS-48). A ground that was given before falls away with it."""
    if disclosed_on > timezone.localdate(at) or (decision.decided_on and disclosed_on < decision.decided_on):
        raise Refused("公开日期在决定之后，不晚于今天。", rule=rules.LINKED)
    decision.disclosed_as, decision.disclosed_on, decision.secrecy_ground = disclosed_as.strip(), disclosed_on, ""


@step(Decision, leaves=[State.DECIDED], needs=NEEDS, says="登记不公开的依据")
def withhold(decision: Decision, by: Person, *, at: datetime, ground: str) -> None:
    """Keep a decision back on a ground that is written down (DIS-48)."""
    if not ground.strip():
        raise Refused("请写明依据哪条规定不公开。", rule=rules.LINKED)
    decision.secrecy_ground = ground.strip()


def _judge_wrong(decision: Decision, by: object, at: datetime) -> None:
    if not decision.is_wrong:
        raise Refused("这项决策不需要补经职代会。", rule=rules.NOT_SUBMITTED)


@step(Decision, leaves=[State.DECIDED, State.DISCLOSED], needs=NEEDS, judge=_judge_wrong, says="登记补经职代会")
def make_good(
    decision: Decision,
    by: Person,
    *,
    at: datetime,
    resolution: Resolution | None = None,
    item: AgendaItem | None = None,
) -> None:
    """The congress had the matter after all. The mark stays, the day stands beside it (GEN-01)."""
    today = timezone.localdate(at)
    _check_congress(decision, resolution, item, today)
    if decision.not_binding and resolution is None:
        raise Refused("须由职代会通过的事项，要有通过它的决议。", rule=rules.NOT_SUBMITTED)
    if resolution is None and item is None:
        raise Refused("请选职代会的决议或者议程。", rule=rules.ASSET_FIRST)
    decision.resolution = resolution or decision.resolution
    decision.item = item or decision.item
    decision.made_good_on = resolution.adopted_on if resolution else item.session.held_on if item else today


@step(
    Correction, leaves=[Correction.State.SENT], reaches=Correction.State.ANSWERED, needs="register.answer",
    says="书面答复纠正通知",
)  # fmt: skip
def answer(correction: Correction, by: Person, *, at: datetime, text: str) -> None:
    """The unit's answer in writing (CON-86)."""
    if not text.strip():
        raise Refused("请写明怎样改正、什么时候改正。", rule=rules.ANSWER)
    correction.answer, correction.answered_on, correction.answered_by = text.strip(), timezone.localdate(at), by
    duties.meet(correction, kinds.ANSWER, by, at=at)
    notices.answered(correction)


def reads_items(decision: Decision) -> Any:
    """The items about the matter that a congress of the unit, or of one above it, has dealt with."""
    return (
        AgendaItem.objects.filter(
            matter=decision.matter, state=AgendaItem.State.DONE, session__term__unit__in=decision.unit.lineage
        )
        .select_related("session__term__unit")
        .order_by("-session__held_on", "order")
    )
