"""What the board of units is searched and sorted by. What is not offered filters nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from ymdm.organization.models import Unit
from ymdm.ui.lists import ListFilter

from ..counting import Board


class BoardFilter(ListFilter):
    SORTS = {"unit": ("path",)}
    DEFAULT = "unit"
    LIGHTS = [("", "全部"), ("bad", "有没有到位的"), ("all", "五项都到位")]

    light = forms.ChoiceField(label="情况", choices=LIGHTS, required=False)
    year = forms.IntegerField(label="年度", required=False, min_value=2000, max_value=2200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "单位"
        self.fields["q"].widget.attrs["placeholder"] = "单位名称"

    def named(self, rows: QuerySet[Unit]) -> QuerySet[Unit]:
        for word in self.asked.get("q", "").split()[:4]:
            rows = rows.filter(Q(name__contains=word) | Q(short_name__contains=word))
        return rows.order_by("path")

    def chosen(self, rows: Sequence[Board]) -> list[Board]:
        """By their lights, in the order asked for: by unit, or by how many are green."""
        light = self.asked.get("light", "")
        kept = [one for one in rows if not light or (one.has_red if light == "bad" else one.green == len(one.lamps))]
        sort = self.data.get("sort", "")
        if sort in {"green", "-green"}:
            kept.sort(key=lambda one: (-one.green if sort == "-green" else one.green, one.unit.path))
        elif sort == "-unit":
            kept.reverse()
        return kept
