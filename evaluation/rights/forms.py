"""What the list of one's own rows is chosen and sorted by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from ymdm.measures import OwnRows

from .reading import Right


class OwnFilter(forms.Form):
    """Which rows, of which year, newest or oldest first. What is not offered is as if it were not asked."""

    what = forms.ChoiceField(label="内容", required=False)
    year = forms.IntegerField(label="年度", required=False, min_value=2000, max_value=2200)

    def __init__(self, data: Any, rights: Sequence[Right]) -> None:
        super().__init__(data)
        self.own = {own.key: own for right in rights for own in right.own}
        groups = [(right.name, [(own.key, own.label) for own in right.own]) for right in rights]
        self.fields["what"].choices = groups  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def chosen(self) -> OwnRows:
        return self.own.get(self.cleaned_data.get("what", ""), next(iter(self.own.values())))

    @property
    def asked_year(self) -> int | None:
        return self.cleaned_data.get("year")

    @property
    def rows(self) -> Any:
        """The rows asked for, by their day."""
        chosen = self.chosen
        rows = chosen.rows.filter(**{f"{chosen.day}__year": self.asked_year}) if self.asked_year else chosen.rows
        sign = "" if self.data.get("sort") == "on" else "-"
        return rows.order_by(f"{sign}{chosen.day}", f"{sign}pk")

    @property
    def words(self) -> str:
        return f"{self.asked_year}年" if self.asked_year else ""
