"""Figures about tours of representatives, the yearly reports to the congress, and the files that are kept of a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from congress.models import AgendaItem, CongressSession, SessionSurvey
from proposals.measures import Scope
from proposals.meetings.models import Forum
from proposals.models import State
from ymdm.organization.models import Unit

from ...appraisal.models import Appraisal
from ..shapes import Row, Source

# What is reported to the congress each year, by the matter of the agenda (domain/congress.md 5).
REPORTED = {"welfare": "职工福利", "insurance_safety": "社会保险和劳动保护"}


def _sessions(unit: Unit, year: int, on: date):
    return CongressSession.objects.filter(
        term__unit=unit, held_on__year=year, held_on__lte=on, state__in=CongressSession.AFTER
    )


def tours(unit: Unit, year: int, on: date) -> Iterator[Row]:
    """Visits with their findings written down, and ratings of a session by its representatives; or that there was none."""
    held = Forum.objects.filter(
        unit=unit, kind=Forum.Kind.VISIT, held_on__year=year, held_on__lte=on,
        state__in=[Forum.State.RAISED, Forum.State.SETTLED],
    )  # fmt: skip
    rated = SessionSurvey.objects.filter(
        session__in=_sessions(unit, year, on), state=SessionSurvey.State.OVER, forms__gt=0
    )
    rows = [Row(str(one), True, one.get_absolute_url(), str(one.held_on)) for one in held.order_by("pk")]
    for one in rated.select_related("session__term__unit").order_by("pk"):
        rows.append(Row(str(one), True, one.get_absolute_url(), f"{one.forms}/{one.invited}"))
    yield from rows or [Row(f"{year}年还没有职工代表巡视或者会议质量评价", False)]


def reported(unit: Unit, year: int, on: date) -> Iterator[Row]:
    """What the congress has to hear each year; each counts where a session of the year had it and was through with it."""
    done = AgendaItem.objects.filter(
        session__in=_sessions(unit, year, on), state=AgendaItem.State.DONE, matter__in=REPORTED
    )
    told = {one.matter: one for one in done.select_related("session").order_by("-pk")}
    for matter, words in REPORTED.items():
        one = told.get(matter)
        yield Row(
            words, one is not None, one.get_absolute_url() if one else "", str(one.session.held_on if one else "")
        )


def kept(unit: Unit, year: int, on: date) -> Iterator[Row]:
    """The files that the year should leave, by kind; a kind of which there was nothing is left out."""
    sessions = [one for one in _sessions(unit, year, on) if one.state != CongressSession.State.PAST]
    if sessions:
        files = sum(one.archived_at is not None and timezone.localdate(one.archived_at) <= on for one in sessions)
        yield Row("职代会档案", files == len(sessions), reverse("congress:sessions"), f"{files}/{len(sessions)}")
    scope = Scope(channel="proposal", unit=str(unit.pk), year=str(year))
    closed = scope.cut("closed", on)
    if whole := closed.count():
        files = closed.filter(state=State.ARCHIVED).count()
        yield Row("提案档案", files == whole, scope.rows("closed"), f"{files}/{whole}")
    appraisal = Appraisal.objects.with_result().filter(unit=unit, year=year, counted_at__date__lte=on).first()
    if appraisal is not None:
        yield Row(
            "评议档案",
            appraisal.disclosed_at is not None,
            appraisal.get_absolute_url(),
            str(appraisal.disclosed_at or ""),
        )


SOURCES = (
    Source("oversight.tours", "职工代表巡视", "年度内有记录的调研，或者代表对会议的质量评价，至少一次。", tours,
           lambda unit, year: reverse("meetings:days"), "", "次", ("职工代表巡视",)),
    Source("oversight.reported", "福利与劳动保护报告", "职工福利、社会保险和劳动保护中，年度内向职代会报告过的。", reported,
           lambda unit, year: reverse("congress:sessions"), "CON-46", "项", ("福利与劳动保护",)),
    Source("oversight.kept", "档案资料", "年度内的职代会、办结的提案、民主评议中，档案齐全的几类。", kept,
           lambda unit, year: reverse("congress:sessions"), "", "类", ("档案资料",)),
)  # fmt: skip
