"""What the list of schemes is searched and sorted by. What is not offered filters nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from ymdm.ui.lists import ListFilter

from ..classes import UnitClass
from ..models import Scheme


class SchemeFilter(ListFilter):
    SORTS = {"year": ("year", "unit_class"), "class": ("unit_class", "-year"), "state": ("state", "-year")}
    DEFAULT = "-year"

    unit_class = forms.ChoiceField(label="单位类别", choices=[("", "全部"), *UnitClass.choices], required=False)
    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *Scheme.State.choices], required=False)
    year = forms.IntegerField(label="年度", required=False, min_value=2000, max_value=2200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "名称"
        self.fields["q"].widget.attrs["placeholder"] = "方案名称"

    def apply(self, rows: QuerySet[Scheme]) -> QuerySet[Scheme]:
        asked = self.asked
        for name in ("unit_class", "state", "year"):
            if value := asked.get(name):
                rows = rows.filter(**{name: value})
        for word in asked.get("q", "").split()[:4]:
            rows = rows.filter(title__contains=word)
        return self.ordered(rows)
