"""The list of acts for two people: the rows of the page, and the same as a workbook."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from ymdm.workflow import NoAuthority

from ..models import PairedAct

# Whoever may propose and confirm one of the kinds, and whoever audits.
ACTS = (
    "organization.edit_units", "organization.import_people", "organization.see_personal", "organization.read_grants",
    "workdays.lay", "workdays.announce", "rulebook.settle",
)  # fmt: skip
WHICH = {"waiting": "待复核", "decided": "已办", "": "全部"}


def rows_of(request: Any) -> tuple[str, Any]:
    """Which tab is asked for, and its rows as far as the person may see them."""
    which = request.GET.get("which", "waiting")
    which = which if which in WHICH else "waiting"
    rows = PairedAct.objects.visible_to(request.user)
    if which == "waiting":
        rows = rows.waiting(timezone.now())
    elif which == "decided":
        rows = rows.exclude(pk__in=rows.waiting(timezone.now()).values("pk"))
    return which, rows.select_related("unit", "proposed_by", "decided_by").order_by("-pk")


def pairs(request: Any) -> tuple[Any, ...]:
    """Who proposed what, who confirmed it, and what became of it, as filtered on the page."""
    if not any(request.user.may_anywhere(act) for act in ACTS):
        raise NoAuthority("您现在的任职里没有双人复核的权限。如工作需要，请联系工会登记任职。")
    which, rows = rows_of(request)
    columns = (
        ("事项", lambda pair: pair.says),
        ("内容", lambda pair: pair.title),
        ("单位", lambda pair: pair.unit.name),
        ("明细", lambda pair: "；".join(f"{label}：{words}" for label, words in pair.shown)),
        ("事由", lambda pair: pair.reason),
        ("提出", lambda pair: pair.proposed_by.name),
        ("提出时间", lambda pair: pair.proposed_at),
        ("状态", lambda pair: pair.get_state_display()),
        ("复核", lambda pair: pair.decided_by.name if pair.decided_by else ""),
        ("复核时间", lambda pair: pair.decided_at),
        ("意见", lambda pair: pair.decision),
    )
    return "双人复核事项", columns, rows, WHICH[which]
