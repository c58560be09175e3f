"""The lists of those who arrange and watch: reception days, and talks; the same rows as workbooks."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ymdm.organization.access import allowed, signed_in
from ymdm.organization.models import within_paths
from ymdm.papers.export import export

from .. import papers
from ..forms.filters import BoundFilter, DayFilter, ForumFilter, MeetingFilter
from ..models import (
    ActionItem,
    Attendee,
    BoundMatter,
    Forum,
    ForumPoint,
    MatterMeeting,
    MeetingSeries,
    ReceptionDay,
    ReceptionSchedule,
    ReceptionVisit,
    SeriesMeeting,
)

READ = "meetings.read"
PER_PAGE = 20


def number(rows: QuerySet[Any], by: str) -> Any:
    """How many of `rows` point at the row, counted apart so that two counts do not multiply."""
    counted = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _days(request: HttpRequest) -> QuerySet[ReceptionDay]:
    visits = ReceptionVisit.objects.standing()
    received = Q(state__in=[ReceptionVisit.State.RECEIVED, ReceptionVisit.State.SIGNED_OFF])
    watched = within_paths(request.user.scope(READ), "schedule__unit__path")
    return (
        ReceptionDay.objects.visible_to(request.user)
        .filter(watched)
        .select_related("schedule__unit", "schedule__leader", "receiver")
        .annotate(booked=number(visits.filter(is_booked=True), "day"), received=number(visits.filter(received), "day"))
    )


def forums_of(request: HttpRequest) -> QuerySet[Forum]:
    points = ForumPoint.objects.all()
    return (
        Forum.objects.visible_to(request.user)
        .select_related("unit", "host", "delegation")
        .annotate(
            came=number(Attendee.objects.filter(came=True), "forum"),
            raised=number(points, "forum"),
            handed=number(points.filter(matter__isnull=False), "forum"),
            answered=number(points.filter(matter__replied_on__isnull=False), "forum"),
        )
    )


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> Any:
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


@require_safe
@allowed(READ)
def days(request: HttpRequest) -> HttpResponse:
    """Reception days of the units that one watches over, with the schedules they come from."""
    form = DayFilter(request.GET)
    schedules = (
        ReceptionSchedule.objects.visible_to(request.user)
        .running()
        .filter(within_paths(request.user.scope(READ), "unit__path"))
        .select_related("unit", "leader", "substitute")[:20]
    )
    context = {
        "form": form,
        "page": page_of(request, form.apply(_days(request))),
        "schedules": schedules,
        "may_arrange": request.user.may_anywhere("meetings.arrange"),
    }
    return render(request, "meetings/days.html", context)


@require_safe
@allowed(READ)
def days_export(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook: days and numbers, no visitor."""
    form = DayFilter(request.GET)
    rows = form.apply(_days(request))
    return export(request, "领导接待日", papers.DAYS, rows, form.words, unit=request.user.unit)


@require_safe
@signed_in
def forums(request: HttpRequest) -> HttpResponse:
    """Talks that one may see: those held are everybody's."""
    form = ForumFilter(request.GET)
    context = {
        "form": form,
        "page": page_of(request, form.apply(forums_of(request))),
        "may_arrange": request.user.may_anywhere("meetings.arrange"),
        "may_read": request.user.may_anywhere(READ),
    }
    return render(request, "meetings/forums.html", context)


@require_safe
@signed_in
def forums_export(request: HttpRequest) -> HttpResponse:
    form = ForumFilter(request.GET)
    return export(
        request, "恳谈座谈", papers.FORUMS, form.apply(forums_of(request)), form.words, unit=request.user.unit
    )


def _meetings(request: HttpRequest) -> QuerySet[SeriesMeeting]:
    actions = ActionItem.objects.all()
    return (
        SeriesMeeting.objects.visible_to(request.user)
        .select_related("series__unit")
        .annotate(resolved=number(actions, "meeting"), done=number(actions.filter(done_at__isnull=False), "meeting"))
    )


@require_safe
@signed_in
def meetings(request: HttpRequest) -> HttpResponse:
    """Meetings that one may see: one's own series, those one watches over, and what was held or skipped."""
    form = MeetingFilter(request.GET)
    context = {
        "form": form,
        "page": page_of(request, form.apply(_meetings(request))),
        "all_series": MeetingSeries.objects.visible_to(request.user).running().select_related("unit", "chair")[:20],
        "may_arrange": request.user.may_anywhere("meetings.arrange"),
        "may_read": request.user.may_anywhere(READ),
    }
    return render(request, "meetings/meetings.html", context)


@require_safe
@signed_in
def meetings_export(request: HttpRequest) -> HttpResponse:
    form = MeetingFilter(request.GET)
    return export(request, "例会", papers.MEETINGS, form.apply(_meetings(request)), form.words, unit=request.user.unit)


def _bound(request: HttpRequest) -> QuerySet[MatterMeeting]:
    return (
        MatterMeeting.objects.visible_to(request.user)
        .select_related("unit", "host")
        .annotate(matters=number(BoundMatter.objects.all(), "meeting"))
    )


@require_safe
@signed_in
def all_bound(request: HttpRequest) -> HttpResponse:
    """Meetings about matters that one sees, runs or watches over."""
    form = BoundFilter(request.GET)
    context = {
        "form": form,
        "page": page_of(request, form.apply(_bound(request))),
        "may_arrange": request.user.may_anywhere("meetings.arrange"),
        "may_read": request.user.may_anywhere(READ),
    }
    return render(request, "meetings/all_bound.html", context)


@require_safe
@signed_in
def bound_export(request: HttpRequest) -> HttpResponse:
    form = BoundFilter(request.GET)
    return export(request, "专题会", papers.BOUND, form.apply(_bound(request)), form.words, unit=request.user.unit)
