"""Asking for grants, and deciding about them."""

from __future__ import annotations

from typing import Any

from django import forms

from .rolls import AppointForm, LastDayForm


def reason_field() -> forms.CharField:
    return forms.CharField(label="事由", max_length=200, required=False, help_text="例如任免文件的文号，确认的人会看到")


class AskAppointmentForm(AppointForm):
    """An office for somebody, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = reason_field()


class AskEndForm(LastDayForm):
    """The last day of an appointment, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = reason_field()


class ReasonForm(forms.Form):
    """Why something is asked for."""

    reason = reason_field()


class LookForm(forms.Form):
    """Why somebody's personal data have to be seen."""

    reason = forms.CharField(
        label="为什么要看", max_length=200, help_text="例如：通知本人到局里参加体检。同意的人会看到，并长期保存"
    )


class DecisionForm(forms.Form):
    """Why a request is refused."""

    decision = forms.CharField(label="不同意的理由", max_length=200)
