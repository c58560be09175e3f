"""Forms of the reward of a suggestion."""

from __future__ import annotations

from django import forms

from .form import ActForm, day, words


class ProposeRewardForm(ActForm):
    """What it has brought; of a technical reserve only the ground is asked."""

    used_from = day("首次使用日期", help_text="效益从这一天起算满 12 个月")
    benefit = forms.IntegerField(
        label="12 个月的经济效益", min_value=1, max_value=10_000_000_000, help_text="元，节约或增加的净额"
    )
    checked_by = forms.CharField(label="财务核算人", max_length=60, help_text="财务部门谁核算的")
    basis = words(
        "依据", help_text="怎么算出来的，佐证放进附件；属于本职工作的，写明超出职责的新办法", rows=4, most=2000
    )
    split = words("按贡献怎么分配", required=False, help_text="几个人提出的必填", rows=2, most=500)

    def prepare(self) -> None:
        if self.proposal.result_class == "C":
            for name in ("used_from", "benefit", "checked_by"):
                del self.fields[name]
        if len(self.proposal.proposers()) < 2:
            del self.fields["split"]


class DecideRewardForm(ActForm):
    """Nothing is preselected."""

    is_granted = forms.TypedChoiceField(
        label="审定",
        choices=[("yes", "同意奖励\n写明奖金全额，以前奖励过的只补差额"), ("no", "不予奖励\n请写明理由")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    amount = forms.IntegerField(
        label="奖金", required=False, min_value=1, max_value=100_000_000, help_text="元，同意时必填"
    )
    text = words("审定意见", help_text="建议人会看到", rows=3, most=1000)


class RevokeRewardForm(ActForm):
    reason = words("查实的情况", help_text="弄虚作假的，撤销奖励并追回；建议人会看到", rows=3, most=1000)
