"""The list of proposals: filters, orders, pages, and the same rows as a workbook."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in
from ymdm.papers.export import export

from ..forms.filters import Filters, drawn
from ..listing import DEFAULT, Choices, Row, page_of, read_choices, rows_of
from ..listing.asked import asked_by
from ..listing.choices import COUNTED
from ..listing.rows import FIELDS, with_row_facts
from ..models.states import GROUPS
from ..papers.listing import list_as_asked

FOUND = "found"


@require_safe
@signed_in
def proposal_list(request: HttpRequest) -> HttpResponse:
    """What one may see, by due day; the address holds every filter. htmx gets the part below the filters."""
    asked = asked_by(request)
    page = page_of(
        with_row_facts(asked.rows), FIELDS, order=asked.sort or DEFAULT,
        after=request.GET.get("after", ""), before=request.GET.get("before", ""),
    )  # fmt: skip
    choices = read_choices(asked.all_groups)
    is_more = not choices.states and bool(page.rows or (asked.is_part and asked.all_groups.exists()))
    may_press = request.user.may_anywhere("duties.press")
    rows = rows_of(page.rows, request.user, asked.today, asked.workdays)
    context: dict[str, Any] = {
        "rows": [drawn_row(row, may_press) for row in rows],
        "page": replace(page, words=page_words(choices, asked.filters, len(rows), is_more)),
        "filters": asked.filters,
        "sort": asked.sort,
        "tabs": tabs(request, choices, asked.filters, is_more),
        "may_press": may_press,
        "may_import": request.user.may_anywhere("proposals.import"),
        "desk": desk_of(asked.filters.group, request),
    }
    if request.htmx and request.htmx.target == FOUND:
        return render(request, "proposals/list.html#found", context)
    given = (choices.sessions, choices.categories, choices.units)
    context["form"] = drawn(asked.filters, *given, asked.sort, request.path)
    return render(request, "proposals/list.html", context)


@lru_cache(maxsize=4096)
def drawn_row(row: Row, may_pick: bool) -> SafeString:
    """A row as HTML. A row whose facts did not change is not drawn again."""
    return SafeString(render_to_string("proposals/_row.html", {"row": row, "may_pick": may_pick}))


def tabs(request: HttpRequest, choices: Choices, filters: Filters, is_more: bool) -> list[dict[str, Any]]:
    """One tab for each group of states, the other filters kept; a group without rows has none, save the one in use."""
    kept = request.GET.copy()
    for name in ("group", "after", "before", "page"):
        kept.pop(name, None)
    rest = kept.urlencode()
    numbers: dict[str, int] = {"": choices.total, **choices.groups()}
    shown = []
    for code, words in [("", "全部"), *((code, words) for code, (words, _) in GROUPS.items())]:
        if code and not is_more and not numbers[code] and code != filters.group:
            continue
        query = f"group={code}" if code else ""
        shown.append({
            "words": words,
            "number": "" if is_more else numbers[code],
            "href": "?" + "&".join(part for part in (query, rest) if part),
            "is_current": code == filters.group,
        })  # fmt: skip
    return shown


def page_words(choices: Choices, filters: Filters, shown: int, is_more: bool) -> str:
    """How much there is: exact while it is little."""
    if is_more:
        return f"本页 {shown} 件" + ("" if filters.group else f"，多于 {COUNTED:,} 件")
    number = choices.groups()[filters.group] if filters.group else choices.total
    return f"本页 {shown} 件，共 {number:,} 件"


# Where the rows of a group are worked through one after the other.
DESKS = {
    "review": ("proposals.review", "proposals:review-desk", "逐件审查"),
    "assign": ("proposals.assign", "proposals:assign-desk", "逐件交办"),
}


def desk_of(group: str, request: HttpRequest) -> tuple[str, str] | None:
    """The desk for the group that is shown, for those who may sit at it: address name and words."""
    act, name, words = DESKS.get(group, ("", "", ""))
    return (name, words) if act and request.user.may_anywhere(act) else None


@require_safe
@signed_in
def proposal_export(request: HttpRequest) -> HttpResponse:
    """The rows of the list, with its filters, as a workbook."""
    return export(request, *list_as_asked(request), unit=request.user.unit, kind="proposals")
