"""Forms of the answer: the reply point by point, countersigning, sending back."""

from __future__ import annotations

from typing import Any

from django import forms

from ... import rules
from ...models import PointAnswer
from .form import ActForm, day, words


class ReplyForm(ActForm):
    """An answer to every point, one in sum, and the class of the result with what follows from it."""

    text = words("总体答复", help_text="提案人和全体职工会看到", rows=5)
    result_class = forms.ChoiceField(label="办理结果", widget=forms.RadioSelect)
    plan = words("下一步计划或理由", required=False, help_text="A 类以外必填", rows=2, most=1000)
    follow_up_on = day("复查日期", required=False, help_text="B、C 类必填，到期会提醒您填报进展")

    def prepare(self) -> None:
        meanings = rules.SCHEMES[self.proposal.policy.scheme][1]
        self.fields["result_class"].choices = [(code, f"{code} 类\n{words}") for code, words in meanings.items()]
        self.points = list(self.proposal.points.all())
        last = self.proposal.replies.filter(round=self.proposal.round).prefetch_related("point_answers").last()
        before = {row.point_id: row for row in last.point_answers.all()} if last else {}
        for point in self.points:
            answer = before.get(point.pk)
            self.fields[f"stance_{point.pk}"] = forms.ChoiceField(
                label=f"第 {point.order} 条：处理意见",
                choices=[("", "请选择"), *PointAnswer.Stance.choices],
                initial=answer.stance if answer else "",
            )
            self.fields[f"text_{point.pk}"] = words(f"第 {point.order} 条：答复", rows=3)
            self.fields[f"text_{point.pk}"].initial = answer.text if answer else ""
        if last:  # a draft that was sent back is not typed anew
            for name in ("text", "result_class", "plan", "follow_up_on"):
                self.fields[name].initial = getattr(last, name)

    def point_fields(self) -> list[dict[str, Any]]:
        """Each point with its two fields, for the page."""
        return [
            {"point": point, "stance": self[f"stance_{point.pk}"], "text": self[f"text_{point.pk}"]}
            for point in self.points
        ]

    def typed(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "text": data["text"],
            "result_class": data["result_class"],
            "scheme": self.proposal.policy.scheme,
            "plan": data["plan"],
            "follow_up_on": data["follow_up_on"],
            "answers": {point.pk: (data[f"stance_{point.pk}"], data[f"text_{point.pk}"]) for point in self.points},
        }


class CountersignForm(ActForm):
    agrees = forms.TypedChoiceField(
        label="会签意见", choices=[("yes", "同意"), ("no", "不同意，写明意见")], coerce=lambda value: value == "yes",
        widget=forms.RadioSelect, initial="yes",
    )  # fmt: skip
    text = words("意见", required=False, help_text="不同意时必填，由分管领导协调", rows=2, most=1000)


class SendReplyBackForm(ActForm):
    reason = words("要改什么", rows=2, most=300)


class RelayForm(ActForm):
    text = words("上级的答复", help_text="提案人和附议人会看到", rows=5)
