"""One page for every act on a reception day or a meeting: the form of the step, and the step itself."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ymdm.organization.access import allowed, signed_in
from ymdm.organization.models import Unit
from ymdm.rulebook import act_page
from ymdm.rulebook.act_page import answer
from ymdm.workflow import steps_of

from .. import workflow
from ..forms import FORMS
from ..forms.bound import ConveneForm
from ..forms.forums import CallForm
from ..forms.receptions import ScheduleForm
from ..forms.series import SeriesForm
from ..models import (
    ActionItem,
    Forum,
    ForumPoint,
    MatterMeeting,
    MeetingSeries,
    ReceptionDay,
    ReceptionSchedule,
    ReceptionVisit,
    SeriesMeeting,
)
from .spoken import sheet_act

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def act(request: HttpRequest, found: QuerySet[Any], pk: int, verb: str) -> HttpResponse:
    return act_page.act(request, found, pk, verb, forms=FORMS, workflow=workflow, back=back_of)


def back_of(obj: Any) -> str:
    return obj.forum.get_absolute_url() if isinstance(obj, ForumPoint) else obj.get_absolute_url()


@get_or_post
@signed_in
def schedule_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = ReceptionSchedule.objects.visible_to(request.user).select_related("unit", "leader", "substitute")
    return act(request, found, pk, verb)


@get_or_post
@signed_in
def day_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = ReceptionDay.objects.visible_to(request.user).select_related("schedule__unit", "receiver")
    return act(request, found, pk, verb)


@get_or_post
@signed_in
def visit_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = ReceptionVisit.objects.visible_to(request.user).select_related("day__schedule__unit", "day__receiver")
    return act(request, found, pk, verb)


@get_or_post
@signed_in
def forum_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    return act(request, Forum.objects.visible_to(request.user).select_related("unit"), pk, verb)


@get_or_post
@signed_in
def point_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    found = ForumPoint.objects.filter(forum__in=Forum.objects.visible_to(request.user)).select_related(
        "forum__unit", "matter", "speaker"
    )
    if verb == "pass_point":
        return sheet_act(request, found, pk)
    return act(request, found, pk, verb)


@get_or_post
@signed_in
def series_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    return act(request, MeetingSeries.objects.visible_to(request.user).select_related("unit"), pk, verb)


@get_or_post
@signed_in
def meeting_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    return act(request, SeriesMeeting.objects.visible_to(request.user).select_related("series__unit"), pk, verb)


@get_or_post
@signed_in
def action_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    seen = SeriesMeeting.objects.visible_to(request.user)
    return act(request, ActionItem.objects.filter(meeting__in=seen).select_related("meeting__series__unit"), pk, verb)


@get_or_post
@signed_in
def bound_act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    return act(request, MatterMeeting.objects.visible_to(request.user).select_related("unit"), pk, verb)


@get_or_post
@allowed("meetings.arrange")
def bound_new(request: HttpRequest) -> HttpResponse:
    """Call a meeting about matters; `?number=` names the first of them."""
    unit, _ = unit_asked(request)
    given = {"initial": {"numbers": request.GET.get("number", "")[:40]}}
    form = ConveneForm(request.POST if request.method == "POST" else None, obj=unit, person=request.user, **given)
    step = steps_of(MatterMeeting)["convene"]
    return answer(
        request,
        form,
        step,
        lambda: workflow.convene(unit, request.user, **form.typed()),
        unit.name,
        _list("all-bound"),
        True,
    )


def unit_asked(request: HttpRequest) -> tuple[Unit, QuerySet[Unit]]:
    """The unit for which something is arranged: `?unit=`, or the topmost in which the person may."""
    units = request.user.units_for("meetings.arrange").open().order_by("depth", "path")
    asked = request.GET.get("unit", "")
    unit = units.filter(pk=int(asked)).first() if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None
    unit = unit or units.first()
    if unit is None:
        raise Http404
    return unit, units


@get_or_post
@allowed("meetings.arrange")
def schedule_new(request: HttpRequest) -> HttpResponse:
    """Announce when a leader receives."""
    unit, _ = unit_asked(request)
    form = ScheduleForm(request.POST if request.method == "POST" else None, obj=unit, person=request.user)
    step = steps_of(ReceptionSchedule)["arrange"]
    return answer(
        request,
        form,
        step,
        lambda: workflow.arrange(unit, request.user, **form.typed()),
        unit.name,
        _list("days"),
        True,
    )


@get_or_post
@allowed("meetings.arrange")
def forum_new(request: HttpRequest) -> HttpResponse:
    """Call a talk."""
    unit, _ = unit_asked(request)
    form = CallForm(request.POST if request.method == "POST" else None, obj=unit, person=request.user)
    step = steps_of(Forum)["call"]
    return answer(
        request, form, step, lambda: workflow.call(unit, request.user, **form.typed()), unit.name, _list("forums"), True
    )


@get_or_post
@allowed("meetings.arrange")
def series_new(request: HttpRequest) -> HttpResponse:
    """Found a series of meetings."""
    unit, _ = unit_asked(request)
    form = SeriesForm(request.POST if request.method == "POST" else None, obj=unit, person=request.user)
    step = steps_of(MeetingSeries)["found"]
    return answer(
        request,
        form,
        step,
        lambda: workflow.found(unit, request.user, **form.typed()),
        unit.name,
        _list("meetings"),
        True,
    )


def _list(name: str) -> str:
    return reverse(f"meetings:{name}")
