"""The lists as workbooks."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone

from ymdm.attachments.models import Attachment
from ymdm.ballots.squares import exact
from ymdm.papers.kinds import Column, Paper

from .conforming import report
from .models import Publication, Remark, Version


def posting_sheet(request: Any) -> Paper:
    """The sheet for the board: number, days, text, and whom to ask (DIS-22)."""
    pk = request.GET.get("of", "")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        raise Http404
    seen = Publication.objects.visible_to(request.user).opened().select_related("unit", "item", "obligation")
    found = seen.filter(pk=pk).first()
    version = found and found.versions.filter(state=Version.State.PUBLISHED).first()
    if found is None or version is None:
        raise Http404
    files = list(Attachment.objects.of(version))
    context: dict[str, Any] = {
        "publication": found,
        "version": version,
        "files": files,
        "withheld": list(version.withheld_parts.all()),
    }
    # A worker that makes the PDF later knows no address.
    if address := getattr(request, "build_absolute_uri", None):
        context["square"] = exact(address(found.get_absolute_url()))
    return Paper(
        found.title, "disclosure/papers/posting.html", context, number=found.number, back=found.get_absolute_url()
    )


PAPERS = {"disclosure-posting": posting_sheet, "disclosure-report": report}

OUTSIDE = (
    Column("编号", lambda row: row.number),
    Column("标题", lambda row: row.title),
    Column("单位", lambda row: row.unit.name),
    Column("目录事项", lambda row: str(row.item)),
    Column("期间", lambda row: row.obligation.label),
    Column("公开日期", lambda row: row.published_on),
)
PUBLICATIONS = (
    Column("编号", lambda row: row.number),
    Column("标题", lambda row: row.title),
    Column("单位", lambda row: row.unit.name),
    Column("目录事项", lambda row: str(row.item)),
    Column("期间", lambda row: row.obligation.label),
    Column("阶段", lambda row: row.obligation.get_stage_display()),
    Column("公开范围", lambda row: row.get_scope_display()),
    Column("公示", lambda row: "是" if row.is_notice else ""),
    Column("公开日期", lambda row: row.published_on),
    Column("公开到", lambda row: row.ends_on),
    Column("看过人数", lambda row: row.read_by),
    Column("签阅人数", lambda row: row.signed_by),
    Column("状态", lambda row: row.get_state_display()),
)


def adopted(remark: Remark) -> str:
    return {True: "采纳", False: "不采纳", None: ""}[remark.is_adopted]


# No writer: names stay with those who answer.
REMARKS = (
    Column("公开事项", lambda row: row.publication.title),
    Column("单位", lambda row: row.publication.unit.name),
    Column("类型", lambda row: row.get_kind_display()),
    Column("针对的内容", lambda row: row.about),
    Column("内容", lambda row: row.text),
    Column("提出日期", lambda row: row.on),
    Column("状态", lambda row: row.get_state_display()),
    Column("答复", lambda row: row.answer),
    Column("采纳", adopted),
    Column("答复日期", lambda row: row.answered_at and timezone.localdate(row.answered_at)),
)
WITHHOLDINGS = (
    Column("单位", lambda row: row.unit.name),
    Column("目录事项", lambda row: str(row.obligation.item)),
    Column("期间", lambda row: row.obligation.label),
    Column("依据", lambda row: row.get_ground_display()),
    Column("理由", lambda row: row.reason),
    Column("延后到", lambda row: row.until_on),
    Column("状态", lambda row: row.get_state_display()),
    Column("批准日期", lambda row: row.decided_at and timezone.localdate(row.decided_at)),
    Column("下次审查", lambda row: row.examine_by_on),
)
