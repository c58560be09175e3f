"""What the lists of visits and findings are searched and sorted by. What is not offered filters nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from ...filters import OfUnit
from ..models import Finding, FindingState, Kind, Visit
from ..models.findings import ISSUED


class VisitFilter(OfUnit):
    SORTS = {
        "on": ("on", "pk"), "unit": ("unit__path", "-on"), "kind": ("kind", "-on"), "state": ("state", "-on"),
    }  # fmt: skip
    DEFAULT = "-on"

    kind = forms.ChoiceField(label="种类", choices=[("", "全部"), *Kind.choices], required=False)
    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *Visit.State.choices], required=False)
    year = forms.IntegerField(label="年度", required=False, min_value=2000, max_value=2200)

    def apply(self, rows: QuerySet[Visit]) -> QuerySet[Visit]:
        asked = self.asked
        for name in ("kind", "state", "year"):
            if value := asked.get(name):
                rows = rows.filter(**{name: value})
        return self.named(rows)


class FindingFilter(OfUnit):
    UNIT = "visit__unit"
    SORTS = {"due": ("due_on", "pk"), "unit": ("visit__unit__path", "due_on"), "state": ("state", "due_on")}
    DEFAULT = "due"
    STATES = [(state.value, state.label) for state in FindingState if state in ISSUED]

    state = forms.ChoiceField(label="状态", choices=[("", "全部"), ("standing", "没有销号的"), *STATES], required=False)
    year = forms.IntegerField(label="年度", required=False, min_value=2000, max_value=2200)

    def apply(self, rows: Any) -> QuerySet[Finding]:
        asked = self.asked
        if state := asked.get("state"):
            rows = rows.standing() if state == "standing" else rows.filter(state=state)
        if year := asked.get("year"):
            rows = rows.filter(visit__year=year)
        return self.named(rows)
