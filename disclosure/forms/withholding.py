"""Forms of what is not opened."""

from __future__ import annotations

from typing import Any

from django import forms

from ymdm.rulebook.acting import ActForm, day, words

from ..rules import publishing as rules


class WithholdForm(ActForm):
    """`obj` is the obligation."""

    title = "申请不公开"
    tells = "由批准人审批。不公开的事项和依据，职工看得到；从不算作已公开。"
    button = "提交审批"
    cites = (rules.NO_HIDING, rules.STAFF_MATTERS, rules.REEXAMINE)

    ground = forms.ChoiceField(label="依据", choices=[("", "请选择"), *rules.Ground.choices])
    reason = words("具体理由", rows=4, most=500)
    until = day("延后到", required=False, help_text="事前不宜公开的，写明哪一天公开")

    def typed(self) -> dict[str, Any]:
        return dict(self.cleaned_data) | {"obligation": self.obj}


class ConsentForm(ActForm):
    title = "同意不公开"
    button = "同意"
    cites = (rules.NO_HIDING, rules.REEXAMINE)

    decision = words("意见", rows=3, most=300, required=False)

    def prepare(self) -> None:
        self.tells = f"{self.obj.obligation}。依据：{self.obj.get_ground_display()}。理由：{self.obj.reason}"


class RefuseForm(ConsentForm):
    title = "不同意，应当公开"
    button = "不同意"
    danger = True

    decision = words("为什么应当公开", rows=3, most=300)


class ReexamineForm(ConsentForm):
    title = "重新审查，仍不公开"
    button = "仍不公开"

    decision = words("为什么现在仍不能公开", rows=3, most=300)


class ReopenForm(ActForm):
    title = "恢复公开"
    tells = "这一项重新列为应公开，起草人会收到待办。"
    button = "恢复公开"
    cites = (rules.DEFERRED, rules.REEXAMINE)
