"""A seat after it was given: its category, its delegation, its end, and training (CON-19, CON-32, F2, F4)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ymdm.organization.models import Person
from ymdm.organization.workflow import end_appointment
from ymdm.workflow import SYSTEM, Refused, step

from ..models import CongressTerm, Delegation, Mandate, Training
from ..rules import catalogue as rule
from ..rules.finding import day
from .reporting import seat_ended


def _judge_in_office(mandate: Mandate, by: Any, at: datetime) -> None:
    until = mandate.appointment.until_on
    if until is not None and until < timezone.localdate(at):
        raise Refused(f"{mandate.person}的代表资格已于{day(until)}终止。", rule=rule.MANDATE_ENDS)


@step(Mandate, needs="congress.keep_roll", says="核定代表构成")
def categorise(mandate: Mandate, by: Person, *, at: datetime, category: str) -> None:
    """Say what kind of employee the representative is; no longer a guess."""
    if category not in Mandate.Category.values:
        raise Refused("请选择构成。", rule=rule.FRONT_LINE)
    mandate.category, mandate.is_guess = category, False


@step(CongressTerm, needs="congress.keep_roll", says="核定全部代表构成")
def confirm_guesses(term: CongressTerm, by: Person, *, at: datetime) -> int:
    """Take every guess of the term as right; returns how many there were."""
    guessed = Mandate.objects.filter(term=term, is_guess=True).exclude(category="")
    number = guessed.update(is_guess=False)
    if not number:
        raise Refused("没有待核对的构成。")
    return number


@step(Mandate, needs="congress.keep_roll", judge=_judge_in_office, says="代表转团")
def move_seat(mandate: Mandate, by: Person, *, at: datetime, delegation: Delegation, because: str) -> None:
    """Let a representative sit in another delegation of the same term (F4). A session already called keeps its list."""
    if delegation.term_id != mandate.term_id:
        raise Refused("只能转到同一届的代表团。")
    if delegation.pk == mandate.delegation_id:
        raise Refused(f"{mandate.person}已经在{delegation}。")
    if not because.strip():
        raise Refused("请写明转团的原因。")
    _leave_chair(mandate)
    mandate.delegation = delegation


@step(Mandate, needs="congress.keep_roll", judge=_judge_in_office, says="终止代表资格")
def end_mandate(mandate: Mandate, by: Any, *, at: datetime, on: date, because: str, note: str = "") -> None:
    """End a seat before the term does (CON-32); `on` is its last day. What is vacant is shown and filled by by-election.

    Raises Refused for a day to come, or a reason that is a vote of the constituency (CON-34).
    """
    if because == Mandate.End.RECALLED and by is not SYSTEM:
        raise Refused("罢免由原选区投票决定。", rule=rule.RECALL_LINE, remedy="请组织罢免投票。")
    if because not in Mandate.End.values:
        raise Refused("请选择终止的原因。", rule=rule.MANDATE_ENDS)
    if on > timezone.localdate(at):
        raise Refused("最后一天不能晚于今天。", rule=rule.MANDATE_ENDS)
    end_appointment(mandate.appointment, SYSTEM, at=at, on=on)
    seat_ended(mandate, at)
    _leave_chair(mandate)
    mandate.ended_because, mandate.ended_note = because, note.strip()[:200]


def _leave_chair(mandate: Mandate) -> None:
    """A delegation is headed by one of its own."""
    Delegation.objects.filter(pk=mandate.delegation_id, head=mandate.person_id).update(head=None)


@step(Mandate, needs="congress.keep_roll", says="登记培训")
def note_training(mandate: Mandate, by: Person, *, at: datetime, held_on: date, title: str, hours: int) -> Training:
    """Write a training into the file of a representative (CON-45)."""
    if held_on > timezone.localdate(at):
        raise Refused("培训日期不能晚于今天。", rule=rule.UNION_DUTIES)
    if mandate.trainings.filter(held_on=held_on, title=title.strip()).exists():
        raise Refused("这次培训已经登记。")
    return Training.objects.create(mandate=mandate, held_on=held_on, title=title.strip()[:80], hours=hours)
