"""The list of proposals: filters, orders, pages, and the same rows as a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in
from ymdm.papers.export import export
from ymdm.workdays import Workdays, calendar

from ..forms.filters import Filters, drawn
from ..listing import DEFAULT, ORDERS, Choices, Row, page_of, read_choices, rows_of
from ..listing.rows import FIELDS, with_row_facts
from ..models import Proposal
from ..models.querysets import ProposalQuerySet
from ..papers.listing import columns, readable

FOUND = "found"


@dataclass(frozen=True)
class Asked:
    """A list as it was asked for: filters, order, and the rows that they leave."""

    filters: Filters
    sort: str
    today: date
    workdays: Workdays
    rows: ProposalQuerySet
    all_groups: ProposalQuerySet


def asked_by(request: HttpRequest) -> Asked:
    filters, today, workdays = Filters.read(request.GET), timezone.localdate(), calendar()
    sort = request.GET.get("sort", "")
    visible = Proposal.objects.visible_to(request.user)
    given = (visible, request.user, today, workdays)
    return Asked(
        filters, sort if sort in ORDERS else "", today, workdays, filters.narrow(*given),
        filters.narrow(*given, all_groups=True),
    )  # fmt: skip


@require_safe
@signed_in
def proposal_list(request: HttpRequest) -> HttpResponse:
    """What one may see, by due day; the address holds every filter. htmx gets the part below the filters."""
    asked = asked_by(request)
    page = page_of(
        with_row_facts(asked.rows), FIELDS, order=asked.sort or DEFAULT, after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )  # fmt: skip
    choices = read_choices(asked.all_groups)
    may_press = request.user.may_anywhere("duties.press")
    rows = rows_of(page.rows, request.user, asked.today, asked.workdays)
    context: dict[str, Any] = {
        "rows": [drawn_row(row, may_press) for row in rows],
        "page": page,
        "words": page_words(choices, asked.filters, len(rows)),
        "filters": asked.filters,
        "sort": asked.sort,
        "choices": choices,
        "tabs": tabs(request, choices, asked.filters),
        "may_press": may_press,
        "desk": desk_of(asked.filters.group, request),
    }
    if request.htmx and request.htmx.target == FOUND:
        return render(request, "proposals/list.html#found", context)
    context["fields"] = drawn(asked.filters, choices.sessions, choices.categories, choices.units, asked.sort)
    return render(request, "proposals/list.html", context)


@lru_cache(maxsize=4096)
def drawn_row(row: Row, may_pick: bool) -> SafeString:
    """A row as HTML. A row whose facts did not change is not drawn again."""
    return SafeString(render_to_string("proposals/_row.html", {"row": row, "may_pick": may_pick}))


def tabs(request: HttpRequest, choices: Choices, filters: Filters) -> list[dict[str, Any]]:
    """One tab for each group of states, the other filters kept; a group without rows has none, save the one in use."""
    kept = request.GET.copy()
    for name in ("group", "after", "before", "page"):
        kept.pop(name, None)
    rest = kept.urlencode()
    shown: list[dict[str, Any]] = [{"words": "全部", "number": "" if choices.is_more else choices.total, "code": ""}]
    shown += [
        {"words": words, "number": "" if number is None else number, "code": code}
        for code, words, number in choices.groups()
        if number != 0 or code == filters.group
    ]
    for tab in shown:
        query = f"group={tab['code']}" if tab["code"] else ""
        tab["href"] = "?" + "&".join(part for part in (query, rest) if part)
        tab["is_current"] = tab["code"] == filters.group
    return shown


def page_words(choices: Choices, filters: Filters, shown: int) -> str:
    """How much there is: exact while it is little."""
    if choices.is_more:
        return f"本页 {shown} 件，多于 1,000 件" if not filters.group else f"本页 {shown} 件"
    if not filters.group:
        return f"本页 {shown} 件，共 {choices.total:,} 件"
    number = next((number for code, _, number in choices.groups() if code == filters.group), 0)
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
    asked = asked_by(request)
    choices = read_choices(asked.all_groups)
    told = columns(request.user, asked.today, asked.workdays)
    return export(
        request, "提案台账", told, readable(asked.rows), asked.filters.words(choices), unit=request.user.unit
    )
