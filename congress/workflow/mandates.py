"""Giving and reading mandates; which congress and which session a day belongs to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ymdm.organization.models import Person, Role, Unit
from ymdm.organization.workflow import appoint

from ..models import CongressSession, CongressTerm, Constituency, Delegation, Election, Mandate


def give_mandate(
    term: CongressTerm, by: Any, *, person: Person, delegation: Delegation, from_on: date, at: datetime | None = None,
    category: str = "", is_guess: bool = False, constituency: Constituency | None = None,
    election: Election | None = None,
) -> Mandate:  # fmt: skip
    """Seat `person` in a delegation of `term`: an appointment as representative, until the term ends."""
    appointment = appoint(
        term.unit, by, at=at, person=person, role=Role.EMPLOYEE_REPRESENTATIVE,
        from_on=from_on, until_on=term.ends_on, title=str(delegation),
    )  # fmt: skip
    return Mandate.objects.create(
        term=term, delegation=delegation, appointment=appointment, person=person, category=category, is_guess=is_guess,
        constituency=constituency, election=election,
    )  # fmt: skip


def congress_of(unit: Unit, on: date) -> CongressTerm | None:
    """The term in force for a unit: its own, or that of the nearest unit above that has one."""
    terms = CongressTerm.objects.filter(unit__in=unit.lineage, begins_on__lte=on, ends_on__gte=on)
    return terms.select_related("unit").order_by("-unit__depth").first()


def session_for(term: CongressTerm, on: date) -> tuple[CongressSession | None, bool]:
    """The session to which a proposal of the day belongs, and whether it is inside that session's call (PRO-11).

    Outside every call a proposal belongs to the last session held: the between-session stream.
    """
    calling = term.sessions.filter(call_opens_on__lte=on, call_closes_on__gte=on).order_by("held_on").first()
    if calling:
        return calling, True
    held = term.sessions.filter(held_on__lte=on).order_by("-held_on").first()
    return held or term.sessions.order_by("held_on").first(), False


def mandate_of(person: Person, on: date | None = None) -> Mandate | None:
    """The seat that a person holds on a day, with delegation and term."""
    day = on or timezone.localdate()
    return Mandate.objects.in_force(day).filter(person=person).select_related("delegation", "term__unit").first()
