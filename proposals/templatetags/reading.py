"""What others wrote, as one reader may read it."""

from __future__ import annotations

from django import template

from ..reading import Reader

register = template.Library()


@register.filter
def as_read_by(text: str, reader: Reader) -> str:
    """The text without the names that are kept from this reader (PRO-31)."""
    return reader.words(text)
