"""Seating the representatives that a staff roster names; listed in settings as what follows an import of people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from ymdm.organization.models import Person
from ymdm.workflow import SYSTEM

from .models import CongressTerm, Delegation
from .posts import guess
from .workflow import congress_of, give_mandate, mandate_of


def seat(rows: Iterable[tuple[Person, Any]]) -> int:
    """Give a mandate to everyone whom the roster calls a representative; returns how many are new.

    `rows` are (person, row) with `row.is_representative` and `row.delegation`. Without a term in force there is
    nothing to sit in: the same roster imported after the term was set up seats them. A seat that is held is left alone.
    """
    today = timezone.localdate()
    seated = 0
    terms: dict[int, CongressTerm | None] = {}
    for person, row in rows:
        if not row.is_representative:
            continue
        root = person.unit.lineage[0]
        if root not in terms:
            terms[root] = congress_of(person.unit, today)
        term = terms[root]
        if term is None or mandate_of(person, today):
            continue
        delegation, _ = Delegation.objects.get_or_create(term=term, name=row.delegation)
        kind = guess(person.post, person.professional_title)
        give_mandate(term, SYSTEM, person=person, delegation=delegation, from_on=today, category=kind, is_guess=True)
        seated += 1
    return seated
