"""What is typed to convene, move and staff a session."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from ymdm.rulebook.acting import ActForm, PeopleField, clock, day, words
from ymdm.workdays import calendar

from ..models import CongressSession, SessionOffice
from ..rules import catalogue as rule

# How far ahead a session is proposed: every step of the plan can still be met.
AHEAD = 45


class PlanForm(ActForm):
    """`obj` is the unit. Filled from the last session, so that a glance and one press convene the next."""

    title = "筹备下一次职代会"
    tells = "议程从上一次会议复制，24 个筹备步骤按召开日期排出。以后都可以改。"
    button = "开始筹备"
    cites = (rule.YEARLY_SESSION, rule.TO_UNION, rule.DISCLOSED, rule.MATERIALS)

    held_on = day("召开日期")
    begins = clock("开始时间")
    place = forms.CharField(label="会场", max_length=60)
    call_opens_on = day("提案征集开始")
    call_closes_on = day("提案征集截止")
    call_theme = forms.CharField(label="征集主题", max_length=200, required=False)
    kind = forms.ChoiceField(label="会议类型", choices=CongressSession.Kind.choices)
    because = forms.CharField(
        label="由谁提议、为什么", max_length=200, required=False, help_text="召开临时会议的必须填写（CON-52）"
    )

    def prepare(self) -> None:
        today, workdays = timezone.localdate(), calendar(self.obj)
        last = CongressSession.objects.filter(term__unit=self.obj).order_by("-held_on").select_related("term").first()
        held = workdays.natural(today + timedelta(AHEAD))
        self.initial.setdefault("held_on", held)
        self.initial.setdefault("begins", last.begins if last else time(9))
        self.initial.setdefault("place", last.place if last else "")
        self.initial.setdefault("call_opens_on", today)
        self.initial.setdefault("call_closes_on", workdays.natural(today + timedelta(20)))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        opens, closes, held = (data.get(name) for name in ("call_opens_on", "call_closes_on", "held_on"))
        if opens and closes and closes < opens:
            self.add_error("call_closes_on", "截止日期不能早于开始日期。")
        if closes and held and closes >= held:
            self.add_error("call_closes_on", "提案征集要在开会以前截止。")
        return data


class RedateForm(ActForm):
    title = "改期"
    tells = "筹备步骤按新的日期重新排；已经发出的通知作废，要重新通知。"
    button = "改期"
    cites = (rule.DISCLOSED, rule.MATERIALS)

    held_on = day("召开日期")
    begins = clock("开始时间")
    place = forms.CharField(label="会场", max_length=60)

    def prepare(self) -> None:
        for name in ("held_on", "begins", "place"):
            self.fields[name].initial = getattr(self.obj, name)


class BecauseForm(ActForm):
    """An act with nothing but its reason."""

    danger = True
    because = words("原因", rows=2, most=200)


class PutOffForm(BecauseForm):
    title = "延期召开？"
    tells = "已经通知的代表会收到消息。有了新的日期，再办理改期。"
    button = "延期召开"
    cites = (rule.YEARLY_SESSION,)


class CallOffForm(BecauseForm):
    title = "取消这次会议？"
    tells = "已经通知的代表会收到消息。取消以后不能恢复。"
    button = "取消会议"
    cites = (rule.YEARLY_SESSION,)


class ServeForm(ActForm):
    title = "确定会议职责"
    tells = "执行主席、秘书各一人；计票人至少两人，监票人至少一人，候选人不能担任。"
    button = "确定"
    cites = (rule.TELLERS,)

    office = forms.ChoiceField(label="职责", choices=SessionOffice.Office.choices)
    people = PeopleField("姓名或工号", rows=2)

    def prepare(self) -> None:
        self.fields["people"].within = self.obj.unit  # type: ignore[attr-defined]

    def clean_people(self) -> list[Any]:
        people = self.cleaned_data["people"]
        if len(people) != 1:
            raise forms.ValidationError("一次确定一个人。")
        return people

    def typed(self) -> dict[str, Any]:
        return {"office": self.cleaned_data["office"], "person": self.cleaned_data["people"][0]}


class ReleaseForm(ActForm):
    title = "免去会议职责"
    tells = "谁担任过，留在操作记录里。"
    button = "免去"
    cites = (rule.TELLERS,)

    office = forms.ModelChoiceField(SessionOffice.objects.none(), label="职责", empty_label="请选择")

    def prepare(self) -> None:
        self.fields["office"].queryset = self.obj.offices.select_related("person")  # type: ignore[attr-defined]


class FinishStepForm(ActForm):
    title = "登记完成"
    button = "登记完成"

    done_on = day("完成日期")
    proof = forms.CharField(label="依据", max_length=300, help_text="文号、会议名称、照片编号等")

    def prepare(self) -> None:
        self.fields["done_on"].initial = timezone.localdate()
        self.tells = f"{self.obj.says}，最迟 {self.obj.due_on:%-m月%-d日}。"
