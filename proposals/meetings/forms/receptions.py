"""Forms of the reception day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from proposals.forms.acts.form import words

from .. import rules
from ..models.receptions import MOST_SLOTS
from ..models.recurring import WEEKDAYS
from ..rules import MOST_NTH
from .form import ActForm, MatterForm, PeopleField, PersonChoice, clock, day, holders


class TurnForm(ActForm):
    """Anything that comes round: exactly one of the two turns is asked for."""

    turn = forms.ChoiceField(
        label="周期",
        choices=[("week", "每周固定一天\n遇节假日顺延到下一个工作日"), ("month", "每月第几个工作日")],
        widget=forms.RadioSelect,
        initial="week",
    )
    weekday = forms.TypedChoiceField(
        label="每周哪一天", choices=[("", "请选择"), *WEEKDAYS], coerce=int, empty_value=None, required=False
    )
    nth = forms.IntegerField(label="每月第几个工作日", min_value=1, max_value=MOST_NTH, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        wanted = "weekday" if data.get("turn") == "week" else "nth"
        if data.get("turn") and data.get(wanted) is None and wanted not in self.errors:
            self.add_error(wanted, "请选择每周哪一天。" if wanted == "weekday" else "请填写每月第几个工作日。")
        other = "nth" if wanted == "weekday" else "weekday"
        data[other] = None
        return data

    def typed(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "turn"}


class ScheduleForm(TurnForm):
    """A new schedule. `obj` is the unit."""

    title = "安排领导接待日"
    button = "公布接待安排"
    cites = (rules.SCHEDULE, rules.BOOKING, rules.CONFIDENTIAL)
    field_order = ("leader", "substitute", "recorder", "turn", "weekday", "nth", "begins", "slots", "slot_minutes")

    leader = PersonChoice("接待领导")
    substitute = PersonChoice("代班领导", help_text="领导有事时由代班领导接待，事先定好")
    recorder = PersonChoice("记录人", help_text="只有接待人和记录人看得到来访人和内容")
    begins = clock("开始时间", initial="09:00")
    slots = forms.IntegerField(label="接待人次", min_value=1, max_value=MOST_SLOTS, initial=6)
    slot_minutes = forms.IntegerField(label="每人次时间", min_value=5, max_value=120, initial=30, help_text="分钟")
    place = forms.CharField(label="地点", max_length=60)
    from_on = day("从哪天起")

    def prepare(self) -> None:
        for name in ("leader", "substitute"):
            self.fields[name].queryset = holders("meetings.receive", self.obj)
        self.fields["recorder"].queryset = holders("meetings.arrange", self.obj)
        self.fields["from_on"].initial = timezone.localdate()


class EndScheduleForm(ActForm):
    title = "停止这个接待安排？"
    tells = "今天以后的接待日不再安排，已经预约的职工会收到消息。停止后不能恢复，可以另建安排。"
    button = "停止接待安排"
    danger = True
    cites = (rules.SCHEDULE,)

    reason = words("原因", help_text="预约的职工会看到", rows=2, most=120)


class BookForm(ActForm):
    """Booking. `obj` is the day; `free` are its free slots."""

    title = "预约领导接待日"
    button = "预约"
    cites = (rules.BOOKING, rules.CONFIDENTIAL)

    slot = forms.TypedChoiceField(label="时段", coerce=int, widget=forms.RadioSelect)
    about = words(
        "想反映什么事",
        required=False,
        help_text="只有接待人和记录人看得到。写几句，领导可以先了解情况",
        rows=4,
        most=500,
    )

    def __init__(self, *args: Any, free: list[int], **kwargs: Any) -> None:
        self.free = free
        super().__init__(*args, **kwargs)

    def prepare(self) -> None:
        self.fields["slot"].choices = [(slot, f"{self.obj.begins_at(slot):%H:%M}") for slot in self.free]
        self.fields["slot"].error_messages["invalid_choice"] = "这个时段刚刚被预约了，请另选一个。"


class CancelForm(ActForm):
    title = "取消这个预约？"
    tells = "取消后这个时段别人可以预约。"
    button = "取消预约"
    danger = True
    cites = (rules.BOOKING,)


class WalkInForm(ActForm):
    title = "登记临时来访"
    tells = "没有预约的职工排在预约的之后。"
    button = "登记来访"
    cites = (rules.CONFIDENTIAL,)

    who = PeopleField("来访人", rows=1, required=False, help_text="姓名或工号")
    visitor_name = forms.CharField(
        label="不在名册上的来访人", max_length=30, required=False, help_text="退休职工、家属等"
    )

    def prepare(self) -> None:
        self.fields["who"].within = self.obj.unit
        self.fields["who"].widget = forms.TextInput()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "who" in data and len(data["who"]) > 1:
            self.add_error("who", "一次登记一位来访人。")
        elif "who" in data and not data["who"] and not data.get("visitor_name"):
            self.add_error("who", "请填写来访人。")
        return data

    def typed(self) -> dict[str, Any]:
        who = self.cleaned_data["who"]
        return {"visitor": who[0] if who else None, "visitor_name": self.cleaned_data["visitor_name"]}


class FinishForm(ActForm):
    title = "结束今天的接待？"
    tells = "交办的事继续由接待人盯到答复。"
    button = "结束接待"
    cites = (rules.FIRST_RECEIVER,)


class StandInForm(ActForm):
    title = "改由代班领导接待？"
    button = "改由代班领导接待"
    cites = (rules.SCHEDULE,)

    reason = words("原因", help_text="预约的职工会看到", rows=2, most=120)

    def prepare(self) -> None:
        schedule = self.obj.schedule
        self.tells = f"这一天改由{schedule.substitute}接待，{schedule.leader}不再看得到来访人。"


class AbsentForm(ActForm):
    title = "登记“没有来”？"
    tells = "预约了但没有来的，不再等候。"
    button = "登记没有来"
    cites = (rules.FIRST_RECEIVER,)


class SolveForm(MatterForm):
    title = "登记当场答复"
    tells = "能当场解决的当场解决，写明是怎么答复的。"
    button = "登记当场答复"
    cites = (rules.FIRST_RECEIVER,)

    field_order = ("text", "solved", "lead")

    text = words("反映的事", rows=3, most=500)
    solved = words("怎么答复的", rows=3, most=500, help_text="写清做什么、什么时候，只写“已收悉”不算答复")

    def prepare(self) -> None:
        super().prepare()
        del self.fields["due_on"]


class HandOnForm(MatterForm):
    title = "交办，给出答复日期"
    tells = "有了编号、责任单位和日期，由接待人盯到答复。来访人会收到消息。"
    button = "交办"
    cites = (rules.FIRST_RECEIVER, rules.REPLY, rules.CONFIDENTIAL)
    field_order = ("text", "title_", "lead", "due_on")

    text = words("反映的事", rows=3, most=500, help_text="承办人会看到")
    title_ = forms.CharField(label="事项名称", max_length=60, required=False, help_text="不写姓名；留空取第一句")

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return data | {"title": data.pop("title_")}


class SignOffForm(ActForm):
    title = "签结这次来访？"
    tells = "反映的事都已答复，首接负责到此完成。来访人会收到消息。"
    button = "签结"
    cites = (rules.FIRST_RECEIVER,)
