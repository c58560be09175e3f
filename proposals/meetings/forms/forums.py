"""Forms of talks: the call, who came, the points and their owners."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from congress.models import AgendaItem, CongressSession, Delegation
from proposals.forms.acts.form import words
from ymdm.organization.models import Person

from .. import rules
from ..models import Forum, ForumPoint
from .form import ActForm, MatterForm, PeopleField, PersonChoice, clock, day, holders


class CallForm(ActForm):
    """A call. `obj` is the unit."""

    title = "召集恳谈会、座谈会、分团讨论或调研"
    button = "发出通知"
    cites = (rules.POINTS, rules.MINUTES)

    kind = forms.ChoiceField(label="形式", choices=Forum.Kind.choices, widget=forms.RadioSelect)
    topic = forms.CharField(label="主题", max_length=80)
    on = day("日期")
    begins = clock("时间", initial="14:30")
    place = forms.CharField(label="地点", max_length=60)
    host = PersonChoice("主持人")
    recorder = PersonChoice("记录人")
    people = PeopleField("参加人", help_text="每行一个姓名或工号，同名的写工号")
    text = words("通知内容", required=False, rows=3, most=800)
    session = forms.ModelChoiceField(
        CongressSession.objects.none(), label="届次", required=False, empty_label="不是分团讨论"
    )
    delegation = forms.ModelChoiceField(
        Delegation.objects.none(), label="代表团", required=False, empty_label="不是分团讨论"
    )

    def prepare(self) -> None:
        self.fields["host"].queryset = holders("meetings.arrange", self.obj)
        self.fields["recorder"].queryset = holders("meetings.arrange", self.obj)
        self.fields["people"].within = self.obj
        self.fields["session"].queryset = CongressSession.objects.filter(term__unit=self.obj).select_related("term")
        self.fields["delegation"].queryset = Delegation.objects.filter(term__unit=self.obj)
        if not self.fields["session"].queryset.exists():
            del self.fields["session"], self.fields["delegation"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("kind") == Forum.Kind.FLOOR and not (data.get("session") and data.get("delegation")):
            self.add_error("delegation" if "delegation" in self.fields else "kind", "分团讨论请选择届次和代表团。")
        return data

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        on, begins = data.pop("on"), data.pop("begins")
        return data | {"meets_at": timezone.make_aware(datetime.combine(on, begins))}


class HoldForm(ActForm):
    title = "登记召开"
    tells = "登记到会的人和会议记录。此后限期把每一条意见交给责任单位。"
    button = "登记召开"
    cites = (rules.MINUTES, rules.POINTS)

    held_on = day("召开日期")
    came = forms.ModelMultipleChoiceField(
        Person.objects.none(), label="到会的人", widget=forms.CheckboxSelectMultiple, required=False
    )
    others = PeopleField("没有通知但到会的人", required=False, rows=2, help_text="每行一个姓名或工号")
    minutes = words("会议记录", rows=8, most=8000)

    def prepare(self) -> None:
        called = Person.objects.filter(pk__in=self.obj.attendees.values("person")).order_by("pinyin", "pk")
        self.fields["came"].queryset = called
        self.fields["came"].initial = called
        self.fields["others"].within = self.obj.unit
        self.fields["held_on"].initial = min(timezone.localdate(self.obj.meets_at), timezone.localdate())

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return data | {"came": [*data["came"], *data.pop("others")]}


class CallOffForm(ActForm):
    title = "取消这次会议？"
    tells = "参加人会收到消息。"
    button = "取消会议"
    danger = True
    cites = (rules.MINUTES,)

    reason = words("原因", rows=2, most=200)


class NotePointForm(ActForm):
    title = "登记一条意见"
    button = "登记意见"
    cites = (rules.POINTS,)

    text = words("意见", rows=3, most=500)
    said_by = forms.ChoiceField(label="谁提的", required=False)
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label="对哪项议程", required=False, empty_label="不针对某一项"
    )

    def prepare(self) -> None:
        came = self.obj.attendees.filter(came=True).select_related("person").order_by("person__pinyin", "pk")
        whole = [(ForumPoint.Voice.MEETING.value, self.obj.whole)]
        if self.obj.delegation_id:
            whole = [(ForumPoint.Voice.DELEGATION.value, f"{self.obj.delegation}意见")]
        if self.obj.session_id:
            self.fields["item"].queryset = AgendaItem.objects.filter(session=self.obj.session_id).exclude(
                state=AgendaItem.State.PUT_OFF
            )
        else:
            del self.fields["item"]
        self.fields["text"].label = self.obj.noun
        self.speakers = {str(row.person_id): row.person for row in came}
        self.fields["said_by"].choices = [*whole, *((pk, str(person)) for pk, person in self.speakers.items())]
        self.fields["said_by"].required = True

    def typed(self) -> dict[str, Any]:
        who = self.cleaned_data["said_by"]
        speaker = self.speakers.get(who)
        return {
            "text": self.cleaned_data["text"],
            "voice": ForumPoint.Voice.PERSON if speaker else who,
            "speaker": speaker,
            "item": self.cleaned_data.get("item"),
        }


class HandPointForm(MatterForm):
    title = "交给责任单位"
    button = "交办这条意见"
    cites = (rules.POINTS, rules.REPLY)
    field_order = ("title_", "lead", "due_on", "leader")

    title_ = forms.CharField(label="事项名称", max_length=60, required=False, help_text="留空取第一句")
    leader = PersonChoice("分管领导")

    def prepare(self) -> None:
        super().prepare()
        self.tells = self.obj.text
        self.fields["leader"].queryset = holders("meetings.receive", self.obj.forum.unit)
        self.fields["leader"].initial = self.obj.forum.host_id

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return data | {"title": data.pop("title_")}


class CompleteForm(ActForm):
    title = "意见都交办了？"
    tells = "每一条意见都有了责任单位和答复日期。此后不能再加意见。"
    button = "意见全部交办"
    cites = (rules.POINTS,)
