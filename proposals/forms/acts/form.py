"""The form of one act: knows its proposal and its person, and says what the step is to be called with."""

from __future__ import annotations

from typing import Any

from django import forms

from ymdm.organization.models import Person

from ...models import Proposal


class ActForm(forms.Form):
    """Fields carry the names of the step's arguments, so that `typed` is the cleaned data unless a form says otherwise."""

    def __init__(self, *args: Any, proposal: Proposal, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposal, self.person = proposal, person
        self.prepare()
        for field in self.fields.values():
            if field.required and not isinstance(field, forms.BooleanField):
                verb = "选择" if isinstance(field, forms.ChoiceField) else "填写"
                field.error_messages["required"] = f"请{verb}{field.label}。"

    def prepare(self) -> None:
        """Fit choices and initial values to the proposal."""

    def typed(self) -> dict[str, Any]:
        """The keyword arguments of the step."""
        return dict(self.cleaned_data)


class ConfirmForm(ActForm):
    """An act without anything to type."""


class WordsField(forms.CharField):
    """Several lines. A line break counts as one character, as the browser's counter has it, not as two."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


def words(
    label: str, *, help_text: str = "", required: bool = True, rows: int = 4, most: int = 2000
) -> forms.CharField:
    """A box for several lines."""
    return WordsField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A date, typed or picked."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "请按 2026-11-20 的样子填写日期。"},
    )
