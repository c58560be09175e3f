"""Forms of what an inspector writes down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from ymdm.rulebook.acting import ActForm, day, words

from ..models import SampleFinding
from ..rules.conforming import FALSE, REACH


class FindingForm(ActForm):
    """`obj` is the publication that was drawn."""

    title = "记录真实性抽查"
    button = "记录"
    cites = (FALSE,)
    field_order = ("result", "papers", "note")

    result = forms.ChoiceField(label="核对结果", choices=SampleFinding.Result.choices, widget=forms.RadioSelect)
    papers = forms.CharField(label="对照的凭证", max_length=200, help_text="例如：第 12 号记账凭证、办公会记录")
    note = words("哪里不一致", rows=3, most=500, required=False, help_text="一致的可以不写")

    def prepare(self) -> None:
        self.tells = f"《{self.obj.title}》。不一致的，列入公开单位的待办，限期更正。"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("result") not in {None, "", SampleFinding.Result.AGREES} and not (data.get("note") or "").strip():
            self.add_error("note", "请写明哪里不一致。")
        return data


class SurveyForm(ActForm):
    """`obj` is the unit."""

    title = "登记满意度调查"
    tells = "向职工发放问卷，只登记份数，不登记姓名。"
    button = "登记"
    cites = (REACH,)

    held_on = day("调查日期")
    how = forms.CharField(label="调查方式", max_length=80, help_text="例如：无记名纸质问卷，班组会上发放")
    handed_out = forms.IntegerField(label="发出份数", min_value=1, max_value=99999)
    came_back = forms.IntegerField(label="收回份数", min_value=1, max_value=99999)
    satisfied = forms.IntegerField(label="满意和基本满意份数", min_value=0, max_value=99999)

    def prepare(self) -> None:
        self.fields["held_on"].initial = timezone.localdate()
