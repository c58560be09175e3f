"""Forms of a scheme as a whole: year, class, bands, dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from ymdm.rulebook.acting import ActForm, day, words
from ymdm.workflow import Refused

from ...rules import DEFAULT_BANDS, PUBLISHED_BANDS
from .. import rules
from ..classes import UnitClass
from ..models import NotHere, Scheme
from ..templates import TEMPLATES

SETS = {"default": DEFAULT_BANDS, "published": PUBLISHED_BANDS}


class DraftForm(ActForm):
    """A new scheme. `obj` is the unit."""

    title = "起草考评方案"
    tells = "起草后逐项填写，或者导入指标表；另一个人核对后公布，公布后当年不再改。"
    button = "开始起草"
    cites = (rules.FROZEN,)

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2200)
    unit_class = forms.ChoiceField(label="单位类别", choices=UnitClass.choices)
    model = forms.ModelChoiceField(
        Scheme.objects.none(), label="照着哪个方案起草", required=False, empty_label="从空白开始"
    )
    template = forms.ChoiceField(
        label="或者照着哪一份公开发表的考核表", required=False,
        choices=[("", "不用"), *((one.code, one.words) for one in TEMPLATES.values())],
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["year"].initial = timezone.localdate().year
        seen = Scheme.objects.announced().visible_to(self.person)
        self.fields["model"].queryset = seen.order_by("-year", "unit_class")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("model") and data.get("template"):
            self.add_error("template", "方案和考核表选一个，另一个留空。")
        return data

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        if found := TEMPLATES.get(data.pop("template")):
            data |= {"indicators": found.indicators, "bands": found.bands}
        return data


class ReviseForm(ActForm):
    title = "修改方案"
    button = "保存"
    cites = (rules.BANDS, rules.CAP, rules.NOT_HERE)

    name = forms.CharField(label="名称", max_length=80)
    self_check_due_on = day("自查截止日")
    bands = words(
        "等次", rows=5, most=300, help_text="每行：名称 下限，从高到低。不含下限的写“以上不含”，例如：一类 95 以上不含"
    )
    cap = forms.DecimalField(label="加分上限", min_value=0, max_value=20, max_digits=4, decimal_places=2)
    not_applicable = forms.ChoiceField(label="不适用的项目", choices=NotHere.choices)

    def prepare(self) -> None:
        scheme = self.obj
        self.initial |= {
            "name": scheme.title, "bands": rules.bands_text(scheme.scale), "cap": scheme.cap.normalize(),
            "not_applicable": scheme.not_applicable,
            "self_check_due_on": scheme.self_check_due_on or date(scheme.year, 12, 10),
        }  # fmt: skip

    def clean_bands(self) -> Any:
        try:
            return rules.parse_bands(self.cleaned_data["bands"])
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from None

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return data | {"title": data.pop("name"), "cap": Decimal(data["cap"])}


class AnnounceForm(ActForm):
    title = "公布这个方案？"
    tells = "公布后指标和分值当年不能再改；这一类单位会收到通知，开始自查。"
    button = "公布"
    cites = (rules.FROZEN,)


class WithdrawForm(ActForm):
    title = "作废这个草案？"
    tells = "记录保留，可以另起草一个。"
    button = "作废"
    danger = True

    reason = words("原因", rows=2, most=200)
