"""Showing rich text: cleaned once more before it is shown (decision 0034)."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from disclosure import richtext

register = template.Library()


@register.filter
def rich(body: str) -> SafeString:
    """The HTML of a text that was cleaned at save, cleaned again: a row written past the form runs nothing."""
    return SafeString(richtext.clean(body))


@register.filter
def rich_struck(body: str) -> SafeString:
    """The same with <del> and <ins> of finds kept. Their text was escaped when they were put in."""
    marked = (
        body.replace("<del>", "\ue000")
        .replace("</del>", "\ue001")
        .replace("<ins>", "\ue002")
        .replace("</ins>", "\ue003")
    )
    shown = richtext.clean(marked)
    for sign, tag in zip("\ue000\ue001\ue002\ue003", ("<del>", "</del>", "<ins>", "</ins>"), strict=True):
        shown = shown.replace(sign, tag)
    return SafeString(shown)
