"""Figures about the congress of a unit: sessions held, checks of the three norms, appraisals, teams that meet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone

from congress.models import CongressSession, TeamMeeting
from congress.reading.norms import has_norms, norms_of
from ymdm.organization.models import Unit

from ...appraisal.models import Appraisal
from ...schemes.classes import TEAMS
from ..shapes import Row, Source


def _sessions(unit: Unit, year: int, on: date) -> list[CongressSession]:
    return list(
        CongressSession.objects.filter(
            term__unit=unit, held_on__year=year, held_on__lte=on, state__in=CongressSession.AFTER
        ).select_related("term__unit")
    )


def held(unit: Unit, year: int, on: date) -> Sequence[Row]:
    """At least one session in the year: each that was held, or the one that is missing."""
    rows = [
        Row(str(one), True, one.get_absolute_url(), f"{one.held_on:%Y-%m-%d} {one.state}")
        for one in _sessions(unit, year, on)
    ]
    return rows[:1] or [Row(f"{year}年还没有召开职代会", False)]


def checks(*codes: str):
    """Those of the 24 checks of the year's sessions that are due and concern the unit."""

    def read(unit: Unit, year: int, on: date) -> Iterator[Row]:
        for session in _sessions(unit, year, on):
            if not has_norms(session):
                continue
            url = reverse("congress:norms", args=[session.pk])
            for norm in norms_of(session, on):
                for one in norm.checks:
                    if one.code in codes and one.tone != "todo":
                        yield Row(f"{session}：{one.title}", one.tone == "ok", url, f"{one.code} {one.numbers}")

    return read


def appraised(unit: Unit, year: int, on: date) -> Sequence[Row]:
    """The appraisal of the year with enough representatives, fed back; or that it is missing."""
    for one in Appraisal.objects.with_result().filter(unit=unit, year=year).select_related("unit"):
        if one.counted_at and timezone.localdate(one.counted_at) <= on:
            return [
                Row(f"{one}已测评", True, one.get_absolute_url(), f"{one.took_part}/{one.entitled}"),
                Row(f"{one}已反馈", one.fed_back_at is not None, one.get_absolute_url(), str(one.fed_back_at or "")),
            ]
    return [Row(f"{year}年还没有民主评议领导人员", False)]


def teams(unit: Unit, year: int, on: date) -> Iterator[Row]:
    """Every open team of the unit; those count that wrote down a meeting in the year."""
    below = Unit.objects.within(unit).filter(level__in=[str(level) for level in TEAMS]).order_by("path")
    met: dict[int, tuple[int, date]] = {}
    for pk, team, day in TeamMeeting.objects.filter(
        unit__in=below, held_on__year=year, held_on__lte=on
    ).values_list("pk", "unit", "held_on").order_by("held_on"):  # fmt: skip
        met.setdefault(team, (pk, day))
    for team in below:
        if team.closed_on is not None and team.closed_on.year <= year:
            continue
        found = met.get(team.pk)
        url, mark = (reverse("congress:team", args=[found[0]]), str(found[1])) if found else ("", "")
        yield Row(team.name, found is not None, url, mark)


def _list(name: str):
    return lambda unit, year: reverse(name)


SOURCES = (
    Source("congress.held", "按期召开职代会", "年度内召开并闭幕的职代会，至少一次。", held, _list("congress:sessions"),
           "CON-50", "次", ("按期召开", "召开职代会")),
    Source("congress.seats", "代表构成检查", "年度内各次会议“代表的人数、构成和选举”“资格审查”检查符合的。", checks("P1", "P3"),
           _list("congress:sessions"), "CON-20", "项", ("代表构成",)),
    Source("congress.before", "会前程序检查", "年度内各次会议材料送达、会前公开、法定人数等检查符合的。",
           checks("T3", "T4", "T5", "P2", "P4"), _list("congress:sessions"), "", "项", ("会前程序",)),
    Source("congress.votes", "审议表决检查", "年度内各次会议应提交事项和表决方式、票数、表决线等检查符合的。",
           checks("C1", "C2", "C6", "P5", "P6", "P7", "P8"), _list("congress:sessions"), "CON-65", "项", ("审议表决",)),
    Source("congress.after", "决议公布与落实检查", "年度内各次会议公布决议、报告上级、归档、会议记录检查符合的。",
           checks("T6", "T7", "T8", "P10"), _list("congress:sessions"), "", "项", ("决议公布与落实",)),
    Source("appraisal.held", "民主评议领导人员", "年度内完成测评并向本人反馈的。", appraised, _list("appraisal:appraisals"),
           "EVA-38", "项", ("民主评议领导人员",)),
    Source("congress.teams", "向班组延伸", "年度内有民主管理会记录的班组、课题组、项目部占全部的比例。", teams,
           _list("congress:teams"), "", "个", ("向班组、课题组、项目部延伸",)),
)  # fmt: skip
