"""What the lists of assessments, results and union points are searched and sorted by. What is not offered filters nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from ...filters import OfUnit
from ...schemes.classes import UnitClass
from ..models import Assessment, Place, Standings, UnionPoint


class AssessmentFilter(OfUnit):
    SORTS = {
        "year": ("year", "unit__path"),
        "unit": ("unit__path", "-year"),
        "state": ("state", "-year"),
        "claimed": ("claimed", "unit__path"),
    }
    DEFAULT = "-year"

    unit_class = forms.ChoiceField(label="单位类别", choices=[("", "全部"), *UnitClass.choices], required=False)
    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *Assessment.State.choices], required=False)
    year = forms.IntegerField(label="年度", required=False, min_value=2000, max_value=2200)

    def apply(self, rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
        asked = self.asked
        for name, column in (("unit_class", "scheme__unit_class"), ("state", "state"), ("year", "year")):
            if value := asked.get(name):
                rows = rows.filter(**{column: value})
        return self.named(rows)


class PointFilter(OfUnit):
    SORTS = {
        "due": ("due_on", "unit__path", "pk"), "unit": ("unit__path", "due_on", "pk"), "year": ("year", "unit__path", "pk"),
        "lost": ("lost", "unit__path", "pk"), "state": ("state", "due_on", "pk"),
    }  # fmt: skip
    DEFAULT = "due"

    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *UnionPoint.State.choices], required=False)
    year = forms.IntegerField(label="列入年度", required=False, min_value=2000, max_value=2200)

    def apply(self, rows: QuerySet[UnionPoint]) -> QuerySet[UnionPoint]:
        for name in ("state", "year"):
            if value := self.asked.get(name):
                rows = rows.filter(**{name: value})
        return self.named(rows)


class PlaceFilter(OfUnit):
    """`every` are the results that may be chosen, `found` the one whose places are listed."""

    UNIT = "assessment__unit"
    SORTS = {
        "score": ("assessment__score", "assessment__unit__path"), "unit": ("assessment__unit__path",),
        "grade": ("grade", "-assessment__score", "assessment__unit__path"),
    }  # fmt: skip
    DEFAULT = "-score"

    of = forms.ChoiceField(label="年度和类别", required=False)
    grade = forms.ChoiceField(label="等次", required=False)

    def __init__(self, *args: Any, every: Sequence[Standings], found: Standings, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].choices = [(str(one.pk), one.title) for one in every]  # type: ignore[attr-defined]
        self.fields["of"].initial = str(found.pk)
        grades = [(band.words, band.words) for band in found.scheme.scale]
        self.fields["grade"].choices = [("", "全部"), *grades]  # type: ignore[attr-defined]

    def apply(self, rows: QuerySet[Place]) -> QuerySet[Place]:
        if grade := self.asked.get("grade"):
            rows = rows.filter(grade=grade)
        return self.named(rows)

    @property
    def is_narrowed(self) -> bool:
        return bool({"q", "grade"} & self.asked.keys())
