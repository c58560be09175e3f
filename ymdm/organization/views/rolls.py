"""Units and the people on their rolls: the tree, the list, a person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.ledger.models import Event
from ymdm.securitylog.models import Kind
from ymdm.securitylog.writing import write

from ..access import allowed, signed_in
from ..forms.rolls import NOT_OPENED, PeopleFilter
from ..models import Appointment, Level, Person, Unit
from ..pairs import SEE, is_officer_there

READ = "organization.read_people"
PER_PAGE = 20


@dataclass
class Branch:
    """A unit in the tree: how many people stand in its subtree, what is shown below it."""

    unit: Unit
    people: int
    is_here: bool
    is_open: bool
    is_near: bool  # on the way to the chosen unit, or right below it; phones show no more
    has_more: bool
    branches: list[Branch] = field(default_factory=list)


@require_safe
@allowed(READ)
def units(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The tree of the units whose roll one may read, with one of them chosen: its people and what it is."""
    reach = request.user.units_for(READ)
    everything = list(reach.open().order_by("depth", "order", "code"))
    chosen = get_object_or_404(reach.select_related("parent"), pk=pk) if pk else next(iter(everything), None)
    if chosen is None:
        raise Http404
    here = Person.objects.filter(unit__path__startswith=chosen.path, left_on=None)
    form = PeopleFilter(request.GET, units=reach)
    del form.fields["unit"]
    below = [unit for unit in everything if unit.path.startswith(chosen.path) and unit != chosen]
    context = {
        "unit": chosen,
        "lede": f"{_levels(below)}在册 {here.count():,} 人。",
        "aliases": chosen.aliases.replace("|", "、"),
        "tree": _tree(everything, chosen),
        "history": chosen.history.all(),
        "offices": _offices(chosen),
        "is_above": reach.filter(pk=chosen.parent_id).exists(),
        "waiting": here.filter(NOT_OPENED, is_active=True).count(),
        "may": _rights(request.user, chosen),
    }
    return render(request, _part(request, "organization/units.html"), context | _people(request, form, here))


@require_safe
@allowed(READ)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody whose roll one may read, filtered and sorted."""
    form = PeopleFilter(request.GET, units=request.user.units_for(READ))
    everybody = Person.objects.visible_to(request.user).filter(left_on=None)
    context = {
        "may": {act: request.user.may_anywhere(f"organization.{act}") for act in ("import_people", "export_people")}
    }
    return render(request, _part(request, "organization/people.html"), context | _people(request, form, everybody))


@require_safe
@signed_in
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: where, in which office since when, and what was done about the entry."""
    found = get_object_or_404(Person.objects.visible_to(request.user).select_related("unit"), pk=pk)
    if found.pk != request.user.pk:
        write(Kind.PERSONAL, request, says=f"{found}（{found.staff_number}）")
    terms = found.appointments.select_related("office__unit").order_by("-from_on", "-pk")
    today = timezone.localdate()
    context = {
        "person": found,
        "lineage": Unit.objects.above(found.unit),
        "running": [term for term in terms if term.until_on is None or term.until_on >= today],
        "ended": [term for term in terms if term.until_on and term.until_on < today],
        "events": Event.objects.of(found),
        "has_factors": bool(settings.YMDM_RESET_FACTOR),
        "may": _rights(request.user, found.unit),
        "may_look": request.user.may_anywhere(SEE) and not is_officer_there(found.unit, request.user),
    }
    return render(request, "organization/person.html", context)


def _people(request: HttpRequest, form: PeopleFilter, everybody: QuerySet[Person]) -> dict[str, Any]:
    rows = form.apply(everybody.select_related("unit")).prefetch_related(
        Prefetch(
            "appointments",
            Appointment.objects.in_force(timezone.localdate()).select_related("office__unit"),
            to_attr="offices_now",
        )
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return {"form": form, "page": page, "total": page.paginator.count}


def _levels(units_: list[Unit]) -> str:
    """“8 个单位，38 个部门，16 个班组，” — what stands below a unit, in the order of the levels."""
    counts = Counter(unit.level for unit in units_)
    return "".join(f"{counts[level]} 个{label}，" for level, label in Level.choices if counts[level])


def _part(request: HttpRequest, page: str) -> str:
    """Only the list, where htmx asks for the list only."""
    htmx = getattr(request, "htmx", None)
    return f"{page}#roll" if htmx and htmx.target == "roll" else page


def _rights(by: Any, unit: Unit) -> dict[str, bool]:
    acts = ("edit_units", "import_people", "export_people", "edit_people", "appoint", "issue_codes")
    return {act: by.may(f"organization.{act}", unit) for act in acts} | {"settle": by.may("rulebook.settle", unit)}


def _offices(unit: Unit) -> QuerySet[Appointment]:
    """Who holds an office in the unit itself today."""
    return (
        Appointment.objects.in_force(timezone.localdate())
        .filter(office__unit=unit)
        .select_related("person", "office__unit")
        .order_by("office__role", "from_on")
    )


def _tree(units_: list[Unit], chosen: Unit) -> list[Branch]:
    """The units as branches; only what lies on the way to the chosen one, and next to it, is unfolded."""
    counts: Counter[int] = Counter()
    for row in Unit.objects.filter(people__left_on=None).values("path").annotate(people=Count("people")):
        for pk in row["path"].strip("/").split("/"):
            counts[int(pk)] += row["people"]
    parents = {unit.parent_id for unit in units_}
    branches: dict[int, Branch] = {}
    tops: list[Branch] = []
    for unit in units_:
        is_open = chosen.path.startswith(unit.path)
        is_near = is_open or unit.parent_id == chosen.pk
        branch = Branch(unit, counts[unit.pk], unit.pk == chosen.pk, is_open, is_near, unit.pk in parents)
        branches[unit.pk] = branch
        above = branches.get(unit.parent_id or 0)
        if above is None:
            tops.append(branch)
        elif above.is_open:
            above.branches.append(branch)
    return tops
