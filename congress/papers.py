"""The lists of the congress as workbooks."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from ymdm.papers.kinds import Column, Paper

from .models import CongressSession
from .reading.dossier import norm_parts, survey_parts
from .reading.norms import has_norms
from .reading.seating import rooms_of


def conformity_report(request: Any) -> Paper:
    """The report on the three norms of the session that `of` names, for whoever sees the session."""
    pk = request.GET.get("of", "")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        raise Http404
    session = CongressSession.objects.visible_to(request.user).select_related("term__unit").filter(pk=pk).first()
    if session is None or not has_norms(session):
        raise Http404
    title = f"{session.unit}{session.full}三个规范检查报告"
    return Paper(
        title, "congress/papers/dossier.html", {"parts": [*norm_parts(session, timezone.localdate()), *survey_parts(session)]}, session.short,
        is_archived=True, back=reverse("congress:norms", args=[session.pk]),
    )  # fmt: skip


def seating_plan(request: Any) -> Paper:
    """Who sits where in the session that `of` names, a sheet a venue, for the door and the ushers."""
    session = _watched(request)
    return Paper(
        f"{session.unit}{session.full}座位图", "congress/papers/seats.html", {"rooms": rooms_of(session)},
        session.short, back=reverse("congress:seats", args=[session.pk]),
    )  # fmt: skip


def place_cards(request: Any) -> Paper:
    """A card to fold for every seat that is taken, six on a sheet."""
    session = _watched(request)
    cards = [one for room in rooms_of(session) for one in room.people if one.seat]
    return Paper(
        f"{session.unit}{session.full}席卡", "congress/papers/place_cards.html", {"cards": cards, "session": session},
        session.short, back=reverse("congress:seats", args=[session.pk]),
    )  # fmt: skip


def _watched(request: Any) -> CongressSession:
    pk = request.GET.get("of", "")
    if not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        raise Http404
    session = CongressSession.objects.visible_to(request.user).select_related("term__unit").filter(pk=pk).first()
    if session is None or not request.user.may("congress.read", session.unit):
        raise Http404
    return session


PAPERS = {"conformity": conformity_report, "seats": seating_plan, "place-cards": place_cards}


NORM_CHECKS = (
    Column("检查项", lambda row: row.code),
    Column("名称", lambda row: row.title),
    Column("结论", lambda row: row.says),
    Column("情况", lambda row: row.finding.sentence),
    Column("数字", lambda row: row.numbers),
    Column("规则", lambda row: str(row.finding.rule)),
    Column("怎样补正", lambda row: row.finding.remedy),
    Column("说明", lambda row: row.explained),
)
SESSIONS = (
    Column("单位", lambda session: session.unit.name),
    Column("会议", lambda session: session.full),
    Column("类型", lambda session: session.get_kind_display()),
    Column("日期", lambda session: session.held_on),
    Column("地点", lambda session: session.place),
    Column("应到", lambda session: session.total),
    Column("到会", lambda session: session.came),
    Column("决议", lambda session: session.adopted),
    Column("状态", lambda session: session.get_state_display()),
)
PEOPLE = (
    Column("代表证号", lambda row: row.number),
    Column("姓名", lambda row: row.person.name),
    Column("单位", lambda row: row.person.unit.name),
    Column("代表团", lambda row: str(row.delegation or "")),
    Column("身份", lambda row: row.get_kind_display()),
    Column("回复", lambda row: row.get_answer_display()),
    Column("请假原因", lambda row: row.leave_reason),
    Column("资格", lambda row: {True: "有效", False: row.disqualified_because, None: "未审查"}[row.is_qualified]),
    Column("在会场", lambda row: "在" if row.is_present else ""),
    Column("签到时间", lambda row: f"{timezone.localtime(row.arrived_at):%H:%M}" if row.arrived_at else ""),
    Column("会场", lambda row: str(row.venue or "")),
    Column("座位", lambda row: row.seat),
)
RESOLUTIONS = (
    Column("文号", lambda row: row.number),
    Column("决议", lambda row: row.title),
    Column("单位", lambda row: row.session.unit.name),
    Column("会议", lambda row: row.session.full),
    Column("通过日期", lambda row: row.adopted_on),
    Column("落实单位", lambda row: str(row.owner or "")),
    Column("落实期限", lambda row: row.due_on),
    Column("落实日期", lambda row: row.carried_out_on),
    Column("状态", lambda row: row.get_state_display()),
)
