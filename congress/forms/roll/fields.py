"""Fields that several acts on terms and their people share."""

from __future__ import annotations

from typing import Any

from django import forms

from ymdm.organization.models import Person, Unit
from ymdm.rulebook.acting import PeopleField


class OnePerson(PeopleField):
    """A name or staff number of one person of the house."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, rows=1, **options)
        self.widget = forms.TextInput()

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if len(found) > 1:
            raise forms.ValidationError("请只写一个人。")
        return found[0] if found else None


class UnitsField(forms.ModelMultipleChoiceField):
    """Units out of the tree below the one that holds the congress."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(Unit.objects.none(), label=label, widget=forms.CheckboxSelectMultiple, **options)

    def label_from_instance(self, unit: Any) -> str:
        return f"{'　' * max(0, unit.depth - 1)}{unit}"


class PersonOf(forms.ModelChoiceField):
    """One person out of few."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(Person.objects.none(), label=label, empty_label="请选择", **options)

    def label_from_instance(self, person: Any) -> str:
        return f"{person}（{person.unit.short}）"


class Ticked(forms.ModelMultipleChoiceField):
    """People to tick, each with the own department."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(Person.objects.none(), label=label, widget=forms.CheckboxSelectMultiple, **options)

    def label_from_instance(self, person: Any) -> str:
        return f"{person}（{person.unit.short}）"


def whole(label: str, *, least: int = 0, most: int = 99_999, **options: Any) -> forms.IntegerField:
    """A count. `most` stays within its column: small ones end at 32,767 on PostgreSQL."""
    return forms.IntegerField(
        label=label, min_value=least, max_value=most,
        error_messages={"invalid": "请填写整数。", "min_value": f"不能小于 {least}。", "max_value": "数字太大，请检查。"},
        **options,
    )  # fmt: skip
