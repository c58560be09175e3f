"""Small words of a page: drawings, chips, lights, bars, dates."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ymdm.ui import marks, words
from ymdm.ui.charts import percent
from ymdm.ui.look import COOKIES, look_of

register = template.Library()
register.filter("cndate", words.day)
register.filter("cnday", words.full_day)
register.filter("cntime", words.instant)
register.filter("cnsize", words.size)
register.filter("cnshare", words.share)


@register.filter
def initial(name: object) -> str:
    """First character of a name, for the face beside it."""
    return str(name)[:1]


@register.simple_tag(name="icon")
@lru_cache(maxsize=1024, typed=True)
def drawing(name: str, classes: str = "", label: str = "") -> SafeString:
    """A drawing of the sprite. Cached: a list of twenty rows draws a hundred of them.

    Typed, here and below, so that a text to be escaped never finds what was cached for the same text marked safe.
    """
    css = f"i {classes}".strip()
    use = format_html('<use href="{}#i-{}"/>', static("ui/art/icons.svg"), name)
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}">{}</svg>', css, label, use)
    return format_html('<svg class="{}" aria-hidden="true">{}</svg>', css, use)


@register.simple_tag
@lru_cache(maxsize=1024, typed=True)
def chip(text: str, tone: str = "", icon: str = "") -> SafeString:
    css = f"chip chip--{tone}" if tone else "chip"
    return format_html('<span class="{}">{}{}</span>', css, drawing(icon) if icon else "", text)


@register.simple_tag
def state(obj: Any) -> SafeString:
    """The state chip of anything that has a `state` with Chinese words."""
    tone, mark = marks.of_state(str(obj.state))
    return chip(obj.get_state_display(), tone, mark)


@register.simple_tag
def due(light: Any, note: str = "") -> SafeString:
    """A deadline light: shape, words and colour. Nothing where there is no deadline."""
    if not light:
        return SafeString("")
    tone, text = str(light.tone), str(light.words)
    if getattr(light, "provisional", False):
        text += "（暂定）"
    return _lamp(tone, text, note)


@lru_cache(maxsize=1024, typed=True)
def _lamp(tone: str, text: str, note: str) -> SafeString:
    extra = format_html("<span>{}</span>", note) if note else ""
    return format_html('<span class="due due--{}"><b>{}</b>{}</span>', tone, text, extra)


@register.simple_tag
def meter(value: float | None, top: float = 100, tone: str = "", label: str = "") -> SafeString:
    """A bar filled to `value` of `top`. Without a label it is decoration beside its number."""
    css = f"meter meter--{tone}" if tone else "meter"
    heard = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    width = percent(value or 0, top)
    return format_html('<svg class="{}" {}><rect width="{}" height="100%" rx="4"/></svg>', css, heard, width)


@register.simple_tag
def segbar(done: int, total: int, label: str = "", late: bool = False) -> SafeString:
    """Segments of a short process: `done` filled, the next one current or late."""
    current = "late" if late else "now"
    kinds = (("on" if n < done else current if n == done else "",) for n in range(total))
    heard = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<span class="segbar" {}>{}</span>', heard, format_html_join("", '<i class="{}"></i>', kinds))


@register.simple_tag(takes_context=True)
def look(context: template.Context) -> SafeString:
    """Attributes of <html>: the theme and size that were chosen, and where the script keeps a new choice."""
    chosen = look_of(context.get("request"))
    kept = " ".join(f"{name}:{path}" for name, path in COOKIES.items())
    attributes = [("data-look", kept)]
    if chosen.theme:
        attributes.append(("data-theme", chosen.theme))
    if chosen.size:
        attributes.append(("data-size", chosen.size))
    return format_html_join("", ' {}="{}"', attributes)


@register.inclusion_tag("components/look.html", takes_context=True)
def look_switch(context: template.Context, words: bool = False) -> dict[str, Any]:
    """Buttons for large print and dark; they work without script. `words` shows their names."""
    request = context.get("request")
    chosen = look_of(request)
    return {
        "chosen": chosen,
        "next_theme": "light" if chosen.theme == "dark" else "dark",
        "next_size": "" if chosen.is_large else "large",
        "here": request.get_full_path() if request else "",
        "words": words,
    }
