"""The form of one act: knows its proposal and its person, and says what the step is to be called with."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from ymdm.organization.models import Person
from ymdm.rulebook.acting import WordsField, words

from ...models import Proposal

__all__ = ["ActForm", "ConfirmForm", "WordsField", "day", "words"]


class ActForm(forms.Form):
    """Fields carry the names of the step's arguments, so that `typed` is the cleaned data unless a form says otherwise."""

    # Fields that a link of ours may fill in; nothing that would be somebody's words.
    of_address: ClassVar[tuple[str, ...]] = ()

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


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A date, typed or picked."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "请按 2026-11-20 的样子填写日期。"},
    )
