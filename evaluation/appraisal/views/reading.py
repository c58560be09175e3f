"""The pages of one appraisal: its course, the reports, the results for those who read them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ymdm.attachments.models import Attachment
from ymdm.duties.models import Duty, lit
from ymdm.ledger.record import record
from ymdm.organization.access import signed_in
from ymdm.organization.models import Person
from ymdm.rulebook import in_force
from ymdm.workflow import steps_of

from .. import results, rules
from ..forms import FORMS
from ..measures import taking_part
from ..models import Appraisal, Appraisee, Flag, ReportFiles, State
from .course import stations_of

READ = "appraisal.read_results"


def _found(request: HttpRequest, pk: int) -> Appraisal:
    seen = Appraisal.objects.visible_to(request.user)
    return get_object_or_404(
        seen.select_related("unit", "superior", "term__unit", "session__term__unit", "box__ceremony", "ceremony"), pk=pk
    )


def _may(obj: Any, person: Person) -> dict[str, bool]:
    """Each act that has a form, and whether the person can do it now."""
    steps = steps_of(type(obj))
    return {verb: steps[verb].is_open(obj, person) for verb in FORMS[type(obj)]}


@require_safe
@signed_in
def appraisal(request: HttpRequest, pk: int) -> HttpResponse:
    """The course of one appraisal. Figures of single leaders stand on pages of their own."""
    found, person, now = _found(request, pk), request.user, timezone.now()
    lines = list(found.appraisees.select_related("person"))
    for line in lines:
        line.appraisal = found
    own = next((line for line in lines if line.person_id == person.pk), None)
    watches = person.may("appraisal.read", found.unit)
    groups = list(found.groups.all())
    numbers = _numbers(found)
    box = found.box
    context = {
        "appraisal": found,
        "lines": lines,
        "own": own,
        "reads_own": own is not None and results.reads(own, person, now),
        "own_may": _may(own, person) if own else {},
        "reads_all": results.reads_all(found, person, now),
        "may": _may(found, person),
        "runs": person.may("appraisal.run", found.unit),
        "may_disclose": found.state == State.SENT_UP and person.may("appraisal.run", found.unit),
        "may_look": found.has_result and own is None and person.may("appraisal.look", found.unit),
        "look_until": results.look_until(found, person, now),
        "stations": stations_of(found),
        "groups": [(group, numbers.get(group.pk, 0)) for group in groups],
        "reads_reports": found.state != State.PLANNED and (watches or own is not None or found.votes(person)),
        "discussions": list(found.discussions.select_related("delegation")) if watches or found.votes(person) else [],
        "took_part": taking_part(found) if found.counted_at else None,
        "roll_state": box.roll_state(person) if box else None,
        "turnout": box.turnout() if box and found.state == State.VOTING else None,
        "keeps": found.ceremony is not None and found.ceremony.is_kept_by(person),
        "duties": lit(Duty.objects.of(found).owed().select_related("unit", "person")) if watches else [],
        "rules": in_force((rules.ORDER, rules.PART, rules.SEEN, rules.OWN), found.unit, timezone.localdate()),
    }
    return render(request, "appraisal/appraisal.html", context)


def _numbers(found: Appraisal) -> dict[int, int]:
    """How many people each group has."""
    return dict(found.voters.order_by().values_list("group").annotate(Count("pk")))


@require_safe
@signed_in
def reports(request: HttpRequest, pk: int) -> HttpResponse:
    """The reports on duties and integrity, for those who vote, those appraised, and those who watch."""
    found, person = _found(request, pk), request.user
    watches = person.may("appraisal.read", found.unit)
    concerned = found.votes(person) or found.appraisees.filter(person=person).exists()
    if found.state == State.PLANNED or not (watches or concerned):
        raise Http404
    lines = list(found.appraisees.people().exclude(reported_at=None).select_related("person"))
    _with_files(found, lines)
    return render(request, "appraisal/reports.html", {"appraisal": found, "lines": lines})


def _with_files(found: Appraisal, lines: list[Appraisee]) -> None:
    """Put its files to each line, two queries."""
    owners = dict(ReportFiles.objects.filter(appraisee__appraisal=found).values_list("pk", "appraisee"))
    kind = ContentType.objects.get_for_model(ReportFiles)
    by_line: dict[int, list[Attachment]] = defaultdict(list)
    for one in Attachment.objects.filter(subject_type=kind, subject_id__in=owners):
        by_line[owners[one.subject_id]].append(one)
    for line in lines:
        line.files = by_line[line.pk]  # type: ignore[attr-defined]


@require_safe
@signed_in
@never_cache
def all_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Every line side by side, for whoever reads all of them; the ledger keeps that it was read."""
    found, person, now = _found(request, pk), request.user, timezone.now()
    if not results.reads_all(found, person, now):
        raise Http404
    _recorded(found, person)
    flags = Flag.objects.filter(appraisee__appraisal=found).select_related("appraisee__person", "answered_by")
    context = {
        "appraisal": found,
        "rows": results.rows_of(found),
        "flags": flags,
        "took_part": taking_part(found),
        "look_until": results.look_until(found, person, now),
        "rules": in_force((rules.RATES, rules.LINES, rules.FLAGS, rules.SEEN), found.unit, timezone.localdate()),
    }
    return render(request, "appraisal/results.html", context)


@require_safe
@signed_in
@never_cache
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """One line with its years: for the leader the own, for whoever reads all every one."""
    seen = Appraisee.objects.visible_to(request.user)
    one = get_object_or_404(
        seen.select_related("person", "appraisal__unit", "appraisal__superior", "appraisal__box"), pk=pk
    )
    person, now = request.user, timezone.now()
    if not results.reads(one, person, now):
        raise Http404
    is_own = one.person_id == person.pk
    if not is_own:
        _recorded(one.appraisal, person)
    row = next((row for row in results.rows_of(one.appraisal) if row.appraisee.pk == one.pk), None)
    if row is None:
        raise Http404
    years = results.years_of(one.person, person, now) if one.person else []
    flags = list(one.flags.select_related("answered_by", "appraisee__appraisal__superior"))
    answers = steps_of(Flag)["answer_flag"]
    context = {
        "one": one,
        "appraisal": one.appraisal,
        "row": row,
        "is_own": is_own,
        "years": years,
        "flags": [(flag, answers.is_open(flag, person)) for flag in flags],
        "may_explain": steps_of(Appraisee)["explain"].is_open(one, person),
        "rules": in_force((rules.RATES, rules.FLAGS, rules.SEEN), one.appraisal.unit, timezone.localdate()),
    }
    return render(request, "appraisal/result.html", context)


def _recorded(found: Appraisal, person: Person) -> None:
    record(
        READ,
        found,
        person,
        says="查看民主评议结果",
        role=person.acting_as("appraisal.read", found.unit),
        unit=found.unit,
    )
