"""The reception days as everybody sees them, booking, the queue of a day, one visit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from proposals.forms.units import handling_units
from proposals.models import Proposal
from ymdm.duties.models import Duty, lit
from ymdm.organization.access import signed_in
from ymdm.rulebook import in_force
from ymdm.workdays import calendar
from ymdm.workflow import NoAuthority, Refused, steps_of

from .. import rules, workflow
from ..forms.receptions import BookForm, HandOnForm, SolveForm, WalkInForm
from ..models import ReceptionDay, ReceptionItem, ReceptionSchedule, ReceptionVisit
from ..workflow.receptions import HORIZON
from .acts import get_or_post

DAY = ("schedule__unit", "schedule__leader", "schedule__substitute", "schedule__recorder", "receiver")
STANDING = Q(visits__is_booked=True) & ~Q(visits__state="cancelled")


@require_safe
@signed_in
def reception(request: HttpRequest) -> HttpResponse:
    """The coming days of the own house with what is still free, and the own bookings."""
    today = timezone.localdate()
    coming = (
        ReceptionDay.objects.visible_to(request.user)
        .planned()
        .filter(on__gte=today, on__lte=today + timedelta(HORIZON + 14))
        .select_related(*DAY)
        .annotate(booked=Count("visits", filter=STANDING))
        .order_by("on", "pk")
    )
    mine = (
        ReceptionVisit.objects.filter(visitor=request.user)
        .select_related("day__schedule__unit", "day__receiver")
        .order_by("-day__on", "-pk")[:20]
    )
    workdays, days = calendar(), list(coming)
    law = rules.BOOKING.at(request.user.unit, today)
    booked = {visit.day_id for visit in mine if visit.state != ReceptionVisit.State.CANCELLED}
    rows = [
        {
            "day": day,
            "free": max(0, day.schedule.slots - day.booked),
            "until": rules.last_booking_day(day.on, law.value or 0, workdays),
            "is_open": workflow.booking_open(day, today, law.value or 0, workdays),
            "is_mine": day.pk in booked,
        }
        for day in days
    ]
    cited = in_force((rules.SCHEDULE, rules.BOOKING, rules.CONFIDENTIAL), request.user.unit, today)
    return render(request, "meetings/reception.html", {"rows": rows, "mine": mine, "rules": cited})


@get_or_post
@signed_in
def book(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a free slot of a day and say what it is about."""
    day = get_object_or_404(ReceptionDay.objects.visible_to(request.user).select_related(*DAY), pk=pk)
    step = steps_of(ReceptionVisit)["book"]
    if why := step.authority(day.unit, request.user):
        raise NoAuthority(why)
    taken = set(day.visits.standing().values_list("slot", flat=True))
    free = [slot for slot in range(1, day.schedule.slots + 1) if slot not in taken]
    form = BookForm(request.POST if request.method == "POST" else None, obj=day, person=request.user, free=free)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                visit = workflow.book(day.unit, request.user, day=day, **form.typed())
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                messages.success(request, f"已预约：{visit.day}，{visit.begins:%H:%M}。")
                return redirect(visit)
    return render(request, "meetings/book.html", {"form": form, "day": day}, status=status)


@require_safe
@signed_in
def day(request: HttpRequest, pk: int) -> HttpResponse:
    """One day. Its queue is for whoever receives and writes down; everybody else reads how much is booked (PRO-67)."""
    found = get_object_or_404(ReceptionDay.objects.visible_to(request.user).select_related(*DAY), pk=pk)
    concerned = found.concerns(request.user)
    visits = list(found.visits.standing().select_related("visitor__unit").annotate(raised=Count("items")))
    for visit in visits:
        visit.day = found
    duty = lit(Duty.objects.of(found).owed().select_related("unit", "person")[:1])
    context: dict[str, Any] = {
        "day": found,
        "concerned": concerned,
        "visits": visits if concerned else [],
        "booked": sum(visit.is_booked for visit in visits),
        "waiting": sum(visit.state == ReceptionVisit.State.BOOKED for visit in visits),
        "duty": duty[0] if duty and request.user.may("meetings.read", found.unit) else None,
        "is_today": found.on <= timezone.localdate(),
        "acts": [verb for verb in ("stand_in", "finish") if steps_of(ReceptionDay)[verb].is_open(found, request.user)],
        "rules": in_force((rules.SCHEDULE, rules.CONFIDENTIAL, rules.FIRST_RECEIVER), found.unit, timezone.localdate()),
        "walk_in": WalkInForm(obj=found, person=request.user)
        if steps_of(ReceptionDay)["walk_in"].is_open(found, request.user)
        else None,
    }
    return render(request, "meetings/day.html", context)


@require_safe
@signed_in
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """One visit: what was raised and what became of it; whoever receives registers here."""
    items = Prefetch("items", ReceptionItem.objects.select_related("matter__lead_unit"))
    found = get_object_or_404(
        ReceptionVisit.objects.visible_to(request.user)
        .select_related("visitor__unit", *(f"day__{name}" for name in DAY))
        .prefetch_related(items),
        pk=pk,
    )
    steps = steps_of(ReceptionVisit)
    open_ = {
        verb
        for verb in ("solve", "hand_on", "mark_absent", "sign_off", "cancel")
        if steps[verb].is_open(found, request.user)
    }
    context = {
        "visit": found,
        "day": found.day,
        "concerned": found.day.concerns(request.user),
        "is_visitor": found.visitor_id == request.user.pk,
        "may": {verb: verb in open_ for verb in ("solve", "hand_on", "mark_absent", "sign_off", "cancel")},
        "solve": SolveForm(obj=found, person=request.user, auto_id="solve_%s") if "solve" in open_ else None,
        "hand_on": HandOnForm(obj=found, person=request.user, auto_id="hand_%s") if "hand_on" in open_ else None,
        "units": handling_units(found.unit) if "hand_on" in open_ else [],
        "today": timezone.localdate(),
        # Whoever wrote down is not always the one who opened the matter.
        "seen": set(
            Proposal.objects.visible_to(request.user).filter(reception_item__visit=found).values_list("pk", flat=True)
        ),
        "rules": in_force((rules.FIRST_RECEIVER, rules.CONFIDENTIAL), found.unit, timezone.localdate()),
    }
    return render(request, "meetings/visit.html", context)


@require_safe
@signed_in
def schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """One schedule with its days."""
    found = get_object_or_404(
        ReceptionSchedule.objects.visible_to(request.user).select_related("unit", "leader", "substitute", "recorder"),
        pk=pk,
    )
    days = found.days.select_related("receiver").annotate(booked=Count("visits", filter=STANDING)).order_by("-on")[:60]
    shown = list(days)
    for one in shown:
        one.schedule = found
    may_end = found.ended_on is None and request.user.may("meetings.arrange", found.unit)
    context = {
        "schedule": found,
        "days": shown,
        "may_end": may_end,
        "rules": in_force((rules.SCHEDULE, rules.BOOKING, rules.CONFIDENTIAL), found.unit, timezone.localdate()),
    }
    return render(request, "meetings/schedule.html", context)
