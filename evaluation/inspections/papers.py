"""The report of a visit as a document, and the lists of visits, findings and samples as workbooks."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone

from ymdm.papers.kinds import Column, Paper

from .models import Finding, Visit
from .sampling import place_of


def asked_for(request: Any) -> Visit:
    """The visit that `of` names, once its report is out; Http404 otherwise."""
    pk = request.GET.get("of", "")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        raise Http404
    seen = Visit.objects.visible_to(request.user).select_related("unit", "organiser", "concluded_by", "signed_by")
    found = seen.filter(pk=pk, state=Visit.State.REPORTED).first()
    if found is None:
        raise Http404
    return found


def report(request: Any) -> Paper:
    """The report with checklist, samples with their seeds, and the list of what has to be put right."""
    found = asked_for(request)
    context = {
        "visit": found,
        "members": list(found.members.on_team().select_related("person__unit")),
        "items": list(found.items.select_related("noted_by")),
        "samples": list(found.samples.prefetch_related("rows")),
        "findings": list(found.findings.issued().select_related("noted_by")),
    }
    title = f"{found.unit}{found.year}年{found.get_kind_display()}报告"
    return Paper(title, "inspections/papers/report.html", context, is_archived=True, back=found.get_absolute_url())


PAPERS = {"inspection-report": report}
VISITS = (
    Column("受检单位", lambda one: one.unit.name),
    Column("组织单位", lambda one: one.organiser.name),
    Column("种类", lambda one: one.get_kind_display()),
    Column("内容", lambda one: one.topic),
    Column("年度", lambda one: one.year),
    Column("检查日", lambda one: one.on),
    Column("状态", lambda one: one.get_state_display()),
    Column("没有销号的问题", lambda one: one.standing_number),
)


def _last(finding: Finding) -> Any:
    return next(iter(reversed(finding.rectifications.all())), None)


FINDINGS = (
    Column("受检单位", lambda one: one.visit.unit.name),
    Column("检查", lambda one: str(one.visit)),
    Column("检查日", lambda one: one.visit.on),
    Column("问题", lambda one: one.text),
    Column("依据的规定", lambda one: one.cites),
    Column("事实和依据", lambda one: one.proof),
    Column("整改期限", lambda one: one.due_on),
    Column("状态", lambda one: one.get_state_display()),
    Column("整改情况", lambda one: last.text if (last := _last(one)) else ""),
    Column("复查意见", lambda one: last.opinion if (last := _last(one)) else ""),
    Column("销号日期", lambda one: timezone.localdate(one.closed_at) if one.closed_at else None),
)


def population_columns(seed: str) -> tuple[Column, ...]:
    """Every row that could be drawn, in the order of the seed, with what it takes to draw again by hand."""
    return (
        Column("内容", lambda row: row.label),
        Column("系统计入", lambda row: "是" if row.is_met else "否"),
        Column("这一行的摘要", lambda row: row.fingerprint),
        Column("种子:摘要 的 SHA-256", lambda row: place_of(seed, row)),
    )
