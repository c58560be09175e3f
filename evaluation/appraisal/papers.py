"""The results as workbook and as a document for the superior, and the list of appraisals."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone

from ymdm.papers.kinds import Column, Paper

from . import results
from .measures import taking_part
from .models import Appraisal, Flag


def asked_for(request: Any) -> Appraisal:
    """The appraisal that `of` names, for whoever reads all of its lines; Http404 otherwise."""
    pk = request.GET.get("of", "")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        raise Http404
    found = Appraisal.objects.visible_to(request.user).select_related("unit", "superior", "box").filter(pk=pk).first()
    if found is None or not results.reads_all(found, request.user, timezone.now()):
        raise Http404
    return found


def report(request: Any) -> Paper:
    """The report of the results to the superior."""
    found = asked_for(request)
    rows = results.rows_of(found)
    context = {
        "appraisal": found,
        "rows": rows,
        "took_part": taking_part(found),
        "flags": list(Flag.objects.filter(appraisee__appraisal=found).select_related("appraisee__person")),
    }
    title = f"{found.unit}{found.year}年度民主评议结果报告"
    return Paper(title, "appraisal/papers/report.html", context, is_archived=True, back=found.get_absolute_url())


PAPERS = {"appraisal-report": report}
APPRAISALS = (
    Column("单位", lambda one: one.unit.name),
    Column("年度", lambda one: one.year),
    Column("评议对象", lambda one: one.lines_number),
    Column("应参加代表", lambda one: one.entitled),
    Column("参加代表", lambda one: one.took_part),
    Column("状态", lambda one: one.get_state_display()),
    Column("公布日期", lambda one: timezone.localdate(one.disclosed_at) if one.disclosed_at else None),
)


def result_columns(appraisal: Appraisal) -> tuple[Column, ...]:
    """One row a line of the ballot. Leaders and body have scales of their own, so grades are written out."""
    return (
        Column("评议对象", lambda row: row.appraisee.name),
        Column("职务", lambda row: row.appraisee.about),
        Column("有效票", lambda row: row.valid),
        Column("无效票", lambda row: row.invalid),
        Column("各等次得票", lambda row: "，".join(f"{words} {votes}" for words, votes, _share in row.grades)),
        Column("优秀率", lambda row: row.excellent.words),
        Column("称职以上得票率", lambda row: row.competent.words),
        Column("不称职得票率", lambda row: row.unfit.words),
        Column("折算分", lambda row: float(row.score) if row.score is not None else None),
        Column("本人说明", lambda row: row.appraisee.statement),
    )
