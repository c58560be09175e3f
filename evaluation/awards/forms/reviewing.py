"""Forms of the superior: offices asked, review, decision, withdrawal."""

from __future__ import annotations

from django import forms
from django.utils import timezone

from ymdm.rulebook.acting import ActForm, day, words

from .. import rules
from ..models import Office
from .nominating import days_field


class InquiryForm(ActForm):
    title = "登记部门意见"
    tells = "纪检监察部门必须征求；有不同意见的，不能审核通过。"
    button = "登记"
    cites = (rules.FLOW,)

    office = forms.ChoiceField(label="部门", choices=[("", "请选择"), *Office.choices])
    asked = forms.CharField(label="征求了谁的意见", max_length=80, help_text="部门名称和答复的人")
    answered_on = day("答复日期")
    is_clear = forms.TypedChoiceField(
        label="结论", choices=[("", "请选择"), ("yes", "没有不同意见"), ("no", "有不同意见")],
        coerce=lambda value: value == "yes",
    )  # fmt: skip
    answer = words("答复内容", rows=3, most=500)


class PassForm(ActForm):
    title = "审核通过并公示"
    tells = "名字在全局公示，职工可以提出异议。"
    button = "通过并公示"
    cites = (rules.FLOW, rules.NOTICE)

    opinion = words("审核意见", rows=3, most=500)
    days = days_field()

    def prepare(self) -> None:
        self.fields["days"].initial = rules.NOTICE.at(self.obj.organiser, timezone.localdate()).value


class RefuseForm(ActForm):
    title = "审核不予通过"
    tells = "提名单位收到原因。"
    button = "不予通过"
    danger = True
    cites = (rules.FLOW,)

    reason = words("原因", rows=3, most=500)


class AwardForm(ActForm):
    title = "决定表彰？"
    tells = "系统再核对一遍条件和名额。公布以后发给证书。"
    button = "决定表彰"
    cites = (rules.FLOW, rules.CONDITIONS)


class TurnDownForm(ActForm):
    title = "决定不予表彰"
    tells = "提名单位收到原因。"
    button = "不予表彰"
    danger = True
    cites = (rules.FLOW,)

    reason = words("原因", rows=3, most=500)


class WithdrawForm(ActForm):
    title = "撤销称号"
    tells = "名单和证书上注明已撤销和原因，本人和单位收到消息。奖励和证书原件请收回。"
    button = "撤销称号"
    danger = True
    cites = (rules.FRAUD,)

    reason = words("查实的情况和依据", rows=4, most=500)
