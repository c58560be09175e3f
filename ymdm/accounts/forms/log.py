"""The filter of the security log."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from ymdm.securitylog.models import Kind, SecurityEvent


class LogFilter(forms.Form):
    """Who, what, from where and when; every field may be empty."""

    q = forms.CharField(
        label="姓名、工号或地址",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "姓名、工号或地址", "type": "search"}),
    )
    kind = forms.ChoiceField(label="事件", choices=[("", "全部事件"), *Kind.choices], required=False)
    since = forms.DateField(label="从", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="到", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def apply(self, rows: QuerySet[SecurityEvent]) -> QuerySet[SecurityEvent]:
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("q"):
            rows = rows.filter(who__icontains=asked["q"]) | rows.filter(address__startswith=asked["q"])
        if asked.get("kind"):
            rows = rows.filter(kind=asked["kind"])
        if asked.get("since"):
            rows = rows.filter(at__gte=timezone.make_aware(datetime.combine(asked["since"], time())))
        if asked.get("until"):
            rows = rows.filter(at__lt=timezone.make_aware(datetime.combine(asked["until"] + timedelta(days=1), time())))
        return rows

    @property
    def words(self) -> str:
        """The filter as the note of an export tells it."""
        asked = self.cleaned_data if self.is_valid() else {}
        kinds = dict(Kind.choices)
        told = {"q": asked.get("q"), "kind": kinds.get(asked.get("kind", "")), "since": asked.get("since")}
        told["until"] = asked.get("until")
        return "；".join(f"{self.fields[name].label}：{value}" for name, value in told.items() if value)
