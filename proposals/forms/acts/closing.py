"""Forms after the answer: rating, conclusion, class, closure, follow-up."""

from __future__ import annotations

from django import forms

from ... import rules
from ...models import Evaluation, Proposal
from .form import ActForm, day, words


def classes_of(proposal: Proposal) -> list[tuple[str, str]]:
    """The classes in the words of the scheme by which the last letter classed its answer."""
    letters = [reply for reply in proposal.replies.all() if reply.signed_at]
    scheme = letters[-1].scheme if letters else proposal.policy.scheme
    return [(code, f"{code} 类 {meaning}") for code, meaning in rules.SCHEMES[scheme][1].items()]


class EvaluateForm(ActForm):
    """Nothing is preselected: both marks are the person's own."""

    result = forms.ChoiceField(
        label="办理结果",
        choices=[
            ("satisfied", "满意\n问题解决，或解释合理"),
            ("basically", "基本满意\n同意办结，继续跟踪承诺"),
            ("dissatisfied", "不满意\n退回再办理，请写明理由"),
        ],
        widget=forms.RadioSelect,
    )
    attitude = forms.ChoiceField(label="办理态度", choices=Evaluation.Grade.choices, widget=forms.RadioSelect)
    text = words("意见", required=False, help_text="不满意时必填", rows=3, most=500)


class ConcludeForm(ActForm):
    text = words("审定意见", help_text="提案人会看到", rows=4)


class ChangeClassForm(ActForm):
    result_class = forms.ChoiceField(label="调整为")
    reason = words("理由", help_text="主办单位和提案人会看到", rows=2, most=300)

    def prepare(self) -> None:
        self.fields["result_class"].choices = [
            row for row in classes_of(self.proposal) if row[0] != self.proposal.result_class
        ]


class CloseForm(ActForm):
    note = words("办结说明", rows=3, most=1000)
    follow_up_on = day("复查日期", required=False, help_text="B、C 类到期后由主办单位填报进展")

    def prepare(self) -> None:
        if self.proposal.result_class not in {"B", "C"}:
            del self.fields["follow_up_on"]
            return
        reply = self.proposal.replies.signed().last()
        self.fields["follow_up_on"].initial = reply.follow_up_on if reply else None


class RevisitForm(ActForm):
    """Nothing is preselected: the word is the person's own."""

    is_done = forms.TypedChoiceField(
        label="真的办好了吗",
        choices=[("yes", "办好了\n和答复说的一样"), ("no", "没有办好\n请写明哪里没有办好，由主办单位核实")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    text = words("说明", required=False, help_text="没有办好时必填", rows=3, most=500)


class RecheckForm(ActForm):
    answer = words("核实情况", help_text="现场看到什么、做了什么，提案人会看到", rows=4, most=1000)


class FollowUpForm(ActForm):
    progress = words("进展", help_text="做了什么、还差什么", rows=3)
    result_class = forms.ChoiceField(label="现在属于")
    next_on = day("下次复查日期", required=False, help_text="仍是 B、C 类时必填")

    def prepare(self) -> None:
        self.fields["result_class"].choices = classes_of(self.proposal)
        self.fields["result_class"].initial = self.proposal.result_class
