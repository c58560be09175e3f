"""Forms of findings, of the report, and of what the unit does about them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from ymdm.duties.workflow import due_day
from ymdm.organization.models import Unit
from ymdm.rulebook.acting import ActForm, day, words

from .. import rules


def _offered(unit: Unit) -> Any:
    return due_day(timezone.localdate(), rules.RECTIFY_DAYS, unit=unit)[0]


class AddForm(ActForm):
    title = "记录问题"
    tells = "两名检查人签名以后，问题成为受检单位的整改待办。"
    button = "记录"
    cites = (rules.EVERY, rules.RECTIFY)

    text = words("问题", rows=3, most=1000)
    cites_ = forms.CharField(label="依据的规定", max_length=120, help_text="规定的名称和条款，或者本系统的规则编号")
    proof = words("事实和依据", rows=2, most=300, help_text="看到的材料、次数；没有的写“未提供依据”")
    due_on = day("整改期限")

    def prepare(self) -> None:
        self.fields["due_on"].initial = _offered(self.obj.unit)

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data["cites"] = data.pop("cites_")
        return data


class DropForm(ActForm):
    title = "撤回这个问题？"
    tells = "报告里不再有它；写过的记录保留。"
    button = "撤回"
    danger = True


class ConcludeForm(ActForm):
    title = "完成检查报告"
    tells = "您先签名，再由另一名检查人签名；签名以后问题成为受检单位的待办。"
    button = "完成并签名"
    cites = (rules.TEAM, rules.RECTIFY)

    summary = words("检查意见", rows=8, most=3000)

    def prepare(self) -> None:
        self.fields["summary"].initial = self.obj.summary


class ReopenForm(ActForm):
    title = "退回报告"
    tells = "检查组改好以后再签名。"
    button = "退回"

    reason = words("原因", rows=2, most=200)


class SignForm(ActForm):
    title = "签名出报告？"
    tells = "报告发给受检单位，每个问题成为它的整改待办，不能再改。"
    button = "签名"
    cites = (rules.TEAM, rules.RECTIFY)


class ReportForm(ActForm):
    title = "上报整改"
    tells = "检查组复查以后销号；没有通过的要再整改。"
    button = "上报"
    cites = (rules.RECTIFY, rules.EVERY)

    text = words("整改情况", rows=5, most=2000)
    file = forms.FileField(
        label="佐证材料", required=False, help_text="PDF、图片、表格、文档；确实没有的，在整改情况里写“未提供依据”"
    )


class RecheckForm(ActForm):
    title = "复查整改"
    button = "登记复查"
    cites = (rules.RECTIFY, rules.EVERY)

    is_passed = forms.TypedChoiceField(
        label="结论", choices=[("yes", "通过，销号"), ("no", "没有通过，继续整改")], coerce=lambda value: value == "yes"
    )
    opinion = words("看到的情况", rows=3, most=500)
    due_on = day("新的整改期限", required=False, help_text="没有通过的必填")
