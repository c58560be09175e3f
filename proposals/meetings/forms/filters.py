"""What the lists of reception days and meetings are searched and sorted by. What is not offered filters nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from congress.models import CongressSession
from ymdm.ui.lists import ListFilter

from ..models import BoundMatter, Forum, ForumPoint, MatterMeeting, ReceptionDay, SeriesMeeting, SpokenPoint

WHEN = [("", "将要举行和没有办的"), ("past", "已经过去"), ("all", "全部")]


class DayFilter(ListFilter):
    SORTS = {"on": ("on", "pk"), "receiver": ("receiver__pinyin", "on"), "unit": ("schedule__unit__path", "on")}
    DEFAULT = "on"

    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *ReceptionDay.State.choices], required=False)
    when = forms.ChoiceField(label="时间", choices=WHEN, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "接待人或单位"
        self.fields["q"].widget.attrs["placeholder"] = "接待人或单位"

    def apply(self, days: QuerySet[ReceptionDay]) -> QuerySet[ReceptionDay]:
        asked = self.asked
        if state := asked.get("state"):
            days = days.filter(state=state)
        today, when = timezone.localdate(), asked.get("when")
        if when == "past":
            days = days.filter(on__lt=today)
        elif not when and "state" not in asked:
            days = days.filter(Q(on__gte=today) | Q(state=ReceptionDay.State.PLANNED))
        for word in asked.get("q", "").split()[:4]:
            days = days.filter(Q(receiver__name__contains=word) | Q(schedule__unit__name__contains=word))
        return self.ordered(days)


class ForumFilter(ListFilter):
    SORTS = {"at": ("meets_at", "pk"), "topic": ("topic", "pk"), "state": ("state", "-meets_at")}
    DEFAULT = "-at"

    kind = forms.ChoiceField(label="形式", choices=[("", "全部"), *Forum.Kind.choices], required=False)
    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *Forum.State.choices], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "主题"
        self.fields["q"].widget.attrs["placeholder"] = "主题或意见里的词"

    def apply(self, forums: QuerySet[Forum]) -> QuerySet[Forum]:
        asked = self.asked
        for name in ("kind", "state"):
            if value := asked.get(name):
                forums = forums.filter(**{name: value})
        for word in asked.get("q", "").split()[:4]:
            forums = forums.filter(Q(topic__contains=word) | Q(pk__in=_with_point(word)))
        return self.ordered(forums)


class MeetingFilter(ListFilter):
    SORTS = {"on": ("on", "pk"), "name": ("series__name", "on"), "unit": ("series__unit__path", "on")}
    DEFAULT = "on"

    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *SeriesMeeting.State.choices], required=False)
    when = forms.ChoiceField(label="时间", choices=WHEN, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "例会名称"
        self.fields["q"].widget.attrs["placeholder"] = "例会名称或单位"

    def apply(self, meetings: QuerySet[SeriesMeeting]) -> QuerySet[SeriesMeeting]:
        asked, today = self.asked, timezone.localdate()
        if state := asked.get("state"):
            meetings = meetings.filter(state=state)
        when = asked.get("when")
        if when == "past":
            meetings = meetings.filter(on__lt=today)
        elif not when and "state" not in asked:
            meetings = meetings.filter(Q(on__gte=today) | Q(state=SeriesMeeting.State.PLANNED))
        for word in asked.get("q", "").split()[:4]:
            meetings = meetings.filter(Q(series__name__contains=word) | Q(series__unit__name__contains=word))
        return self.ordered(meetings)


class BoundFilter(ListFilter):
    SORTS = {"at": ("meets_at", "pk"), "state": ("state", "-meets_at"), "host": ("host__pinyin", "-meets_at")}
    DEFAULT = "-at"

    form = forms.ChoiceField(label="形式", choices=[("", "全部"), *MatterMeeting.FORMS], required=False)
    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *MatterMeeting.State.choices], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "编号或主持人"
        self.fields["q"].widget.attrs["placeholder"] = "编号或主持人"

    def apply(self, meetings: QuerySet[MatterMeeting]) -> QuerySet[MatterMeeting]:
        asked = self.asked
        for name in ("form", "state"):
            if value := asked.get(name):
                meetings = meetings.filter(**{name: value})
        for word in asked.get("q", "").split()[:4]:
            about = BoundMatter.objects.filter(matter__number__contains=word.upper()).values("meeting")
            meetings = meetings.filter(Q(host__name__contains=word) | Q(pk__in=about))
        return self.ordered(meetings)


class SpokenFilter(ListFilter):
    SORTS = {
        "order": ("order",), "speaker": ("speaker__person__pinyin", "order"),
        "delegation": ("speaker__delegation__name", "order"), "item": ("item__order", "order"),
    }  # fmt: skip
    DEFAULT = "order"

    item = forms.ChoiceField(label="议程", required=False)
    delegation = forms.ChoiceField(label="代表团", required=False)
    matter = forms.ChoiceField(
        label="办理", choices=[("", "全部"), ("no", "没有转为事项"), ("yes", "已转为事项")], required=False
    )

    def __init__(self, *args: Any, session: CongressSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "发言人或发言里的词"
        self.fields["q"].widget.attrs["placeholder"] = "发言人或发言里的词"
        items = [(str(one.pk), f"{one.order} {one.title}"[:40]) for one in session.agenda.order_by("order")]
        self.fields["item"].choices = [("", "全部"), *items]
        delegations = [(str(one.pk), one.name) for one in session.term.delegations.all()]
        self.fields["delegation"].choices = [("", "全部"), *delegations]

    def apply(self, points: QuerySet[SpokenPoint]) -> QuerySet[SpokenPoint]:
        asked = self.asked
        if pk := asked.get("item"):
            points = points.filter(item=pk)
        if pk := asked.get("delegation"):
            points = points.filter(speaker__delegation=pk)
        if done := asked.get("matter"):
            points = points.filter(matter__isnull=done == "no")
        for word in asked.get("q", "").split()[:4]:
            points = points.filter(Q(text__contains=word) | Q(speaker__person__name__contains=word))
        return self.ordered(points)


def _with_point(word: str) -> Any:
    return ForumPoint.objects.filter(text__contains=word).values("forum")
