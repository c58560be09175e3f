"""Forms of one review: questions, the end, signatures, publication."""

from __future__ import annotations

from typing import Any

from django import forms

from proposals.forms.acts.form import words
from proposals.meetings.forms.form import MatterForm
from proposals.meetings.rules import REPLY
from ymdm.organization.models import Person
from ymdm.rulebook.acting import ActForm, PersonChoice, holders

from .. import reporting, rules
from ..models import Voucher
from .groups import seated


class VoucherChoice(forms.ModelChoiceField):
    def label_from_instance(self, voucher: Any) -> str:
        return f"{voucher.number}　{voucher.purpose}　{voucher.yuan} 元"


class AskForm(MatterForm):
    """A question. `obj` is the review."""

    title = "提出质询"
    tells = "有了编号、责任单位和日期，进回复台账；每个人都能在台账里看到，请不要写个人隐私。"
    button = "提出质询"
    cites = (rules.QUESTIONS, REPLY)
    field_order = ("voucher", "about", "text", "lead", "due_on", "leader")

    voucher = VoucherChoice(Voucher.objects.none(), label="凭证", required=False, empty_label="不是某一张凭证")
    about = forms.CharField(label="科目或项目", max_length=60, required=False, help_text="不针对某一张凭证时填写")
    text = words("质询什么", rows=3, most=500)
    leader = PersonChoice("分管领导")

    def prepare(self) -> None:
        super().prepare()
        self.fields["voucher"].queryset = self.obj.vouchers.valid()  # type: ignore[attr-defined]
        self.fields["lead"].initial = self.obj.group.keeper
        self.fields["leader"].queryset = holders("meetings.receive", self.obj.unit)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "voucher" not in self.errors and not data.get("voucher") and not data.get("about"):
            self.add_error("about", "请选择凭证，或者写明科目或项目。")
        return data


class CarryOverForm(ActForm):
    title = "不等答复，结转下期？"
    tells = "这件事仍由责任单位限期答复，账目可以先签字。"
    button = "结转下期"
    cites = (rules.QUESTIONS,)

    reason = words("为什么结转", rows=2, most=200, help_text="会写进审查报告")


class HandInForm(ActForm):
    title = "账目都交齐了？"
    tells = "登记后组员会收到消息，已交的材料不能再删除。"
    button = "账目已交齐"
    cites = (rules.PERIODS,)


class SettleForm(ActForm):
    title = "审完，进入签字"
    tells = "系统按凭证和质询起草审查报告，签字前可以修改；到会的组员每人都要本人签字。"
    button = "审完，进入签字"
    cites = (rules.QUESTIONS, rules.SIGNATURES)

    present = forms.ModelMultipleChoiceField(
        Person.objects.none(), label="到会的组员", widget=forms.CheckboxSelectMultiple, required=False
    )

    def prepare(self) -> None:
        self.fields["present"].queryset = self.fields["present"].initial = seated(self.obj.group)  # type: ignore[attr-defined]


class ReopenForm(ActForm):
    title = "退回再审？"
    tells = "凭证可以再改，报告重新起草。有人签字后不能退回。"
    button = "退回再审"
    danger = True
    cites = (rules.SIGNATURES,)

    reason = words("原因", rows=2, most=150)


class ReportForm(ActForm):
    title = "修改审查报告"
    tells = "数字来自凭证，请不要改动。第一个人签字后报告不能再改。"
    button = "保存报告"
    cites = (rules.SIGNATURES,)

    report = words("审查报告", rows=16, most=20_000)

    def prepare(self) -> None:
        self.fields["report"].initial = self.obj.report


class SignForm(ActForm):
    title = "在审查报告上签字"
    button = "签字"
    cites = (rules.SIGNATURES, rules.MEMBERS)

    is_reserved = forms.TypedChoiceField(
        label="意见", coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=[("no", "同意，签字\n账目已审，报告属实"), ("yes", "签字，保留意见\n写明意见，和报告一起给代表看")],
    )  # fmt: skip
    words = words("保留的意见", rows=3, most=500, required=False)

    def prepare(self) -> None:
        self.tells = f"{self.obj.label}的账目。签字后不能撤回。"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("is_reserved") and not data.get("words") and "words" not in self.errors:
            self.add_error("words", "保留意见的，请写明意见。")
        return data


class PublishForm(ActForm):
    title = "公布审查结果"
    tells = "职工代表看到全部，全体职工看到摘要。公布后不能收回，有错另登更正。"
    button = "公布"
    cites = (rules.PUBLISHED,)

    summary = words("摘要", rows=6, most=1000, help_text="全体职工看到的就是它，不写个人信息")

    def prepare(self) -> None:
        self.fields["summary"].initial = reporting.draft_summary(self.obj)


class CorrectForm(ActForm):
    title = "登记更正"
    tells = "签过字的报告不动，更正写在上面。"
    button = "登记更正"
    cites = (rules.PUBLISHED,)

    text = words("更正什么", rows=3, most=500)
    reason = words("原因", rows=2, most=200)


class CallOffForm(ActForm):
    title = "取消这一期？"
    tells = "只用于开错了的一期，已登记的凭证留在记录里。"
    button = "取消这一期"
    danger = True
    cites = (rules.PERIODS,)

    reason = words("原因", rows=2, most=200)
