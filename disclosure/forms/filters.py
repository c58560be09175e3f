"""What the lists of disclosure are searched and sorted by."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from ymdm.organization.models import Person, Unit
from ymdm.ui.lists import ListFilter

from ..models import Publication, Remark, Version, Withholding
from ..rules.catalogue import GOALS, MAJOR


class DeskFilter(ListFilter):
    """Publications for those who work on them."""

    SORTS = {
        "on": ("published_at", "-pk"),
        "title": ("title", "pk"),
        "unit": ("unit__path", "-pk"),
        "item": ("item__code", "-pk"),
        "made": ("made_at", "-pk"),
    }
    DEFAULT = "-made"

    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *Publication.State.choices], required=False)
    stage = forms.ChoiceField(
        label="办理环节", required=False,
        choices=[("", "全部"), *[(one.value, one.label) for one in Version.UNDERWAY]],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "标题、目录编号或单位"
        self.fields["q"].widget.attrs["placeholder"] = "标题、目录编号或单位"

    def apply(self, rows: QuerySet[Publication]) -> QuerySet[Publication]:
        asked = self.asked
        if state := asked.get("state"):
            rows = rows.filter(state=state)
        if stage := asked.get("stage"):
            rows = rows.filter(pk__in=Version.objects.filter(state=stage).values("publication"))
        for word in asked.get("q", "").split()[:4]:
            rows = rows.filter(
                Q(title__contains=word) | Q(item__code__iexact=word) | Q(item__name__contains=word)
                | Q(unit__name__contains=word)
            )  # fmt: skip
        return self.ordered(rows)


class OutsideFilter(ListFilter):
    """What is open to society, for visitors."""

    SORTS = {"on": ("published_at", "-pk"), "title": ("title", "pk"), "unit": ("unit__path", "-pk")}
    DEFAULT = "-on"

    year = forms.IntegerField(label="年份", required=False, min_value=2000, max_value=2200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "标题、事项或单位"
        self.fields["q"].widget.attrs["placeholder"] = "标题、事项或单位"

    def apply(self, rows: QuerySet[Publication]) -> QuerySet[Publication]:
        asked = self.asked
        if year := asked.get("year"):
            rows = rows.filter(published_on__year=year)
        for word in asked.get("q", "").split()[:4]:
            rows = rows.filter(Q(title__contains=word) | Q(item__name__contains=word) | Q(unit__name__contains=word))
        return self.ordered(rows)


class OpenFilter(ListFilter):
    """What is open, for every reader."""

    SORTS = {
        "on": ("published_at", "-pk"),
        "title": ("title", "pk"),
        "unit": ("unit__path", "-pk"),
        "item": ("item__code", "-pk"),
    }
    DEFAULT = "-on"

    goal = forms.ChoiceField(label="五公开", choices=[("", "全部"), *GOALS.items()], required=False)
    major = forms.ChoiceField(label="三重一大", choices=[("", "全部"), *MAJOR.items()], required=False)
    # Typed, not chosen from a list: a house has hundreds of units. An address may also give a unit's key.
    unit = forms.CharField(label="单位", required=False, max_length=60)
    since = forms.ChoiceField(
        label="时间", choices=[("", "全部"), ("30", "近 30 天"), ("365", "近一年")], required=False
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "查公开事项"
        self.fields["q"].widget.attrs["placeholder"] = "例如：福利费、职称、出租"
        self.fields["unit"].widget.attrs["placeholder"] = "单位名称"
        self.house = Unit.objects.filter(path__startswith=f"/{person.unit.lineage[0]}/")
        key = self.data.get("unit", "")
        if key.isdecimal() and len(key) < 19 and (unit := self.house.filter(pk=key).first()):
            self.data = self.data.copy()
            self.data["unit"] = unit.name

    def apply(self, rows: QuerySet[Publication]) -> QuerySet[Publication]:
        asked = self.asked
        if goal := asked.get("goal"):
            rows = rows.filter(item__goals__contains=goal)
        if major := asked.get("major"):
            rows = rows.filter(item__major__contains=major)
        if unit := asked.get("unit"):
            rows = rows.filter(self._within(unit))
        if since := asked.get("since"):
            rows = rows.filter(published_at__gte=timezone.now() - timedelta(days=int(since)))
        for word in asked.get("q", "").split()[:4]:
            rows = rows.filter(Q(title__contains=word) | Q(item__name__contains=word) | Q(unit__name__contains=word))
        return self.ordered(rows)

    def _within(self, name: str) -> Q:
        """A unit of that name with everything below it; without one, all whose name has the word."""
        unit = self.house.filter(Q(name=name) | Q(short_name=name)).order_by("depth", "path").first()
        return Q(unit__path__startswith=unit.path) if unit else Q(unit__name__contains=name)


class RemarkFilter(ListFilter):
    SORTS = {"on": ("on", "pk"), "title": ("publication__title", "pk"), "unit": ("publication__unit__path", "-pk")}
    DEFAULT = "-on"

    kind = forms.ChoiceField(label="类型", choices=[("", "全部"), *Remark.Kind.choices], required=False)
    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *Remark.State.choices], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "内容或公开事项"
        self.fields["q"].widget.attrs["placeholder"] = "内容或公开事项"

    def apply(self, rows: QuerySet[Remark]) -> QuerySet[Remark]:
        asked = self.asked
        for name in ("kind", "state"):
            if value := asked.get(name):
                rows = rows.filter(**{name: value})
        for word in asked.get("q", "").split()[:4]:
            rows = rows.filter(Q(text__contains=word) | Q(publication__title__contains=word))
        return self.ordered(rows)


class WithholdingFilter(ListFilter):
    SORTS = {
        "on": ("asked_at", "pk"),
        "examine": ("examine_by_on", "pk"),
        "unit": ("unit__path", "-pk"),
        "item": ("obligation__item__code", "-pk"),
    }
    DEFAULT = "-on"

    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *Withholding.State.choices], required=False)
    due = forms.ChoiceField(label="重新审查", choices=[("", "全部"), ("now", "已到期")], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "事项或单位"
        self.fields["q"].widget.attrs["placeholder"] = "事项或单位"

    def apply(self, rows: QuerySet[Withholding]) -> QuerySet[Withholding]:
        asked = self.asked
        if state := asked.get("state"):
            rows = rows.filter(state=state)
        if asked.get("due"):
            rows = rows.filter(state=Withholding.State.IN_FORCE, examine_by_on__lte=timezone.localdate())
        for word in asked.get("q", "").split()[:4]:
            rows = rows.filter(Q(obligation__item__name__contains=word) | Q(unit__name__contains=word))
        return self.ordered(rows)
