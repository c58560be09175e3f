"""Forms of the meetings that come round."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from proposals.forms.acts.form import words
from ymdm.organization.models import Person

from .. import rules
from .form import ActForm, PeopleField, PersonChoice, clock, day, holders
from .receptions import TurnForm


class SeriesForm(TurnForm):
    """A new series. `obj` is the unit."""

    title = "设立例会"
    button = "设立例会"
    cites = (rules.MINUTES,)
    field_order = (
        "name",
        "turn",
        "weekday",
        "nth",
        "begins",
        "place",
        "chair",
        "recorder",
        "members",
        "agenda",
        "from_on",
    )

    name = forms.CharField(label="名称", max_length=60, help_text="例如：民主管理工作例会")
    begins = clock("开始时间", initial="09:00")
    place = forms.CharField(label="地点", max_length=60)
    chair = PersonChoice("主持人")
    recorder = PersonChoice("记录人", help_text="到日登记会议记录，没有开的写明原因")
    members = PeopleField("成员", help_text="每行一个姓名或工号，同名的写工号")
    agenda = words("固定议程", help_text="每行一项", rows=4, most=1000)
    from_on = day("从哪天起")

    def prepare(self) -> None:
        for name in ("chair", "recorder"):
            self.fields[name].queryset = holders("meetings.arrange", self.obj)
        self.fields["members"].within = self.obj
        self.fields["from_on"].initial = timezone.localdate()


class EndSeriesForm(ActForm):
    title = "停止这个例会？"
    tells = "今天以后的会次不再召开。停止后不能恢复，可以另设例会。"
    button = "停止例会"
    danger = True
    cites = (rules.MINUTES,)

    reason = words("原因", rows=2, most=150)


class MinutesForm(ActForm):
    title = "登记会议记录"
    tells = "没有记录的会不能登记为已召开。议定事项登记后另外逐条加。"
    button = "登记会议记录"
    cites = (rules.MINUTES,)

    present = forms.ModelMultipleChoiceField(
        Person.objects.none(), label="到会的人", widget=forms.CheckboxSelectMultiple, required=False
    )
    minutes = words("会议记录", rows=8, most=8000)

    def prepare(self) -> None:
        members = self.obj.series.members.order_by("pinyin", "pk")
        self.fields["present"].queryset = self.fields["present"].initial = members


class SkipForm(ActForm):
    title = "登记没有召开"
    tells = "主持人、成员和工会会收到消息。"
    button = "登记没有召开"
    cites = (rules.MINUTES,)

    reason = words("原因", rows=2, most=200)


class ActionForm(ActForm):
    title = "登记一件议定事项"
    button = "登记事项"
    cites = (rules.MINUTES,)

    text = words("议定事项", rows=2, most=300)
    owner = PeopleField("责任人", rows=1, help_text="姓名或工号")
    due_on = day("完成日期")

    def prepare(self) -> None:
        self.fields["owner"].within = self.obj.unit
        self.fields["owner"].widget = forms.TextInput()

    def clean_owner(self) -> Person:
        found = self.cleaned_data["owner"]
        if len(found) != 1:
            raise forms.ValidationError("一件事写一位责任人。")
        return found[0]


class ReportForm(ActForm):
    title = "填报完成情况"
    button = "填报完成"
    cites = (rules.MINUTES,)

    result = words("办成了什么", rows=3, most=500)

    def prepare(self) -> None:
        self.tells = self.obj.text
