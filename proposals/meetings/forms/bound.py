"""Forms of meetings about matters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from proposals.forms.acts.form import words
from proposals.models import Proposal

from .. import rules
from ..models import MatterMeeting
from .form import ActForm, PersonChoice, clock, day, holders


class ConveneForm(ActForm):
    """A call. `obj` is the unit."""

    title = "召集专题会、协商会或推进会"
    tells = "开会后登记记录；没有记录，会上的事项不能办结。"
    button = "召集会议"
    cites = (rules.MINUTES,)

    form = forms.ChoiceField(label="形式", choices=MatterMeeting.FORMS, widget=forms.RadioSelect)
    numbers = forms.CharField(
        label="为哪些事项", max_length=600, widget=forms.Textarea(attrs={"rows": 2}), help_text="每行一个编号"
    )
    on = day("日期")
    begins = clock("时间", initial="14:30")
    place = forms.CharField(label="地点", max_length=60)
    host = PersonChoice("主持人")
    recorder = PersonChoice("记录人")
    people = forms.CharField(label="参加人", max_length=200, help_text="提出人、承办单位、工会等")

    def prepare(self) -> None:
        for name in ("host", "recorder"):
            self.fields[name].queryset = holders("meetings.arrange", self.obj)

    def clean_numbers(self) -> list[Proposal]:
        asked = list(dict.fromkeys(self.cleaned_data["numbers"].replace("，", " ").replace("、", " ").upper().split()))[
            :20
        ]
        seen = Proposal.objects.visible_to(self.person).filter(number__in=asked, unit__path__startswith=self.obj.path)
        found = {matter.number: matter for matter in seen}
        if missing := [number for number in asked if number not in found]:
            raise forms.ValidationError(f"没有找到{'、'.join(missing[:5])}，请核对编号。")
        return [found[number] for number in asked]

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        on, begins = data.pop("on"), data.pop("begins")
        return data | {"matters": data.pop("numbers"), "meets_at": timezone.make_aware(datetime.combine(on, begins))}


class MinuteForm(ActForm):
    title = "登记召开"
    tells = "会议记录写进会上每一件事项的沟通记录。"
    button = "登记召开"
    cites = (rules.MINUTES,)

    held_on = day("召开日期")
    people = forms.CharField(label="到会的人", max_length=200)
    minutes = words("会议记录", rows=8, most=8000)
    union_attended = forms.BooleanField(label="工会参加", required=False)

    def prepare(self) -> None:
        self.fields["held_on"].initial = min(timezone.localdate(self.obj.meets_at), timezone.localdate())
        self.fields["people"].initial = self.obj.people


class DropForm(ActForm):
    title = "取消这次会议？"
    button = "取消会议"
    danger = True
    cites = (rules.MINUTES,)

    reason = words("原因", rows=2, most=200)
