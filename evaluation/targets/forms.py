"""What a person types about targets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils import timezone

from ymdm.rulebook.acting import ActForm

from . import rules
from .models import YearTargets
from .rules import FIGURES, Aim


class AimsForm(ActForm):
    """A value and a weight for each figure; one that is left empty is no target."""

    title = "修改年度目标"
    tells = "目标和权重都按百分数填；不定目标的一行两格都空着。权重加起来是 100。下达以后不再改。"
    button = "保存"
    cites = (rules.FROZEN,)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {aim.code: aim for aim in self.obj.aims} if isinstance(self.obj, YearTargets) else {}
        for code, words in FIGURES.items():
            self.fields[f"{code}_value"] = forms.DecimalField(
                label=f"{words}的目标", required=False, min_value=0, max_value=100, max_digits=5, decimal_places=2,
                initial=known[code].value if code in known else None,
            )  # fmt: skip
            self.fields[f"{code}_weight"] = forms.IntegerField(
                label=f"{words}的权重", required=False, min_value=1, max_value=100,
                initial=known[code].weight if code in known else None,
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for code, words in FIGURES.items():
            value, weight = data.get(f"{code}_value"), data.get(f"{code}_weight")
            if (value is None) != (weight is None) and not {f"{code}_value", f"{code}_weight"} & set(self.errors):
                missing = "value" if value is None else "weight"
                self.add_error(f"{code}_{missing}", f"“{words}”的目标和权重要都填，或者都不填。")
        return data

    def aims(self) -> list[Aim]:
        data = self.cleaned_data
        return [
            Aim(code, data[f"{code}_value"], data[f"{code}_weight"])
            for code in FIGURES
            if data.get(f"{code}_value") is not None
        ]

    def typed(self) -> dict[str, Any]:
        return {"aims": self.aims()}


class DraftForm(AimsForm):
    title = "拟定年度目标"
    button = "保存，等领导下达"

    year = forms.TypedChoiceField(label="年度", coerce=int)

    def prepare(self) -> None:
        this = timezone.localdate().year
        self.fields["year"].choices = [(this, f"{this}年"), (this + 1, f"{this + 1}年")]

    def typed(self) -> dict[str, Any]:
        return {"year": self.cleaned_data["year"], "aims": self.aims()}


class SettleForm(ActForm):
    title = "下达年度目标"
    tells = "下达以后，目标和权重都不再改，看板上显示目标和完成情况。"
    button = "下达"
    cites = (rules.FROZEN,)


FORMS: dict[type[models.Model], dict[str, type[ActForm]]] = {YearTargets: {"change": AimsForm, "settle": SettleForm}}
