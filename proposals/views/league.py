"""The league table of units, like with like, as a page and as a workbook (F102, F103)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in
from ymdm.papers.export import export
from ymdm.papers.kinds import Column

from ..forms.scopes import ScopeForm
from ..measures import Scope
from ..measures.league import DEFINITIONS, FEWEST, HIDDEN, League, Row, league


@require_safe
@signed_in
def unit_league(request: HttpRequest) -> HttpResponse:
    """Units of one class beside each other, small numbers marked. Everybody may see it (section 8)."""
    scope, today = Scope.read(request.GET), timezone.localdate()
    form = ScopeForm(scope)
    context = {
        "classes": league(scope, today),
        "form": form,
        "words": form.words(scope),
        "scope": scope,
        "on": today,
        "definitions": DEFINITIONS,
        "hidden": HIDDEN,
        "fewest": FEWEST,
    }
    return render(request, "proposals/league.html", context)


@require_safe
@signed_in
def league_export(request: HttpRequest) -> HttpResponse:
    """The same table, class after class, with the definitions below."""
    scope = Scope.read(request.GET)
    columns = [Column(head, lambda line, at=at: line[at]) for at, head in enumerate(HEADS)]
    lines = list(_lines(league(scope, timezone.localdate())))
    return export(request, "各单位办理对比（同类）", columns, lines, ScopeForm(scope).words(scope))


HEADS = ("同类", "名次", "承办单位", "应答复", "按期答复", "按期答复率", "逾期未答复", "有评价", "满意率（含基本满意）", "说明")  # fmt: skip


def _lines(classes: list[League]) -> Iterator[tuple[Any, ...]]:
    for one in classes:
        for row in one.rows:
            yield (one.words, *_cells(row))
    for name, words, rule in DEFINITIONS:
        yield ("口径", None, name, *[None] * 6, f"{words}（{rule}）")


def _cells(row: Row) -> tuple[Any, ...]:
    counts, satisfied = row.group.counts, row.satisfied
    small = counts["evaluated"] < FEWEST
    return (
        row.rank, row.name, counts["due"], counts["in_time"], row.reply_rate.words, counts["open_overdue"],
        f"少于 {FEWEST}" if small else counts["evaluated"],
        satisfied.words if satisfied else HIDDEN, row.why,
    )  # fmt: skip
