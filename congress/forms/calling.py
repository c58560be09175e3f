"""What is typed for the notice, the answers, the qualification review and the preparatory session."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ymdm.rulebook.acting import ActForm, PeopleField, words

from ..models import Attendee
from ..rules import catalogue as rule
from .agenda import KnowinglyForm


class NoticeForm(KnowinglyForm):
    title = "发出会议通知"
    tells = "通知全体在任代表和列席人员；议程向全体职工公开；规则口径从此固定。"
    button = "发出通知"
    cites = (rule.PROFILE, rule.TOPICS, rule.DISCLOSED)
    field_order = ("observers", "knowingly")

    observers = PeopleField("列席人员", required=False, rows=3, help_text="每行一个姓名或工号，可以不填")

    def prepare(self) -> None:
        self.fields["observers"].within = self.obj.unit  # type: ignore[attr-defined]


class AnswerForm(ActForm):
    title = "回复会议通知"
    tells = "代表不能委托他人投票。请假的写明原因。"
    button = "回复"
    cites = (rule.NO_PROXY,)

    comes = forms.TypedChoiceField(
        label="是否参加", choices=[("1", "参加"), ("", "请假")], coerce=bool, empty_value=False, required=False,
        widget=forms.RadioSelect, initial="1",
    )  # fmt: skip
    reason = forms.CharField(label="请假的原因", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("comes") and not (data.get("reason") or "").strip():
            self.add_error("reason", "请假请写明原因。")
        return data


class QualifyForm(ActForm):
    title = "代表资格审查"
    tells = "名册从此固定：应到人数按资格有效的代表计算，以后每次法定人数和表决都以它为基数。"
    button = "确定应到人数"
    cites = (rule.QUORUM, rule.MANDATE_ENDS)

    report = words("审查报告", rows=6, most=4000)
    invalid = forms.ModelMultipleChoiceField(
        Attendee.objects.none(), label="资格无效的代表", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="届满、调离、离职的由系统自动剔除，这里只勾选其他情形",
    )  # fmt: skip
    reason = forms.CharField(label="资格无效的原因", max_length=200, required=False)

    def prepare(self) -> None:
        rows = self.obj.attendees.filter(kind=Attendee.Kind.REPRESENTATIVE).select_related("person", "delegation")
        self.fields["invalid"].queryset = rows  # type: ignore[attr-defined]
        self.fields["report"].initial = self.obj.qualification

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("invalid") and not (data.get("reason") or "").strip():
            self.add_error("reason", "请写明资格无效的原因。")
        return data

    def typed(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"report": data["report"], "invalid": {one.pk: data["reason"] for one in data["invalid"]}}


class PreparatoryForm(ActForm):
    title = "登记预备会议"
    tells = "预备会议举手通过资格审查报告和议程，选举主席团。"
    button = "登记预备会议"
    cites = (rule.PRESIDIUM_FEW, rule.PRESIDIUM_LARGE, rule.PRESIDIUM_FRONT, rule.BY_HANDS)

    present = forms.IntegerField(label="到会代表", min_value=0, max_value=99_999)
    yes = forms.IntegerField(label="赞成", min_value=0, max_value=99_999)
    presidium = PeopleField("主席团", rows=7, help_text="每行一位")
    chair = PeopleField("执行主席", rows=1)

    def prepare(self) -> None:
        for name in ("presidium", "chair"):
            self.fields[name].within = self.obj.unit  # type: ignore[attr-defined]

    def clean_chair(self) -> list[Any]:
        if len(self.cleaned_data["chair"]) != 1:
            raise ValidationError("执行主席只填一位。")
        return self.cleaned_data["chair"]

    def typed(self) -> dict[str, Any]:
        return dict(self.cleaned_data) | {"chair": self.cleaned_data["chair"][0]}
