"""What others wrote, as one reader may read it."""

from __future__ import annotations

from typing import Any

from django import template

from ..reading import Reader

register = template.Library()


@register.filter
def as_read_by(text: str, reader: Reader) -> str:
    """The text without the names that are kept from this reader (PRO-31)."""
    return reader.words(text)


@register.filter
def breakable(value: Any) -> Any:
    """A share with its counts that may go on in a second line of a narrow column."""
    return value.replace("%（", "%\u200b（") if isinstance(value, str) else value
