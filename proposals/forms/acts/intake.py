"""Forms of the intake: an answer on the spot, a merger without a committee, a suggestion that becomes a proposal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from congress.models import Mandate
from congress.workflow import congress_of
from ymdm.organization.models import Person, Unit

from ...channels import CONFIDENTIAL
from ...models import Proposal
from ...rules import SCHEMES
from ...workflow.reviewing import MAY_TAKE_IN
from ..units import handling_units
from .form import ActForm, words


class AnswerAtOnceForm(ActForm):
    lead = forms.ModelChoiceField(label="由哪个单位负责", queryset=Unit.objects.none(), empty_label="请选择")
    text = words("答复", rows=5, help_text="写明查了什么、怎么办的")
    result_class = forms.ChoiceField(label="办理结果", widget=forms.RadioSelect)
    plan = words("理由", rows=2, required=False, help_text="办不了、不采纳的，写明理由")

    def prepare(self) -> None:
        self.fields["lead"].queryset = Unit.objects.filter(
            pk__in=[unit.pk for unit in handling_units(self.proposal.unit)]
        )
        meanings = SCHEMES[self.proposal.policy.scheme][1]
        self.fields["result_class"].choices = [(code, meanings[code]) for code in ("A", "D")]
        self.fields["result_class"].initial = "A"


class JoinForm(ActForm):
    of_address = ("number",)

    number = forms.CharField(label="并入哪一件", max_length=32, help_text="填写那一件的编号")
    text = words("为什么并案", rows=2, most=500)

    def clean_number(self) -> Proposal:
        number = self.cleaned_data["number"].strip().upper().replace("\0", "")
        found = Proposal.objects.visible_to(self.person).filter(unit=self.proposal.unit, number=number)
        head = found.exclude(pk=self.proposal.pk).exclude(channel__in=CONFIDENTIAL).first()
        if head is None:
            raise forms.ValidationError("没有这个编号。请从台账里照抄，例如 HSZ-JY-2026-003。")
        if head.head.state not in MAY_TAKE_IN:
            raise forms.ValidationError(f"这一件现在是“{head.head.get_state_display()}”，不能再并入。")
        return head

    def typed(self) -> dict[str, Any]:
        return {"into": self.cleaned_data["number"], "text": self.cleaned_data["text"]}


class RaiseForm(ActForm):
    representative = forms.CharField(label="请哪位代表提出", max_length=40, help_text="姓名；有重名的填职工号")
    words = words("为什么值得作为提案", rows=3, most=500)

    def clean_representative(self) -> Person:
        asked, today = self.cleaned_data["representative"].strip().replace("\0", ""), timezone.localdate()
        term = congress_of(self.proposal.unit, today)
        seats = Mandate.objects.in_force(today).filter(term=term, person__is_active=True).select_related("person")
        found = list(seats.filter(person__name=asked) | seats.filter(person__staff_number=asked))
        if not found:
            raise forms.ValidationError("本届代表里没有这个姓名，请核对。")
        if len(found) > 1:
            numbers = "、".join(f"{row.person.staff_number}（{row.delegation}）" for row in found)
            raise forms.ValidationError(f"有重名的代表，请填职工号：{numbers}。")
        return found[0].person


class HandBackForm(ActForm):
    reason = words("为什么不作为提案提出", rows=3, most=500)
