"""Parts of a page: head, notes, dialogs, threads, timelines, rivers, figures, charts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ymdm.ui import marks, words
from ymdm.ui.shapes import LATE, Station

from .small import drawing

register = template.Library()


@register.simple_block_tag
def page_head(content: str, title: str, lede: str = "", above: str = "") -> SafeString:
    """The one h1 of a page, its conclusion, and its buttons."""
    given = {"content": content, "title": title, "lede": lede, "above": above}
    return SafeString(render_to_string("components/page_head.html", given))


@register.simple_tag
def crumb(text: str, url: str = "") -> SafeString:
    """One step of the way here; without an address it is this page."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, text)
    return format_html('<li><span aria-current="page">{}</span></li>', text)


@register.simple_block_tag
def note(content: str, tone: str = "", icon: str = "") -> SafeString:
    mark = icon or {"ok": "check-c", "warn": "alert", "bad": "alert"}.get(tone, "info")
    css = f"note note--{tone}" if tone else "note"
    return format_html('<div class="{}">{}<div>{}</div></div>', css, drawing(mark), SafeString(content))


@register.simple_block_tag
def dialog(content: str, id: str, title: str) -> SafeString:
    given = {"content": content, "id": id, "title": title}
    return SafeString(render_to_string("components/dialog.html", given))


@register.simple_block_tag
def bubble(
    content: str, who: str, role: str = "", at: datetime | date | None = None, tone: str = "", is_unit: bool = False
) -> SafeString:
    """One contribution to a thread. Tones: reply, bad."""
    when = words.instant(at) if isinstance(at, datetime) else words.day(at)
    given = {"content": content, "who": who, "role": role, "when": when, "tone": tone, "is_unit": is_unit}
    return SafeString(render_to_string("components/bubble.html", given))


@register.inclusion_tag("components/timeline.html")
def timeline(events: Sequence[Any]) -> dict[str, Any]:
    """What was done, by whom, when: rows of the ledger."""
    return {"rows": [(event, marks.of_act(event.act)) for event in events]}


@register.inclusion_tag("components/river.html")
def river(stations: Sequence[Station], label: str = "办理进度", fold: bool = False) -> dict[str, Any]:
    """Stations of a process. `fold` hides finished ones on phones behind a button."""
    icons = {"done": "check", LATE: "alert"}
    rows = [(station, icons.get(station.status, "")) for station in stations]
    return {"rows": rows, "label": label, "fold": fold}


@register.inclusion_tag("components/figure.html")
def figure(measure: Any, url: str = "", note: str = "", change: Any = None, since: str = "") -> dict[str, Any]:
    """A figure of `ymdm.measures`, never without its counts and its definition; it opens its rows.

    `change` is how much more it is than at the time that `since` names (“较 2025 年”).
    """
    number, _, unit = measure.words.partition(" ")
    told = {"measure": measure, "number": number, "unit": unit, "url": url or measure.rows, "note": note}
    return told | {"change": change, "since": since}
