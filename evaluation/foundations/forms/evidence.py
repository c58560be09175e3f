"""Forms of the evidence: one for each light that needs some."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from ymdm.organization.models import Person
from ymdm.rulebook.acting import ActForm, PeopleField, day, words

from .. import rules
from ..models import Light


class EnterForm(ActForm):
    """`obj` is the unit. Subclasses ask what their light needs."""

    tells = "上级检查人员确认以后才算数；确认以前可以撤回。"
    button = "填报"
    cites = (rules.EVIDENCE, rules.CONFIRM)

    on = day("日期")
    text = forms.CharField(label="内容", max_length=200)
    document = forms.CharField(label="材料名称或文号", max_length=80, help_text="例如“局党组会议纪要〔2026〕3号”")
    file = forms.FileField(label="材料", required=False, help_text="PDF、图片、表格、文档；没有电子件的可以不传")


class AwarenessForm(EnterForm):
    title = "填报专题研究"

    def prepare(self) -> None:
        self.fields["on"].label, self.fields["text"].label = "会议日期", "研究的议题"


class StaffForm(EnterForm):
    title = "填报专人"

    worker = PeopleField("专人", rows=1, help_text="一个姓名或工号")
    trained_on = day("培训日期", required=False, help_text="没有培训过的不填")

    def prepare(self) -> None:
        self.fields["worker"].within = self.obj  # type: ignore[attr-defined]
        self.fields["on"].label, self.fields["text"].label = "明确的日期", "负责什么"

    def clean_worker(self) -> Person:
        found = self.cleaned_data["worker"]
        if len(found) != 1:
            raise forms.ValidationError("写一位。")
        return found[0]


def _yuan(label: str, least: Decimal) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=least, max_digits=13, decimal_places=2,
        error_messages={"invalid": "请按 12000.50 的样子填写金额。"},
    )  # fmt: skip


class FundsForm(EnterForm):
    title = "填报经费"

    planned = _yuan("预算（元）", Decimal("0.01"))
    spent = _yuan("已使用（元）", Decimal(0))

    def prepare(self) -> None:
        self.fields["on"].label, self.fields["text"].label = "账目截止日期", "预算项目"

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data["planned_cents"] = int(data.pop("planned") * 100)
        data["spent_cents"] = int(data.pop("spent") * 100)
        return data


ENTER: dict[str, type[EnterForm]] = {
    Light.AWARENESS.value: AwarenessForm,
    Light.STAFF.value: StaffForm,
    Light.FUNDS.value: FundsForm,
}


class ConfirmForm(ActForm):
    title = "确认材料？"
    tells = "看过材料，内容属实。确认以后计入这一项。"
    button = "确认"
    cites = (rules.CONFIRM,)


class ReturnForm(ActForm):
    title = "退回材料"
    tells = "不计入；单位可以另外填报。"
    button = "退回"
    cites = (rules.CONFIRM,)

    reason = words("原因", rows=2, most=200)


class WithdrawForm(ActForm):
    title = "撤回材料？"
    button = "撤回"
    danger = True
