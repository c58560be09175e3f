"""What the lists of groups and reviews are searched and sorted by. What is not offered filters nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from proposals.meetings.forms.filters import ListFilter

from ..models import FinanceGroup, GroupMember, ReviewPeriod


class GroupFilter(ListFilter):
    SORTS = {"unit": ("unit__path", "-pk"), "until": ("until_on", "pk"), "head": ("head__pinyin", "pk")}
    DEFAULT = "unit"

    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *FinanceGroup.State.choices], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "单位或组员"
        self.fields["q"].widget.attrs["placeholder"] = "单位或组员"

    def apply(self, groups: QuerySet[FinanceGroup]) -> QuerySet[FinanceGroup]:
        asked = self.asked
        if state := asked.get("state"):
            groups = groups.filter(state=state)
        for word in asked.get("q", "").split()[:4]:
            seats = GroupMember.objects.filter(person__name__contains=word).values("group")
            groups = groups.filter(Q(unit__name__contains=word) | Q(pk__in=seats))
        return self.ordered(groups)


class PeriodFilter(ListFilter):
    SORTS = {"period": ("last_on", "-pk"), "unit": ("unit__path", "-last_on"), "state": ("state", "-last_on")}
    DEFAULT = "-period"

    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *ReviewPeriod.State.choices], required=False)
    year = forms.IntegerField(label="年", required=False, min_value=2000, max_value=2200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "单位"
        self.fields["q"].widget.attrs["placeholder"] = "单位名称"

    def apply(self, periods: QuerySet[ReviewPeriod]) -> QuerySet[ReviewPeriod]:
        asked = self.asked
        for name in ("state", "year"):
            if value := asked.get(name):
                periods = periods.filter(**{name: value})
        for word in asked.get("q", "").split()[:4]:
            periods = periods.filter(Q(unit__name__contains=word) | Q(unit__short_name__contains=word))
        return self.ordered(periods)
