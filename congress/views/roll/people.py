"""The file of a representative, the yearly report, joint meetings, and the meetings of teams."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.http import require_POST, require_safe

from ymdm.attachments.models import Attachment
from ymdm.attachments.workflow import attach
from ymdm.organization.access import signed_in
from ymdm.organization.models import Person, Unit
from ymdm.papers.export import export
from ymdm.rulebook import in_force
from ymdm.workflow import NoAuthority, Refused, steps_of

from ... import roll_papers
from ...forms.roll.filters import TeamFilter
from ...forms.roll.people import TeamForm
from ...models import Attendee, JointMatter, JointMeeting, JointMember, Mandate, TeamMeeting, YearReport
from ...rules import catalogue as rule
from ...workflow import roll as workflow
from ...workflow.reporting import GRADES, constituents, may_rate
from ...workflow.teams import may_record
from .acts import get_or_post

KEEP = "congress.keep_roll"
PER_PAGE = 20
# Beyond so many one does not tick who was there: a team is asked for first.
MOST_IN_A_TEAM = 60


@require_safe
@signed_in
def representative(request: HttpRequest, pk: int) -> HttpResponse:
    """The file: seats, attendance, proposals, training, reports and ratings; for the person and those who watch."""
    found = get_object_or_404(
        Mandate.objects.visible_to(request.user).select_related(
            "person__unit", "term__unit", "delegation", "constituency", "appointment", "election"
        ),
        pk=pk,
    )
    today = timezone.localdate()
    steps = steps_of(Mandate)
    called = Attendee.objects.filter(mandate=found).select_related("session__term").order_by("-session__held_on")
    sessions = [row for row in called if row.session.is_open or row.session.is_over]
    reports = list(found.reports.select_related("mandate__person"))
    own = found.person_id == request.user.pk
    context = {
        "seat": found,
        "is_own": own,
        "in_force": found.is_in_force(today) or found.appointment.from_on > today,
        "others": Mandate.objects.visible_to(request.user)
        .filter(person=found.person)
        .exclude(pk=found.pk)
        .select_related("term__unit", "delegation", "appointment", "person"),
        "sessions": sessions,
        "attended": sum(row.arrived_at is not None for row in sessions),
        "figures": _figures(found),
        "trainings": found.trainings.all(),
        "hours": sum(one.hours for one in found.trainings.all()),
        "reports": reports,
        "may_begin": own and found.is_in_force(today) and all(one.year != today.year for one in reports),
        "year": today.year,
        "may": {verb: steps[verb].is_open(found, request.user) for verb in steps},
        "rules": in_force((rule.MANDATE_ENDS, rule.YEARLY_REPORT), found.unit, today),
    }
    return render(request, "congress/roll/representative.html", context)


def _figures(seat: Mandate) -> list[tuple[str, int]]:
    return [
        row for dotted in settings.YMDM_FILE_OF_REPRESENTATIVE for row in import_string(dotted)(seat.person, seat.term)
    ]


@require_POST
@signed_in
def report_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the report of this year before the clock asks for it."""
    seat = get_object_or_404(Mandate.objects.visible_to(request.user).select_related("term__unit", "person"), pk=pk)
    made = workflow.owe_report(seat.unit, request.user, mandate=seat, year=timezone.localdate().year)
    return redirect(made)


@require_safe
@signed_in
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: the constituency reads it and rates it once, on the phone."""
    found = get_object_or_404(
        YearReport.objects.visible_to(request.user).select_related(
            "mandate__person__unit", "mandate__term__unit", "mandate__constituency", "mandate__delegation"
        ),
        pk=pk,
    )
    today = timezone.localdate()
    context = {
        "report": found,
        "is_own": found.mandate.person_id == request.user.pk,
        "may_give": steps_of(YearReport)["give_report"].is_open(found, request.user),
        "may_rate": may_rate(found, request.user, today),
        "has_rated": found.raters.filter(person=request.user).exists(),
        "grades": GRADES.items(),
        "asked": constituents(found.mandate).count(),
        "rules": in_force((rule.YEARLY_REPORT,), found.unit, today),
    }
    return render(request, "congress/roll/report.html", context)


@require_POST
@signed_in
def report_rate(request: HttpRequest, pk: int) -> HttpResponse:
    """Rate a report of one's own constituency."""
    found = get_object_or_404(
        YearReport.objects.visible_to(request.user).select_related("mandate__person__unit", "mandate__constituency"),
        pk=pk,
    )
    if not constituents(found.mandate).filter(pk=request.user.pk).exists():
        raise NoAuthority("评议由选区职工进行，代表本人和其他人不参加。")
    try:
        workflow.rate(found, request.user, grade=request.POST.get("grade", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "已评议，谢谢您。系统不保存您评了哪一等。")
    return redirect(found)


@require_safe
@signed_in
def joint(request: HttpRequest, pk: int) -> HttpResponse:
    """One joint meeting: who sits there by which office, what was settled, and what a session said about it."""
    matters = Prefetch("matters", JointMatter.objects.select_related("session__term"))
    found = get_object_or_404(
        JointMeeting.objects.visible_to(request.user).select_related("term__unit").prefetch_related(matters), pk=pk
    )
    steps = steps_of(JointMeeting)
    sits = JointMember.objects.filter(meeting=found, person=request.user).exists()
    context = {
        "meeting": found,
        "members": found.members.select_related("person__unit"),
        "may": {verb: steps[verb].is_open(found, request.user) for verb in steps if verb != "call_joint"},
        "keeps": request.user.may(KEEP, found.unit),
        "is_inside": sits or request.user.may("congress.read", found.unit),
        "rules": in_force((rule.JOINT_MEETING, rule.JOINT_BY_UNION), found.unit, timezone.localdate()),
    }
    return render(request, "congress/roll/joint.html", context)


def _teams(request: HttpRequest) -> Any:
    return (
        TeamMeeting.objects.visible_to(request.user).select_related("unit", "recorder").annotate(came=Count("present"))
    )


@require_safe
@signed_in
def teams(request: HttpRequest) -> HttpResponse:
    """Meetings of the own team and of those that one watches over."""
    form = TeamFilter(request.GET)
    page = Paginator(form.apply(_teams(request)), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "congress/roll/teams.html", {"form": form, "page": page})


@require_safe
@signed_in
def teams_export(request: HttpRequest) -> HttpResponse:
    form = TeamFilter(request.GET)
    rows = form.apply(_teams(request))
    return export(request, "班组民主管理会", roll_papers.TEAMS, rows, form.words, unit=request.user.unit)


@require_safe
@signed_in
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting with its photos."""
    found = get_object_or_404(_teams(request).prefetch_related("present"), pk=pk)
    return render(request, "congress/roll/team.html", {"meeting": found, "photos": Attachment.objects.of(found)})


@get_or_post
@signed_in
def team_new(request: HttpRequest) -> HttpResponse:
    """One page on the phone: what was said, who was there, what was raised, a photo. `?unit=` for another team."""
    asked = request.GET.get("unit", "")
    unit = request.user.unit
    if asked.isascii() and asked.isdecimal() and len(asked) < 19:
        unit = get_object_or_404(Unit.objects.open(), pk=int(asked))
        if not may_record(unit, request.user):
            raise Http404
    if Person.objects.filter(unit__path__startswith=unit.path, left_on=None).count() > MOST_IN_A_TEAM:
        below = Unit.objects.within(unit).open().exclude(pk=unit.pk).order_by("path")
        return render(request, "congress/roll/team_choose.html", {"unit": unit, "below": below})
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = TeamForm(*posted, obj=unit, person=request.user)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                with transaction.atomic():
                    made = workflow.record_team(unit, request.user, **form.typed())
                    if form.cleaned_data["photo"]:
                        attach(made, form.cleaned_data["photo"], request.user, accept=(".jpg", ".jpeg", ".png"))
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = 409
            except ValidationError as wrong:
                form.add_error("photo", wrong)
            else:
                messages.success(request, "已登记班组民主管理会。")
                return redirect(made)
    return render(request, "congress/roll/team_new.html", {"form": form, "unit": unit}, status=status)
