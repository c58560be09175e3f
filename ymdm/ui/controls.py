"""Form controls that Django does not bring."""

from __future__ import annotations

from django import forms


class DayInput(forms.DateInput):
    """The browser's own calendar. It wants and sends ISO days whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")
