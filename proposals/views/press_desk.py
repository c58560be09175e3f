"""Who is late anywhere, and pressing: one duty, the picked proposals, or everything that a unit is late with."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from ymdm.duties.models import Duty, DutyQuerySet, lit
from ymdm.organization.access import allowed
from ymdm.organization.models import Person, Unit, within_paths

from ..back import way_back
from ..models import Proposal
from ..workflow.pressing import press_all

UNITS, ROWS, PER_UNIT, AT_ONCE = 60, 300, 5, 200


@dataclass
class Late:
    """A unit and what it is late with; the longest first."""

    unit: Unit
    number: int
    since: date
    duties: list[Duty] = field(default_factory=list)
    is_pressed: bool = False
    has_slips: bool = False

    @property
    def rest(self) -> int:
        return self.number - len(self.duties)


def pressable(person: Person) -> DutyQuerySet:
    """Duties over which a person watches; the own ones are done, not pressed."""
    watched = Duty.objects.owed().filter(within_paths(person.scope("duties.press"), "unit__path"))
    return watched.exclude(pk__in=Duty.objects.owed_by(person).order_by().values("pk"))


@require_safe
@allowed("duties.press")
def press_desk(request: HttpRequest) -> HttpResponse:
    """Everything that is late, by unit, those with most first; one button for each unit."""
    today = timezone.localdate()
    overdue = pressable(request.user).overdue(today)
    counted = overdue.order_by().values("unit").annotate(number=Count("pk"), since=Min("due_on"))
    numbers = {row["unit"]: row for row in counted.order_by("-number", "since")[:UNITS]}
    shown = lit(overdue.filter(unit__in=list(numbers)).select_related("unit", "person").order_by("due_on", "pk")[:ROWS])
    pressed = set(
        Duty.objects.filter(pk__in=[duty.pk for duty in shown], slips__on=today, slips__stage__startswith="press")
        .order_by()
        .values_list("pk", flat=True)
    )
    by_unit = defaultdict(list)
    for duty in shown:
        by_unit[duty.unit_id].append(duty)
    units = Unit.objects.in_bulk(list(numbers))
    late = []
    for pk, row in numbers.items():
        first, number = by_unit[pk], row["number"]
        all_pressed = len(first) == number and all(duty.pk in pressed for duty in first)
        has_slips = any(duty.pk in pressed for duty in first)
        late.append(Late(units[pk], number, row["since"], first[:PER_UNIT], all_pressed, has_slips))
    total = sum(row.number for row in late)
    context = {
        "late": late,
        "pressed": pressed,
        "lede_title": f"{len(late)} 个单位有 {total} 件逾期",
        "list_url": reverse("proposals:proposal-list"),
    }
    return render(request, "proposals/press_desk.html", context)


@require_POST
@allowed("duties.press")
def press_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Press everything that a unit is late with."""
    unit = get_object_or_404(Unit.objects.filter(within_paths(request.user.scope("duties.press"))), pk=pk)
    today = timezone.localdate()
    overdue = pressable(request.user).overdue(today).filter(unit=unit)
    # Those pressed today already are left out, so that a second press goes on where the first one ended.
    fresh = overdue.exclude(slips__on=today, slips__stage__startswith="press").select_related("unit")
    listed = list(fresh.order_by("due_on", "pk")[: AT_ONCE + 1])
    outcome = press_all(listed[:AT_ONCE], request.user)
    more = "还有没有催到的，请再按一次。" if len(listed) > AT_ONCE else ""
    none = "" if outcome.sent else "这个单位的逾期事项今天都已经催办过。"
    say = messages.success if outcome.sent else messages.warning
    say(request, f"{unit}：{none or outcome.words}{more}")
    return redirect(way_back(request, "proposals:press-desk"))


@require_POST
@allowed("duties.press")
def press(request: HttpRequest) -> HttpResponse:
    """Press what is owed about the picked proposals."""
    picked = [int(pk) for pk in request.POST.getlist("pick")[:AT_ONCE] if pk.isdecimal() and len(pk) < 19]
    visible = Proposal.objects.visible_to(request.user).filter(pk__in=picked).values_list("pk", flat=True)
    owed = pressable(request.user).filter(
        subject_type=ContentType.objects.get_for_model(Proposal), subject_id__in=list(visible), paused_on=None
    )
    if not picked:
        messages.warning(request, "还没有选提案。请在左边勾选要催办的提案，再按“催办”。")
    else:
        outcome = press_all(owed.select_related("unit").order_by("due_on", "pk"), request.user)
        say = messages.success if outcome.sent else messages.warning
        nothing = "所选提案没有需要您催办的事项。"
        say(request, outcome.words if outcome.sent or outcome.refused else nothing)
    return redirect(way_back(request, "proposals:proposal-list"))
