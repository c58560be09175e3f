"""What the list of publicity sessions is searched and sorted by. What is not offered filters nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from ymdm.ui.lists import ListFilter

from ..models import Kind, PublicitySession, State


class SessionFilter(ListFilter):
    SORTS = {
        "on": ("on", "pk"), "unit": ("unit__path", "-on", "pk"), "kind": ("kind", "-on", "pk"), "came": ("came", "-on", "pk"),
        "state": ("state", "-on", "pk"),
    }  # fmt: skip
    DEFAULT = "-on"

    kind = forms.ChoiceField(label="去向", choices=[("", "全部"), *Kind.choices], required=False)
    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *State.choices], required=False)
    year = forms.IntegerField(label="年度", required=False, min_value=2000, max_value=2200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "内容"
        self.fields["q"].widget.attrs["placeholder"] = "主题、主讲人、地点或单位"

    def apply(self, rows: QuerySet[PublicitySession]) -> QuerySet[PublicitySession]:
        asked = self.asked
        for word in asked.get("q", "").split()[:4]:
            rows = rows.filter(
                Q(topic__contains=word) | Q(speaker__contains=word) | Q(place__contains=word) | Q(unit__name__contains=word)
            )  # fmt: skip
        for name in ("kind", "state"):
            if value := asked.get(name):
                rows = rows.filter(**{name: value})
        if year := asked.get("year"):
            rows = rows.filter(on__year=year)
        return self.ordered(rows)
