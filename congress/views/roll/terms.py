"""Terms: the list, one term, and the roll of its representatives."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.organization.access import allowed, signed_in
from ymdm.organization.models import within_paths
from ymdm.papers.export import export
from ymdm.rulebook import law
from ymdm.workflow import steps_of

from ... import roll_papers
from ...forms.roll.filters import RollFilter
from ...models import CongressTerm, JointMatter, Mandate, OrganMember
from ...roster import count_staff, judge_term_roll, vacancies
from ...rules import catalogue as rule
from ...rules.finding import Finding, Verdict
from ...rules.seats import holds_congress
from ...rules.serving import Committee, judge_committees, judge_length, judge_vacancies

READ, KEEP = "congress.read", "congress.keep_roll"
PER_PAGE = 20
TONES = {"pass": ("ok", "check-c"), "fail": ("bad", "alert"), "warn": ("warn", "alert"), "n/a": ("", "info")}


def _in_office(today: date) -> Q:
    return Q(mandates__appointment__until_on=None) | Q(mandates__appointment__until_on__gte=today)


def shown(findings: list[Finding]) -> list[dict[str, Any]]:
    """Findings as the page draws them: chip, sentence, rule."""
    return [
        {"found": one, "tone": TONES[one.verdict.value][0], "icon": TONES[one.verdict.value][1]} for one in findings
    ]


@require_safe
@signed_in
def terms(request: HttpRequest) -> HttpResponse:
    """The terms of the own house, those of every unit that holds a congress of its own (CON-11)."""
    today = timezone.localdate()
    rows = (
        CongressTerm.objects.visible_to(request.user)
        .select_related("unit")
        .annotate(seats_held=Count("mandates", filter=_in_office(today)))
        .order_by("unit__path", "-begins_on")
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    mine = Mandate.objects.filter(person=request.user).select_related("term").order_by("-appointment__from_on").first()
    context = {"page": page, "today": today, "mine": mine, "may_keep": request.user.may_anywhere(KEEP)}
    return render(request, "congress/roll/terms.html", context)


@require_safe
@signed_in
def term(request: HttpRequest, pk: int) -> HttpResponse:
    """One term: its length, number and composition by rule, constituencies, delegations, committees, joint decisions."""
    found = get_object_or_404(CongressTerm.objects.visible_to(request.user).select_related("unit"), pk=pk)
    today = timezone.localdate()
    on = min(max(today, found.begins_on), found.ends_on)
    here = law(found.unit, today)
    members = Prefetch("members", OrganMember.objects.select_related("person__unit"))
    committees = list(found.organs.filter(session=None).prefetch_related(members))
    holders = set(Mandate.objects.in_force(on).filter(term=found).values_list("person", flat=True))
    empty = vacancies(found, on)
    findings = [judge_length(found.begins_on, found.first_ends_on or found.ends_on, here)]
    findings += judge_term_roll(found, on)
    if not found.is_assembly:
        findings.append(
            judge_vacancies(
                [since or one.counted_on or found.begins_on for one, number, since in empty for _ in range(number)],
                today,
                here,
            )
        )
        findings.append(judge_committees([_as_judged(organ, holders) for organ in committees], here))
    steps = steps_of(CongressTerm)
    may = {verb: steps[verb].is_open(found, request.user) for verb in steps if verb != "open_term"}
    staff = count_staff([found.unit.path], today)
    context = {
        "term": found,
        "today": today,
        "law": here,
        "staff": staff,
        "holds_congress": holds_congress(staff.employees, here),
        "limit": rule.ASSEMBLY.under(here).count,
        "held": len(holders),
        # What does not concern the unit at all would bury what does.
        "findings": shown([one for one in findings if one.verdict is not Verdict.NA or one.code == "number"]),
        "constituencies": found.constituencies.select_related("delegation").annotate(
            held=Count("mandates", filter=_in_office(on))
        ),
        "seats": sum(one.seats for one in found.constituencies.all()),
        "vacancies": empty,
        "delegations": _delegations(found, on),
        "committees": committees,
        "joint": found.joint_meetings.all()[:10],
        "to_confirm": JointMatter.objects.to_confirm(found).select_related("meeting"),
        "guesses": Mandate.objects.filter(term=found, is_guess=True).count(),
        "may": may,
        "may_keep": request.user.may(KEEP, found.unit),
        "may_read": request.user.may(READ, found.unit),
    }
    return render(request, "congress/roll/term.html", context)


def _as_judged(organ: Any, holders: set[int]) -> Committee:
    seats = list(organ.members.all())
    headed = any(seat.is_head and seat.person_id in holders for seat in seats)
    return Committee(organ.kind, len(seats), headed, any(seat.is_elected for seat in seats))


def _delegations(found: CongressTerm, on: date) -> QuerySet[Any]:
    """With the statistics of each (F5)."""
    held = _in_office(on)
    manager = held & Q(mandates__category__in=["manager", "leader"])
    return (
        found.delegations.select_related("head")
        .annotate(
            held=Count("mandates", filter=held),
            women=Count("mandates", filter=held & Q(mandates__person__gender="female")),
            front=Count("mandates", filter=held & Q(mandates__category="front_line")),
            managers=Count("mandates", filter=manager),
        )
        .order_by("pk")
    )


def _rows(found: CongressTerm) -> QuerySet[Mandate]:
    return Mandate.objects.filter(term=found).select_related(
        "person__unit", "delegation", "constituency", "appointment", "term"
    )


def _readable(request: HttpRequest, pk: int) -> CongressTerm:
    watched = within_paths(request.user.scope(READ), "unit__path")
    return get_object_or_404(CongressTerm.objects.filter(watched).select_related("unit"), pk=pk)


@require_safe
@allowed(READ)
def roll(request: HttpRequest, pk: int) -> HttpResponse:
    """The representatives of a term, filtered and sorted, with the composition above them."""
    found = _readable(request, pk)
    form, today = RollFilter(request.GET, term=found), timezone.localdate()
    findings = judge_term_roll(found, min(max(today, found.begins_on), found.ends_on))
    context = {
        "term": found,
        "form": form,
        "today": today,
        "law": law(found.unit, today),
        "page": Paginator(form.apply(_rows(found)), PER_PAGE).get_page(request.GET.get("page")),
        "findings": shown([one for one in findings if one.verdict.value != "n/a"]),
        "guesses": Mandate.objects.filter(term=found, is_guess=True).count(),
        "may_keep": request.user.may(KEEP, found.unit),
    }
    return render(request, "congress/roll/roll.html", context)


@require_safe
@allowed(READ)
def roll_export(request: HttpRequest, pk: int) -> HttpResponse:
    """The same list as a workbook."""
    found = _readable(request, pk)
    form = RollFilter(request.GET, term=found)
    title = f"{found.unit.short}{found}职工代表"
    return export(request, title, roll_papers.ROLL, form.apply(_rows(found)), form.words, unit=found.unit)
