"""What the list of appraisals is searched and sorted by. What is not offered filters nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from ymdm.ui.lists import ListFilter

from ..models import Appraisal


class AppraisalFilter(ListFilter):
    SORTS = {"year": ("year", "unit__path"), "unit": ("unit__path", "-year"), "state": ("state", "-year")}
    DEFAULT = "-year"

    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *Appraisal.State.choices], required=False)
    year = forms.IntegerField(label="年度", required=False, min_value=2000, max_value=2200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "单位"
        self.fields["q"].widget.attrs["placeholder"] = "单位名称"

    def apply(self, rows: QuerySet[Appraisal]) -> QuerySet[Appraisal]:
        asked = self.asked
        for name in ("state", "year"):
            if value := asked.get(name):
                rows = rows.filter(**{name: value})
        for word in asked.get("q", "").split()[:4]:
            rows = rows.filter(Q(unit__name__contains=word) | Q(unit__short_name__contains=word))
        return self.ordered(rows)
