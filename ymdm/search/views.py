"""One box for everything that one may see, and the same results as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in
from ymdm.papers.export import MOST_AT_ONCE, export
from ymdm.papers.kinds import Column

from .asked import Asked
from .forms import SearchForm
from .looking import MOST, Found, find, look
from .showing import Line, choices, lines, plain, words_of

PER_PAGE = 20
AT_ONCE = 500


@require_safe
@signed_in
def search(request: HttpRequest) -> HttpResponse:
    """What holds every word, a page at a time. The middleware of `ymdm.limits` counts how often is asked."""
    asked = Asked.read(request.GET)
    found = find(asked, request.user)
    page = Paginator(found.hits, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "form": SearchForm(asked, choices(found, asked, timezone.localdate())),
        "found": found,
        "page": page,
        "lines": lines(page.object_list, asked.terms, request.user),
        "most": MOST,
    }
    return render(request, "search/page.html", context)


@require_safe
@signed_in
def search_export(request: HttpRequest) -> HttpResponseBase:
    """Everything that was found, not only the first thousand; more than a workbook takes at once is refused."""
    asked = Asked.read(request.GET)
    told = words_of(asked, choices(Found([], True), asked, timezone.localdate()))
    return export(request, "查找结果", COLUMNS, _all_lines(asked, request.user), told)


def _all_lines(asked: Asked, person: object) -> Iterator[Line]:
    # One more than may be handed out, so that `export` sees that it is too much.
    hits = islice(look(asked, person), MOST_AT_ONCE + 1)
    while portion := list(islice(hits, AT_ONCE)):
        yield from lines(portion, asked.terms, person)


COLUMNS = [
    Column("种类", lambda line: line.kind),
    Column("编号", lambda line: line.told.number),
    Column("标题", lambda line: plain(line.title)),
    Column("日期", lambda line: line.on),
    Column("单位", lambda line: line.told.unit),
    Column("状态", lambda line: line.told.state_words),
    Column("摘录", lambda line: plain(line.excerpt)),
]
