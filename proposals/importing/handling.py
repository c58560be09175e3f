"""What a unit did about a proposal of a register, and what somebody still owes about it today."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ymdm.duties.models import Counting, Duty
from ymdm.duties.workflow import due_day, open_duty

from .. import kinds, rules
from ..models import Assignment, Evaluation, Proposal, Reply
from ..workflow.handling import lead_unit
from .days import limit_of, start_of
from .standing import RATED, Standing

if TYPE_CHECKING:
    from ..papers.register_rows import RegisterRow

UNSAID = "登记表没有记录。"
SCHEME = "register_abc"


def write(proposal: Proposal, row: RegisterRow) -> None:
    """The assignment, the answers with their rating, and the duties that were met, each with its days."""
    assigned_on = proposal.assigned_on
    assert assigned_on  # noqa: S101  (asked for handled rows alone)
    window, _ = due_day(assigned_on, rules.OBJECTION.at(proposal.unit, assigned_on).value or 0)
    Assignment.objects.create(
        proposal=proposal, unit=lead_unit(proposal), part=Assignment.Part.LEAD, assigned_at=start_of(assigned_on),
        object_until=window,
    )  # fmt: skip
    first_on, second_on = proposal.replied_on, proposal.second_replied_on
    if first_on is None:
        return
    days, counting = limit_of(row, proposal.unit)
    _met(proposal, kinds.REPLY, "答复提案", rules.REPLY.id, assigned_on, days, counting, met_on=first_on)
    first = _write_reply(proposal, row, 1, first_on, row.answer)
    if row.grade in RATED:
        # One mark only: the register does not tell attitude and result apart (PRO-34), so the other stays empty.
        Evaluation.objects.create(
            reply=first, person=proposal.proposer, attitude="", result=row.grade, at=start_of(first_on),
            text=UNSAID if row.grade == "dissatisfied" else "",
        )  # fmt: skip
    if second_on:
        days = rules.REHANDLE.at(proposal.unit, first_on).value or 0
        _met(
            proposal,
            kinds.SECOND_REPLY,
            "再次答复提案",
            rules.REHANDLE.id,
            first_on,
            days,
            Counting.NATURAL,
            met_on=second_on,
        )
        _write_reply(proposal, row, 2, second_on, "二次答复的内容，登记表没有记录。")


def _write_reply(proposal: Proposal, row: RegisterRow, round_: int, on: date, text: str) -> Reply:
    """A letter of the register. It had no number of ours, and is not given one that looks like it."""
    again = "（二次）" if round_ > 1 else ""
    return Reply.objects.create(
        proposal=proposal, round=round_, letter_number=f"历年登记 {proposal.number}{again}", text=text or UNSAID,
        scheme=SCHEME, result_class=row.result_class, drafted_at=start_of(on), signed_at=start_of(on),
    )  # fmt: skip


def _met(
    proposal: Proposal, kind: str, says: str, rule: str, opened_on: date, days: int, counting: str, *, met_on: date
) -> None:
    """A duty of the past, done: written as it ended, so that nobody is told of it."""
    due, provisional = due_day(opened_on, days, counting)
    lead = lead_unit(proposal)
    Duty.objects.create(
        kind=kind, says=says, act="proposals.handle", unit=lead, watcher=proposal.unit, subject=proposal,
        subject_label=str(proposal)[:160], url=proposal.get_absolute_url(), rule=rule, opened_on=opened_on, days=days,
        counting=counting, due_on=due, first_due_on=due, is_provisional=provisional, met_at=start_of(met_on),
        met_by_label=str(lead)[:60],
    )  # fmt: skip


def open_owed(proposal: Proposal, row: RegisterRow, stands: Standing, *, at: datetime) -> None:
    """What is still owed today, opened like any other duty: those who owe it are told, and the sweep watches it."""
    owe: Any = OWED.get(stands.owed)
    if owe:
        owe(proposal, row, {"watcher": proposal.unit, "at": at})


def _owe_reply(proposal: Proposal, row: RegisterRow, common: dict[str, Any]) -> None:
    """The answer by the day of the register; signing for it is asked from today on, since nobody has yet (F57)."""
    days, counting = limit_of(row, proposal.unit)
    common |= {"act": "proposals.handle", "unit": lead_unit(proposal)}
    open_duty(
        proposal, kind=kinds.REPLY, says="答复提案", start=proposal.assigned_on, days=days, counting=counting,
        rule=rules.REPLY.id, **common,
    )  # fmt: skip
    open_duty(
        proposal,
        kind=kinds.SIGN_FOR,
        says="签收提案",
        days=rules.SIGN_FOR.at(proposal.unit, common["at"]).value or 0,
        rule=rules.SIGN_FOR.id,
        **common,
    )


def _owe_second_reply(proposal: Proposal, row: RegisterRow, common: dict[str, Any]) -> None:
    open_duty(
        proposal, kind=kinds.SECOND_REPLY, says="再次答复提案", act="proposals.handle", unit=lead_unit(proposal),
        start=proposal.replied_on, days=rules.REHANDLE.at(proposal.unit, common["at"]).value or 0, counting=Counting.NATURAL, rule=rules.REHANDLE.id,
        **common,
    )  # fmt: skip


def _owe_rating(proposal: Proposal, row: RegisterRow, common: dict[str, Any]) -> None:
    open_duty(
        proposal, kind=kinds.EVALUATE, says="评价答复", act="proposals.submit", unit=proposal.unit,
        person=proposal.proposer, start=proposal.second_replied_on or proposal.replied_on,
        days=rules.EVALUATE.at(proposal.unit, common["at"]).value or 0, rule=rules.EVALUATE.id, is_own=True, **common,
    )  # fmt: skip


def _owe_assignment(proposal: Proposal, row: RegisterRow, common: dict[str, Any]) -> None:
    open_duty(
        proposal, kind=kinds.ASSIGN, says="交办提案", act="proposals.assign", unit=proposal.unit,
        start=proposal.session.held_on if proposal.session else None, days=rules.ASSIGN_LIMIT.at(proposal.unit, common["at"]).value or 0, rule=rules.ASSIGN_LIMIT.id, **common,
    )  # fmt: skip


def _owe_relay(proposal: Proposal, row: RegisterRow, common: dict[str, Any]) -> None:
    open_duty(
        proposal, kind=kinds.RELAY, says="告知上级的答复", act="proposals.supervise", unit=proposal.unit,
        days=rules.RELAY.at(proposal.unit, common["at"]).value or 0, rule=rules.RELAY.id, **common,
    )  # fmt: skip


OWED = {
    kinds.REPLY: _owe_reply,
    kinds.SECOND_REPLY: _owe_second_reply,
    kinds.EVALUATE: _owe_rating,
    kinds.ASSIGN: _owe_assignment,
    kinds.RELAY: _owe_relay,
}
