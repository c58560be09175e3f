"""Lists: query strings, sorting, paging, filters, and what stands where nothing is found."""

from __future__ import annotations

from typing import Any

from django import template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The query string of this page with `changes`; None removes a parameter, and a changed list starts at page 1."""
    asked = context["request"].GET.copy()
    if not {"page", "before", "after"} & changes.keys():
        changes |= {"page": None, "before": None, "after": None}
    for name, value in changes.items():
        if value is None or value == "":
            asked.pop(name, None)
        else:
            asked[name] = value
    return f"?{asked.urlencode()}" if asked else "?"


@register.inclusion_tag("components/sort_th.html", takes_context=True)
def sort_th(context: template.Context, text: str, key: str, default: str = "", classes: str = "") -> dict[str, Any]:
    """A column head that sorts. `default` is the sort of the list when nothing is asked."""
    now = context["request"].GET.get("sort") or default
    direction = {key: "ascending", f"-{key}": "descending"}.get(now, "none")
    turned = f"-{key}" if now == key else key
    return {
        "text": text,
        "classes": classes,
        "direction": direction,
        "drawing": {"ascending": "up", "descending": "down", "none": "updown"}[direction],
        "href": query(context, sort=turned),
    }


@register.inclusion_tag("components/downloads.html", takes_context=True)
def downloads(
    context: template.Context,
    name: str,
    *args: Any,
    words: str = "导出",
    small: bool = False,
    asked: str | None = None,
    **changes: Any,
) -> dict[str, Any]:
    """The two buttons under which a list is taken away: a workbook, and the same rows as CSV, by the filters of this page.

    `name` and `args` are those of the address, or empty where this page itself answers; `changes` as for `query`. A page
    that is kept for several readers knows no request: it gives its own query string as `asked`.
    """
    href = reverse(name, args=args) if name else ""
    if asked is None:
        changes = {"page": None, **changes}
        workbook, text = query(context, **changes), query(context, **changes | {"as": "csv"})
    else:
        workbook, text = asked, f"{asked}&as=csv" if asked.strip("?") else "?as=csv"
    return {"words": words, "small": small, "workbook": href + workbook, "text": href + text}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page: Any, counter: str = "件") -> dict[str, Any]:
    """Links to the neighbours of a page, the same filters kept."""
    if isinstance(page, Page):
        count = getattr(page.paginator, "counted_words", f"{page.paginator.count:,} ")
        numbers = [
            (number, query(context, page=number) if isinstance(number, int) else "", number == page.number)
            for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
        ]
        return {
            "words": f"第 {page.start_index()}–{page.end_index()} {counter}，共 {count}{counter}",
            "numbers": numbers,
            "previous": query(context, page=page.previous_page_number()) if page.has_previous() else "",
            "next": query(context, page=page.next_page_number()) if page.has_next() else "",
        }
    return {
        "words": page.words,
        "numbers": [],
        "previous": query(context, before=page.previous, after=None) if page.previous else "",
        "next": query(context, after=page.next, before=None) if page.next else "",
    }


@register.simple_block_tag(takes_context=True)
def filters(context: template.Context, content: str, label: str = "筛选", **attrs: Any) -> SafeString:
    """A GET form that folds on phones. It keeps the sort; the first field stays in sight with field--grow."""
    request = context["request"]
    attributes = {name.replace("_", "-"): value for name, value in attrs.items()}
    given = {"content": content, "label": label, "attrs": attributes, "sort": request.GET.get("sort", "")}
    return SafeString(render_to_string("components/filters.html", {**given, "path": request.path}))


@register.simple_block_tag
def nothing(content: str, title: str) -> SafeString:
    """Why it is empty and what to do next."""
    return SafeString(render_to_string("components/empty.html", {"content": content, "title": title}))
