"""What every list is searched and sorted by: a form read from the address. What is not offered filters nothing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import F, QuerySet


class ListFilter(forms.Form):
    """Words, state and time; `SORTS` are the columns of ?sort=, "-" in front for descending."""

    SORTS: dict[str, tuple[str, ...]] = {}
    DEFAULT = ""

    q = forms.CharField(max_length=40, required=False, widget=forms.TextInput(attrs={"type": "search"}))

    @property
    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.data.get("sort", "") or self.DEFAULT
        first, *others = self.SORTS.get(asked.removeprefix("-"), self.SORTS[self.DEFAULT.removeprefix("-")])
        lead = F(first).desc() if asked.startswith("-") else F(first).asc()
        return rows.order_by(lead, *others)

    @property
    def words(self) -> str:
        """The filter in words, for the line on an export."""
        parts = []
        for name, value in self.asked.items():
            choices = dict(getattr(self.fields[name], "choices", ()))
            parts.append(f"{self.fields[name].label}：{choices.get(value, value)}")
        return "，".join(parts)
