"""Opening a matter out of a reception or a meeting: with an owner and a day, or not at all."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from proposals import workflow as proposals
from proposals.models import Proposal
from ymdm.organization.models import Person, Unit
from ymdm.rulebook import Rule
from ymdm.workdays import calendar
from ymdm.workflow import Refused

from .. import rules


def open_matter(
    unit: Unit,
    by: Any,
    *,
    at: datetime,
    channel: str,
    title: str,
    text: str,
    lead: Unit | None,
    due_on: date | None,
    author: Person | None = None,
    leader: Person | None,
    rule: Rule = rules.POINTS,
) -> Proposal:
    """Take in what was said as a matter of `lead`, under `leader`, that is answered by `due_on`, as PRO-69 has it.

    Raises Refused, by `rule`, without an owner, a leader in charge or a day.
    """
    _check_owner(text, lead, rule)
    if leader is None:
        raise Refused("请选择分管领导。", rule=rule)
    if due_on is None:
        raise Refused("每一条意见都要有答复日期，请填写。", rule=rule)
    law = rules.REPLY.at(unit, at)
    days = rules.check_due_day(due_on, timezone.localdate(at), law.value or 0, calendar(), law)
    return proposals.take_in(
        unit, by, at=at, channel=channel, title=title.strip() or shortened(text), text=text.strip(), author=author,
        lead=lead, leader=leader, due_days=days,
    )  # fmt: skip


def to_intake(
    unit: Unit, by: Any, *, at: datetime, channel: str, text: str, author: Person | None, rule: Rule = rules.POINTS
) -> Proposal:
    """Take in what was said with nothing more typed: the union owns it and hands it on in three days (PRO-68).

    For the floor of a congress, where nobody can choose unit and leader while the hall sits.
    """
    if not text.strip():
        raise Refused("请写明说的是什么事。", rule=rule)
    return proposals.take_in(
        unit, by, at=at, channel=channel, title=shortened(text), text=text.strip(), author=author, within=rules.POINTS
    )


def answered_matter(
    unit: Unit, by: Any, *, at: datetime, channel: str, text: str, answer: str, author: Person | None, lead: Unit | None
) -> Proposal:
    """Take in what was said together with the answer that was given on the spot; `lead` answers for it."""
    _check_owner(text, lead, rules.FIRST_RECEIVER)
    matter = proposals.take_in(
        unit, by, at=at, channel=channel, title=shortened(text), text=text.strip(), author=author
    )
    proposals.answer_at_once(matter, by, at=at, lead=lead, text=answer.strip())
    return matter


def _check_owner(text: str, lead: Unit | None, rule: Rule) -> None:
    if not text.strip():
        raise Refused("请写明反映的是什么事。", rule=rule)
    if lead is None:
        raise Refused("每一条意见都要有责任单位，请选择由哪个单位办理。", rule=rule)


def shortened(text: str, most: int = 40) -> str:
    """The first sentence of what was said, as a title."""
    line = text.strip().split("\n")[0]
    first = line.split("。")[0]
    return first if len(first) <= most else f"{first[: most - 1]}…"
