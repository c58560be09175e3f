"""Forms of major decisions, and of the answer to a notice of correction."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from congress.models import AgendaItem
from congress.rules.matters import CHOICES, OTHER
from ymdm.rulebook.acting import ActForm, day, words

from .. import rules
from ..models import Decision
from ..workflow.decisions import reads_items
from ..workflow.documents import reads_resolutions
from .documents import ResolutionChoice


class ItemChoice(forms.ModelChoiceField):
    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(AgendaItem.objects.none(), label=label, empty_label="没有", **options)

    def label_from_instance(self, item: Any) -> str:
        return f"{item.session.held_on:%Y-%m-%d} {item.session.short}：{item.title}"


class ProposeForm(ActForm):
    """A matter to be decided. `obj` is the unit."""

    title = "登记三重一大事项"
    tells = "先登记事项，系统说明职代会有什么职权；决定以后再登记决定。"
    button = "登记事项"
    cites = (rules.LINKED, rules.ASSET_FIRST)
    field_order = ("name", "kind", "matter", "yuan", "text")

    name = forms.CharField(label="决策事项", max_length=120)
    kind = forms.ChoiceField(label="类别", choices=Decision.Kind.choices)
    matter = forms.ChoiceField(
        label="涉及的事项", choices=CHOICES, initial=OTHER, help_text="系统据此判断职代会有什么职权"
    )
    yuan = forms.DecimalField(
        label="金额（元）", required=False, min_value=0, max_digits=15, decimal_places=2, help_text="大额度资金使用必填"
    )
    text = words("内容", rows=5, most=8000)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == Decision.Kind.SUM and not data.get("yuan") and "yuan" not in self.errors:
            self.add_error("yuan", "大额度资金使用要写明金额。")
        return data

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        yuan = data.pop("yuan")
        return data | {"title": data.pop("name"), "amount": None if yuan is None else int(yuan * 100)}


class CongressForm(ActForm):
    """What the congress did with the matter."""

    def prepare(self) -> None:
        self.fields["resolution"].queryset = reads_resolutions(self.obj.unit)
        self.fields["item"].queryset = found = reads_items(self.obj)
        if not found.exists():
            self.fields["item"].help_text = f"职代会还没有审议过“{self.obj.get_matter_display()}”。"


class DecideForm(CongressForm):
    title = "登记决定"
    button = "登记决定"
    cites = (rules.NOT_SUBMITTED, rules.ASSET_FIRST, rules.CORRECTION)
    field_order = ("body", "meeting", "decided_on", "procedure", "resolution", "item")

    body = forms.ChoiceField(label="决定的会议", choices=Decision.Body.choices)
    meeting = forms.CharField(label="会议名称", max_length=80, help_text="例如：2026 年第 12 次局长办公会")
    decided_on = day("决定日期")
    procedure = words("经过的程序", rows=3, most=500, help_text="调研、论证、征求意见、集体讨论等")
    resolution = ResolutionChoice("职代会决议", required=False)
    item = ItemChoice("职代会审议的议程", required=False)

    def prepare(self) -> None:
        super().prepare()
        self.fields["decided_on"].initial = timezone.localdate()
        self.fields["resolution"].empty_label = "没有"
        self.tells = f"职代会对这件事的职权：{self.obj.right_words}。应当通过而没有决议的，登记后标明对职工没有约束力，工会发出纠正通知。"


class MakeGoodForm(CongressForm):
    title = "登记补经职代会"
    tells = "原来的标记不取消，旁边注明补经职代会的日期。"
    button = "登记"
    cites = (rules.NOT_SUBMITTED,)

    resolution = ResolutionChoice("职代会决议", required=False)
    item = ItemChoice("职代会审议的议程", required=False)


class ContractForm(ActForm):
    title = "登记合同"
    tells = "资产使用先经职代会，再签合同。"
    button = "登记合同"
    cites = (rules.ASSET_FIRST,)

    contract = forms.CharField(label="合同名称和对方", max_length=120)
    contract_on = day("签订日期")


class DiscloseForm(ActForm):
    title = "登记公开"
    button = "登记公开"
    cites = (rules.LINKED,)

    disclosed_as = forms.CharField(label="公开在哪里", max_length=160, help_text="公开栏、网页或者文件的名称和编号")
    disclosed_on = day("公开日期")

    def prepare(self) -> None:
        self.fields["disclosed_on"].initial = timezone.localdate()


class WithholdForm(ActForm):
    title = "登记不公开的依据"
    tells = "只写依据，不写涉密内容。"
    button = "登记依据"
    cites = (rules.LINKED,)

    ground = words("依据", rows=2, most=300, help_text="哪部规定、哪一条，由谁审查")


class AnswerForm(ActForm):
    title = "书面答复纠正通知"
    button = "答复"
    cites = (rules.ANSWER, rules.CORRECTION)

    text = words("怎样改正、什么时候改正", rows=5, most=3000)

    def prepare(self) -> None:
        self.tells = self.obj.text
