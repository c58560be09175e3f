"""What the lists of campaigns, nominations and honours are searched and sorted by. What is not offered filters nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from ymdm.ui.lists import ListFilter

from ..models import Campaign, CampaignState, Kind, Nomination, State
from ..models.nominations import PENDING


def _year() -> forms.IntegerField:
    return forms.IntegerField(label="年度", required=False, min_value=2000, max_value=2200)


class CampaignFilter(ListFilter):
    SORTS = {
        "year": ("year", "-pk"),
        "title": ("title", "-pk"),
        "until": ("nominate_until", "-pk"),
        "state": ("state", "-pk"),
    }
    DEFAULT = "-year"

    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *CampaignState.choices], required=False)
    year = _year()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "名称"
        self.fields["q"].widget.attrs["placeholder"] = "名称"

    def apply(self, rows: QuerySet[Campaign]) -> QuerySet[Campaign]:
        asked = self.asked
        for word in asked.get("q", "").split()[:4]:
            rows = rows.filter(title__contains=word)
        for name in ("state", "year"):
            if value := asked.get(name):
                rows = rows.filter(**{name: value})
        return self.ordered(rows)


class _OfNames(ListFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "名称"
        self.fields["q"].widget.attrs["placeholder"] = "姓名、单位或证书编号"

    kind = forms.ChoiceField(label="种类", choices=[("", "全部"), *Kind.choices], required=False)

    def named(self, rows: QuerySet[Nomination]) -> QuerySet[Nomination]:
        asked = self.asked
        for word in asked.get("q", "").split()[:4]:
            rows = rows.filter(
                Q(name__contains=word) | Q(unit__name__contains=word) | Q(unit__short_name__contains=word)
                | Q(number__contains=word.upper())
            )  # fmt: skip
        if kind := asked.get("kind"):
            rows = rows.filter(kind=kind)
        return self.ordered(rows)


class NominationFilter(_OfNames):
    SORTS = {
        "kind": ("kind", "unit__path", "pk"), "name": ("name", "pk"), "unit": ("unit__path", "pk"), "state": ("state", "pk"),
    }  # fmt: skip
    DEFAULT = "kind"

    state = forms.ChoiceField(
        label="状态", choices=[("", "全部"), ("pending", "没有办完的"), *State.choices], required=False
    )

    def apply(self, rows: QuerySet[Nomination]) -> QuerySet[Nomination]:
        if state := self.asked.get("state"):
            rows = rows.filter(state__in=PENDING if state == "pending" else [state])
        return self.named(rows)


class HonourFilter(_OfNames):
    SORTS = {
        "year": ("campaign__year", "number"), "name": ("name", "pk"), "number": ("number", "pk"),
        "unit": ("unit__path", "-campaign__year"),
    }  # fmt: skip
    DEFAULT = "-year"

    year = _year()

    def apply(self, rows: QuerySet[Nomination]) -> QuerySet[Nomination]:
        if year := self.asked.get("year"):
            rows = rows.filter(campaign__year=year)
        return self.named(rows)
