"""Which results a person sees, and one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.urls import reverse

from ymdm.organization.models import Person

from ..assessments.models import Assessment, Place, Standings, State
from ..assessments.models.assessments import WITH_SCORE
from ..schemes.rules import bands_of

COLUMNS = (
    "pk", "year", "unit_id", "unit__path", "unit__name", "unit__short_name", "of_class", "score", "result__said", "grade",
    "state", "result__indicator", "scheme__bands", "of", "opens",
)  # fmt: skip


def seen_by(person: Person) -> QuerySet[Assessment]:
    """Those that the office of the person watches (`opens`), and those whose results are out (EVA-26)."""
    out = Place.objects.filter(
        standings__in=Standings.objects.visible_to(person).filter(state=Standings.State.OUT).order_by()
    )
    watched = Q(pk__in=Assessment.objects.visible_to(person).order_by().values("pk"))
    seen = Assessment.objects.filter(watched | Q(pk__in=out.order_by().values("assessment")), state__in=WITH_SCORE)
    return seen.annotate(opens=ExpressionWrapper(watched, BooleanField())).order_by()


@dataclass(frozen=True)
class Result:
    """One unit in one year. Who stays below the second grade has to put things right."""

    pk: int
    unit: int
    path: str
    name: str
    unit_class: str
    score: Decimal
    said: Decimal | None
    found: Decimal | None
    is_final: bool
    is_best: bool
    is_below: bool
    change: Decimal | None
    opens: bool

    @property
    def url(self) -> str:
        """Every deduction for whoever watches the unit, else what was published."""
        return reverse("assessments:assessment", args=[self.pk]) if self.opens else reverse("assessments:standings")

    @property
    def tone(self) -> str:
        return "accent" if self.is_best else "bad" if self.is_below else ""

    @property
    def gap(self) -> Decimal | None:
        """What was found less what the unit said of itself."""
        return None if self.said is None or self.found is None else self.found - self.said

    @classmethod
    def read(cls, row: Mapping[str, Any], before: Decimal | None) -> Result:
        """Of a row with COLUMNS; `before` is the score of the year before."""
        codes = [band.code for band in bands_of(row["scheme__bands"])]
        place = codes.index(row["grade"]) if row["grade"] in codes else len(codes) - 1
        indicator = row["result__indicator"]
        return cls(
            pk=row["pk"], unit=row["unit_id"], path=row["unit__path"], name=row["unit__short_name"] or row["unit__name"],
            unit_class=row["of_class"], score=row["score"], said=None if row["result__said"] is None else Decimal(row["result__said"]),
            found=None if indicator is None else Decimal(indicator), is_final=row["state"] == State.FINAL,
            is_best=place == 0, is_below=place > 1, change=None if before is None else row["score"] - before,
            opens=row["opens"],
        )  # fmt: skip
