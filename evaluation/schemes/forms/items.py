"""Forms of one item: its words, its points, and its rule in the words of the table."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from ymdm.rulebook.acting import ActForm, words

from ...figures.sources import SOURCES
from ...kinds import Kind, Source
from ...papers.wording import NotUnderstood, understood
from ...rules import Item, check_item
from .. import rules
from ..models import SchemeItem

EXAMPLES = (
    "做到得满分；扣分（每件0.5）；分档（100得4；95得3）；比例（90%封顶；低于60%不得分）；定性系数（优秀1；良好0.8）；"
    "必备；加分（每件1）；另扣分（每件5）；否决（评为不合格）；引用其他得分（10%）；民主测评（基本满意×0.8）"
)


class ItemForm(ActForm):
    """The fields that a new item and a changed one share."""

    cites = (rules.FROZEN, rules.STOPS, rules.MUST)

    group = forms.CharField(label="一级指标", max_length=40)
    code = forms.CharField(label="序号", max_length=20)
    name = forms.CharField(label="考评项目", max_length=60)
    criteria = words("评分标准", rows=3, most=1000, required=False)
    full = forms.DecimalField(
        label="分值", min_value=0, max_value=100, max_digits=5, decimal_places=2, help_text="否决项写 0"
    )
    how = forms.CharField(label="计分方法", max_length=200, help_text=EXAMPLES)
    source = forms.ChoiceField(label="得分方式", choices=Source.choices)
    measure = forms.ChoiceField(label="取数", required=False, help_text="选了的由系统按记录预填")
    is_mandatory = forms.BooleanField(label="必备项", required=False, help_text="缺少的不能评优，等次最高为合格")

    def prepare(self) -> None:
        self.fields["measure"].choices = [  # type: ignore[attr-defined]
            ("", "不取数"), *((source.key, source.label) for source in SOURCES.values())
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if {"how", "full", "code"} & set(self.errors):
            return data
        try:
            kind, params = understood(data["how"], data.get("criteria", ""))
        except NotUnderstood as why:
            self.add_error("how", str(why))
            return data
        full = Decimal(0) if kind == Kind.VETO else data["full"]
        if wrong := check_item(Item(data["code"], kind, full, params)):
            self.add_error("how" if full else "full", wrong)
        data |= {"kind": kind, "params": params, "full": full}
        return data

    def typed(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "how"}


class AddItemForm(ItemForm):
    title = "增加考评项目"
    button = "增加"


class ChangeItemForm(ItemForm):
    title = "修改考评项目"
    button = "保存"

    def prepare(self) -> None:
        super().prepare()
        item = self.obj
        same = ("group", "code", "name", "criteria", "source", "how", "measure")
        self.initial |= {name: getattr(item, name) for name in same}
        self.initial |= {"full": item.full.normalize(), "is_mandatory": item.is_mandatory}


class DropItemForm(ActForm):
    title = "删去考评项目"
    button = "删去"
    danger = True
    cites = (rules.FROZEN,)

    item = forms.ModelChoiceField(SchemeItem.objects.none(), label="考评项目", empty_label="请选择")

    def prepare(self) -> None:
        self.fields["item"].queryset = self.obj.items.all()  # type: ignore[attr-defined]
