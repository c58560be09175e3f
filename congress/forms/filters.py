"""What the lists of the congress are searched and sorted by. What is not offered filters nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from ymdm.ui.lists import ListFilter

from ..models import Attendee, CongressSession, Resolution

HERE = [("", "全部"), ("in", "在会场"), ("out", "不在会场"), ("never", "没有签到")]


def _asks(form: ListFilter, label: str) -> None:
    form.fields["q"].label = label
    form.fields["q"].widget.attrs["placeholder"] = label


class SessionFilter(ListFilter):
    SORTS = {"on": ("held_on", "pk"), "unit": ("term__unit__path", "-held_on"), "state": ("state", "-held_on")}
    DEFAULT = "-on"

    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *CongressSession.State.choices], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asks(self, "单位或主题")

    def apply(self, rows: QuerySet[CongressSession]) -> QuerySet[CongressSession]:
        asked = self.asked
        if state := asked.get("state"):
            rows = rows.filter(state=state)
        for word in asked.get("q", "").split()[:4]:
            rows = rows.filter(
                Q(term__unit__name__contains=word) | Q(call_theme__contains=word) | Q(place__contains=word)
            )
        return self.ordered(rows)


class PeopleFilter(ListFilter):
    SORTS = {
        "number": ("number", "pk"), "name": ("person__pinyin", "pk"), "delegation": ("delegation", "number"),
        "came": ("arrived_at", "number"),
    }  # fmt: skip
    DEFAULT = "number"

    delegation = forms.ChoiceField(label="代表团", required=False)
    kind = forms.ChoiceField(label="身份", choices=[("", "全部"), *Attendee.Kind.choices], required=False)
    answer = forms.ChoiceField(
        label="回复", choices=[("", "全部"), ("comes", "参加"), ("leave", "请假"), ("none", "未回复")], required=False
    )
    here = forms.ChoiceField(label="到会", choices=HERE, required=False)
    venue = forms.ChoiceField(label="会场", required=False)

    def __init__(self, *args: Any, session: CongressSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asks(self, "姓名、拼音或代表证号")
        delegations = [(str(one.pk), one.name) for one in session.term.delegations.all()]
        self.fields["delegation"].choices = [("", "全部"), *delegations]  # type: ignore[attr-defined]
        venues = [(str(one.pk), one.name) for one in session.venues.all()]
        if len(venues) > 1:
            self.fields["venue"].choices = [("", "全部"), *venues]  # type: ignore[attr-defined]
        else:
            del self.fields["venue"]

    def apply(self, rows: QuerySet[Attendee]) -> QuerySet[Attendee]:
        asked = self.asked
        if pk := asked.get("delegation"):
            rows = rows.filter(delegation=pk)
        if kind := asked.get("kind"):
            rows = rows.filter(kind=kind)
        if answer := asked.get("answer"):
            rows = rows.filter(answer="" if answer == "none" else answer)
        if pk := asked.get("venue"):
            rows = rows.filter(venue=pk)
        here = asked.get("here")
        if here == "in":
            rows = rows.filter(is_present=True)
        elif here == "out":
            rows = rows.filter(is_present=False)
        elif here == "never":
            rows = rows.filter(arrived_at=None)
        for word in asked.get("q", "").split()[:4]:
            rows = rows.filter(
                Q(person__name__contains=word) | Q(person__pinyin__contains=word.lower()) | Q(number__contains=word)
            )
        return self.ordered(rows)


class ResolutionFilter(ListFilter):
    SORTS = {"on": ("adopted_on", "pk"), "due": ("due_on", "pk"), "unit": ("session__term__unit__path", "-adopted_on")}
    DEFAULT = "-on"

    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *Resolution.State.choices], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _asks(self, "决议或文号")

    def apply(self, rows: QuerySet[Resolution]) -> QuerySet[Resolution]:
        asked = self.asked
        if state := asked.get("state"):
            rows = rows.filter(state=state)
        for word in asked.get("q", "").split()[:4]:
            rows = rows.filter(Q(title__contains=word) | Q(number__contains=word) | Q(text__contains=word))
        return self.ordered(rows)
