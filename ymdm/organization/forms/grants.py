"""Asking for grants, and deciding about them."""

from __future__ import annotations

from typing import Any

from django import forms

from .rolls import AppointForm, LastDayForm


def _reason() -> forms.CharField:
    return forms.CharField(label="事由", max_length=200, required=False, help_text="例如任免文件的文号，确认的人会看到")


class AskAppointmentForm(AppointForm):
    """An office for somebody, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = _reason()


class AskEndForm(LastDayForm):
    """The last day of an appointment, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = _reason()


class ReasonForm(forms.Form):
    """Why something is asked for."""

    reason = _reason()


class DecisionForm(forms.Form):
    """Why a request is refused."""

    decision = forms.CharField(label="不同意的理由", max_length=200)
