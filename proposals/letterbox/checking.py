"""Whether a letter is missing: numbers are dense, and each stands in the ledger as it lay in the box."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Max, Q

from .codes import number_of
from .models import Batch, Letter
from .workflow import commitment


@dataclass(frozen=True)
class Standing:
    """The letters of a year, reports counted as one number each and told no further (PRO-03)."""

    year: int
    received: int
    highest: int
    answered: int
    waiting: int
    reports: int

    @property
    def missing(self) -> int:
        """How many numbers are gone; 0 unless somebody has taken a row away."""
        return self.highest - self.received


def standing(year: int) -> Standing:
    """One query, however many letters there are."""
    told = Letter.objects.filter(year=year).aggregate(
        received=Count("pk"),
        highest=Max("serial", default=0),
        answered=Count("pk", filter=Q(answered_on__isnull=False)),
        waiting=Count("pk", filter=Q(answered_on=None)),
        reports=Count("pk", filter=Q(is_report=True)),
    )
    return Standing(year=year, **told)


def gone(year: int) -> list[str]:
    """Every number of the year that was given out and is not there, and every letter that is not what was gathered.

    Reads every letter of the year; for the command, not for pages.
    """
    there = set(Letter.objects.filter(year=year).values_list("serial", flat=True))
    missing = {number_of(year, serial) for serial in range(1, max(there, default=0) + 1) if serial not in there}
    of_year = f"YJ-{year}-"
    return sorted(missing | {number for batch in Batch.objects.all() for number in altered(batch) if of_year in number})


def altered(batch: Batch) -> list[str]:
    """The numbers that lay in this box and are gone, or not what they were when it was emptied."""
    now = {commitment(letter) for letter in batch.letters.all()}
    return [line.split()[0] for line in batch.commitments if line not in now]
