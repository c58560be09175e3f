"""Forms of the review: the committee's decision, and sending back for completion."""

from __future__ import annotations

from typing import Any

from django import forms

from ... import rules
from ...channels import CONFIDENTIAL
from ...models import CommitteeMeeting, Proposal, State
from ...workflow.reviewing import ARRIVALS, MAY_TAKE_IN
from .form import ActForm, words


def reasons(outcomes: list[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The listed reasons, grouped by outcome, as choices of a select."""
    return [(State(outcome).label, list(rules.REASONS[outcome].items())) for outcome in outcomes]


class ReviewForm(ActForm):
    """One decision. With scripts off all reasons are offered, grouped; a reason of another outcome is refused."""

    outcome = forms.ChoiceField(
        label="审查结果", choices=[(state, State(state).label) for state in ARRIVALS], widget=forms.RadioSelect
    )
    reason = forms.ChoiceField(label="理由", choices=[])
    text = words("说明", help_text="提案人和附议人会看到", rows=3, most=1000)
    into = forms.ModelChoiceField(
        label="并入哪一件",
        queryset=Proposal.objects.none(),
        required=False,
        empty_label="不并案",
        help_text="只在并案时填写",
    )
    meeting = forms.ModelChoiceField(label="在哪次会议上", queryset=CommitteeMeeting.objects.none(), empty_label=None)
    ayes = forms.IntegerField(label="赞成", min_value=0, max_value=99)
    nays = forms.IntegerField(label="反对", min_value=0, max_value=99, initial=0)
    abstentions = forms.IntegerField(label="弃权", min_value=0, max_value=99, initial=0)

    def prepare(self) -> None:
        proposal = self.proposal
        self.fields["reason"].choices = [("", "请选择"), *reasons(list(ARRIVALS))]
        meetings = CommitteeMeeting.objects.filter(unit=proposal.unit, held_on__gte=proposal.submitted_on)
        self.fields["meeting"].queryset = meetings
        self.fields["into"].queryset = (
            Proposal.objects.filter(unit=proposal.unit, session=proposal.session, state__in=MAY_TAKE_IN)
            .exclude(channel__in=CONFIDENTIAL)
            .exclude(pk=proposal.pk)
            .order_by("number")
        )
        latest = meetings.prefetch_related("present").first()
        if latest is None:
            self.fields["meeting"].help_text = "还没有登记这件提案提交之后的会议，请先登记。"
            return
        authors = {person.pk for person in proposal.signatories()}
        self.fields["meeting"].initial = latest
        self.fields["ayes"].initial = sum(person.pk not in authors for person in latest.present.all())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("outcome") and data.get("reason") and data["reason"] not in rules.REASONS[data["outcome"]]:
            self.add_error("reason", f"这个理由不属于“{State(data['outcome']).label}”，请在它的分组里选。")
        if data.get("outcome") == State.MERGED and not data.get("into"):
            self.add_error("into", "请选择并入哪一件提案。")
        return data

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        if data["outcome"] != State.MERGED:
            data["into"] = None
        return data


class SendBackForm(ActForm):
    reason = forms.ChoiceField(label="退回理由", choices=[("", "请选择"), *rules.REASONS["returned"].items()])
    text = words("请提案人补充什么", rows=3, most=1000)
