"""By what the catalogues of the units are searched and sorted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from ymdm.organization.models import Unit
from ymdm.ui.lists import ListFilter

from ..models import TEAM_LEVELS

GAPS = {
    "unsettled": Q(settled_on=None),
    "boardless": Q(boards_up=0),
    "asked": Q(asked__gt=0),
    "teams": Q(level__in=TEAM_LEVELS, items=0),
}


class CatalogueFilter(ListFilter):
    SORTS = {
        "unit": ("path",),
        "items": ("items", "path"),
        "settled": ("settled_on", "path"),
        "boards": ("boards_up", "path"),
    }
    DEFAULT = "unit"

    gap = forms.ChoiceField(
        label="缺什么", required=False,
        choices=[
            ("", "全部"), ("unsettled", "本年度目录没有确定"), ("boardless", "没有公开栏"),
            ("teams", "没有目录的班组"), ("asked", "有移出申请待审批"),
        ],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "单位"
        self.fields["q"].widget.attrs["placeholder"] = "单位名称"

    def apply(self, units: QuerySet[Unit]) -> QuerySet[Unit]:
        asked = self.asked
        if gap := asked.get("gap"):
            units = units.filter(GAPS[gap])
        for word in asked.get("q", "").split()[:4]:
            units = units.filter(Q(name__contains=word) | Q(short_name__contains=word))
        return self.ordered(units)
