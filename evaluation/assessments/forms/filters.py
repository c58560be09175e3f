"""What the list of assessments is searched and sorted by. What is not offered filters nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from ymdm.ui.lists import ListFilter

from ...schemes.classes import UnitClass
from ..models import Assessment


class AssessmentFilter(ListFilter):
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "单位"
        self.fields["q"].widget.attrs["placeholder"] = "单位名称"

    def apply(self, rows: QuerySet[Assessment]) -> QuerySet[Assessment]:
        asked = self.asked
        for name, column in (("unit_class", "scheme__unit_class"), ("state", "state"), ("year", "year")):
            if value := asked.get(name):
                rows = rows.filter(**{column: value})
        for word in asked.get("q", "").split()[:4]:
            rows = rows.filter(Q(unit__name__contains=word) | Q(unit__short_name__contains=word))
        return self.ordered(rows)
