"""Forms of handling: instruction, assignment, return, contact, opinion, more time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils import timezone

from ymdm.duties.models import Counting
from ymdm.organization.models import Person, Unit

from ... import rules
from ...models import Contact, State
from .form import ActForm, day, words


class InstructForm(ActForm):
    text = words("批示", rows=4, most=1000)
    leader = forms.ModelChoiceField(
        label="分管领导", queryset=Person.objects.none(), required=False, empty_label="暂不指定"
    )
    key = forms.BooleanField(label="列为重点提案", required=False)

    def prepare(self) -> None:
        self.fields["leader"].queryset = Person.objects.holding("proposals.sign", self.proposal.unit)
        self.fields["leader"].initial = self.proposal.leader


class AssignForm(ActForm):
    """One lead, any number of assisting units, the leader in charge, and the days for the reply."""

    lead = forms.ModelChoiceField(label="主办单位", queryset=Unit.objects.none(), empty_label="请选择")
    assisting = forms.ModelMultipleChoiceField(
        label="协办单位", queryset=Unit.objects.none(), required=False, help_text="可以不选，也可以选几个"
    )
    leader = forms.ModelChoiceField(label="分管领导", queryset=Person.objects.none(), empty_label="请选择")
    days = forms.IntegerField(label="答复期限", min_value=1, max_value=365)
    counting = forms.ChoiceField(label="计法", choices=[(Counting.NATURAL, "自然日"), (Counting.WORKDAYS, "工作日")])

    def prepare(self) -> None:
        units = Unit.objects.within(self.proposal.unit).open()
        self.fields["lead"].queryset = self.fields["assisting"].queryset = units
        self.fields["lead"].initial = self.proposal.suggested_unit
        self.fields["leader"].queryset = Person.objects.holding("proposals.sign", self.proposal.unit)
        self.fields["leader"].initial = self.proposal.leader
        policy = self.proposal.policy
        law = rules.CONVERSION if self.proposal.outcome == State.CONVERTED else policy.limit
        limit = law.at(self.proposal.unit, timezone.now())
        self.fields["days"].initial = limit.value
        self.fields["counting"].initial = policy.counting
        self.fields["days"].help_text = f"最长 {limit.value} {limit.measure}（{limit.id}，{limit.basis}），可以缩短"


class ObjectForm(ActForm):
    reason = words("为什么不属于本单位", help_text="一句话写清楚", rows=2, most=300)
    suggested_unit = forms.ModelChoiceField(
        label="建议改派给", queryset=Unit.objects.none(), required=False, empty_label="不清楚"
    )

    def prepare(self) -> None:
        self.fields["suggested_unit"].queryset = Unit.objects.within(self.proposal.unit).open()


class DecideObjectionForm(ActForm):
    approve = forms.TypedChoiceField(
        label="处理", choices=[("yes", "同意，改派给别的单位"), ("no", "不同意，由原单位继续办理")],
        coerce=lambda value: value == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    unit = forms.ModelChoiceField(
        label="改派给", queryset=Unit.objects.none(), required=False, empty_label="请选择", help_text="只在同意时填写"
    )
    decision = words("处理意见", rows=2, most=300)

    def prepare(self) -> None:
        self.fields["unit"].queryset = Unit.objects.within(self.proposal.unit).open()
        waiting = self.proposal.objections.filter(is_approved=None).first()
        if waiting:
            self.fields["unit"].initial = waiting.suggested_unit_id

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("approve") is True and not data.get("unit"):
            self.add_error("unit", "同意改派，请选择新的单位。")
        return data

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        if not data["approve"]:
            data["unit"] = None
        return data


class ContactForm(ActForm):
    form = forms.ChoiceField(label="方式", choices=Contact.Form)
    held_on = day("日期")
    people = forms.CharField(label="参加人", max_length=200, help_text="姓名之间用顿号分开")
    minutes = words("沟通情况", rows=3)
    union_attended = forms.BooleanField(
        label="工会参加", required=False, help_text="再办理时，须有一次工会参加的当面沟通"
    )

    def prepare(self) -> None:
        self.fields["held_on"].initial = timezone.localdate()
        self.fields["people"].initial = f"{self.proposal.proposer}、{self.person}"


class OpinionForm(ActForm):
    text = words("协办意见", help_text="主办单位会看到，并在答复中采纳或说明", most=1500)


class AskExtensionForm(ActForm):
    days = forms.IntegerField(label="延长几天", min_value=1)
    reason = words("延期理由", help_text="提案人会看到", rows=2, most=200)

    def prepare(self) -> None:
        most = rules.EXTENSION.at(self.proposal.unit, timezone.now()).value
        self.fields["days"].widget.attrs["max"] = most
        self.fields["days"].validators.append(MaxValueValidator(most or 0))
        self.fields["days"].help_text = f"自然日，最多 {most} 天，只能申请一次"


class DecideExtensionForm(ActForm):
    approve = forms.TypedChoiceField(
        label="处理", choices=[("yes", "同意延期"), ("no", "不同意")], coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )  # fmt: skip
    decision = words("意见", required=False, help_text="不同意时必填", rows=2, most=300)
