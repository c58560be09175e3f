"""The page of figures, and the rows behind each of them (F113, F114)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import DurationField, ExpressionWrapper, F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in
from ymdm.papers.export import export
from ymdm.papers.kinds import Column
from ymdm.workdays import calendar

from ..forms.scopes import ScopeForm
from ..measures import COLUMNS, CUTS, LONGEST, Scope, figures
from ..models import Proposal
from ..models.querysets import ProposalQuerySet
from ..models.states import State

PER_PAGE = 30
MOST_LONGEST = 50


@require_safe
@signed_in
def proposal_figures(request: HttpRequest) -> HttpResponse:
    """Counts and rates with their definitions; every number opens its rows. All employees may see them (section 8)."""
    scope, today = Scope.read(request.GET), timezone.localdate()
    form = ScopeForm(scope)
    told = figures(scope, today)
    context = {"figures": told, "form": form, "words": form.words(scope), "columns": COLUMNS}
    context["may_report"] = request.user.may_anywhere("proposals.read")
    return render(request, "proposals/figures.html", context)


@require_safe
@signed_in
def figures_export(request: HttpRequest) -> HttpResponse:
    """The same figures as a workbook, each with its counts, definition and rule."""
    scope = Scope.read(request.GET)
    told = figures(scope, timezone.localdate())
    lines = [("五项指标", "", measure) for measure in told.headline]
    lines += [("件数平衡", "", measure) for measure in told.identity]
    lines += [(section.title, "", measure) for section in told.sections for measure in section.measures]
    lines += [(f"办理结果（{classes.words}）", "", measure) for classes in told.classes for measure in classes.measures]
    lines += [
        (table.title, row.name, measure) for table in told.tables for row in table.rows for measure in row.measures
    ]
    columns = [
        Column("分组", lambda line: line[0]),
        Column("单位、类别或届次", lambda line: line[1]),
        Column("指标", lambda line: line[2].label),
        Column("数值", lambda line: None if line[2].value is None else float(line[2].value)),
        Column("单位", lambda line: line[2].unit),
        Column("分子", lambda line: line[2].numerator),
        Column("分母", lambda line: line[2].denominator),
        Column("口径", lambda line: line[2].definition),
        Column("规则", lambda line: line[2].rule),
    ]
    return export(request, "提案办理统计", columns, lines, ScopeForm(scope).words(scope))


@require_safe
@signed_in
def figure_rows(request: HttpRequest, cut: str) -> HttpResponse:
    """The proposals that one number counts: the same condition as the number itself."""
    name = "replied" if cut == LONGEST else cut
    if name not in CUTS:
        raise Http404
    scope, today = Scope.read(request.GET), timezone.localdate()
    everything = scope.cut(name, today)
    rows = _ordered(_readable(everything, request), longest=cut == LONGEST)
    if request.GET.get("export"):
        return export(request, f"提案明细：{CUTS[name].words}", _columns(), _lines(rows), ScopeForm(scope).words(scope))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    mine = set(
        Proposal.objects.visible_to(request.user).filter(pk__in=[row.pk for row in page]).values_list("pk", flat=True)
    )
    context = {
        "cut": CUTS[name],
        "words": ScopeForm(scope).words(scope),
        "scope": scope,
        "page": page,
        "lines": [line | {"is_open": line["row"].pk in mine} for line in _lines(page)],
        "hidden": 0 if cut == LONGEST else everything.count() - page.paginator.count,
    }
    return render(request, "proposals/figure_rows.html", context)


def _readable(rows: ProposalQuerySet, request: HttpRequest) -> ProposalQuerySet:
    """What the ledger tells everybody, and what the person may open herself."""
    published = Proposal.objects.published().values("pk")
    visible = Proposal.objects.visible_to(request.user).values("pk")
    either = rows.filter(pk__in=published) | rows.filter(pk__in=visible)
    return either.select_related("session__term", "lead_unit", "category", "delegation")


def _ordered(rows: ProposalQuerySet, *, longest: bool) -> Any:
    if not longest:
        return rows.order_by("-pk")
    span = ExpressionWrapper(F("replied_on") - F("assigned_on"), output_field=DurationField())
    return rows.annotate(span=span).order_by("-span", "-pk")[:MOST_LONGEST]


def _lines(rows: Any) -> list[dict[str, Any]]:
    """Rows with the working days that they took, or have taken so far; one calendar for all."""
    workdays, today = calendar(), timezone.localdate()

    def days(start: date | None, end: date | None) -> int | None:
        return workdays.between(start, end or today) if start else None

    return [{"row": row, "days": days(row.assigned_on, row.replied_on)} for row in rows]


def _columns() -> list[Column]:
    return [
        Column("编号", lambda line: line["row"].number),
        Column("届次", lambda line: line["row"].session.short if line["row"].session else ""),
        Column("案由", lambda line: line["row"].title),
        Column("类别", lambda line: str(line["row"].category or "")),
        Column("代表团", lambda line: "" if line["row"].is_confidential else str(line["row"].delegation or "")),
        Column("主办单位", lambda line: str(line["row"].lead_unit or "")),
        Column("提交日期", lambda line: line["row"].submitted_on),
        Column("交办日期", lambda line: line["row"].assigned_on),
        Column("答复期限", lambda line: line["row"].reply_due_on),
        Column("答复日期", lambda line: line["row"].replied_on),
        Column("用时（工作日）", lambda line: line["days"]),
        Column("办理结果", lambda line: line["row"].result_class),
        Column("状态", lambda line: State(line["row"].state).label),
    ]
