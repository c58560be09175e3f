"""A year of assessment for 300 units in one run: begun from the records, signed, scored by two, shown, final, published."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from evaluation.assessments import workflow
from evaluation.assessments.models import Assessment, Place, Standings, UnionPoint
from evaluation.assessments.results import outcome_of
from evaluation.assessments.workflow.checking import Claim
from evaluation.assessments.workflow.scoring import Mark
from evaluation.schemes import workflow as schemes
from evaluation.schemes.models import Scheme
from tests import factories as make
from ymdm.organization.models import LegalType, Level, Person, Role, Unit
from ymdm.roof.demo.assessments import indicators

from .tables import heading, line, table

UNITS, LOOKED_AT = 300, (10, 150, 300)  # at these the queries of one unit are counted


def measure(units: int = UNITS) -> None:
    root = make.unit("考评评测局", level=Level.BUREAU)
    union, second, *inspectors = (make.person(root, role=Role.UNION_OFFICER) for _ in range(4))
    scheme = _scheme(root, union, second)
    spent: dict[str, float] = {}
    queries: dict[str, list[int]] = {}

    def timed(what: str, act: Callable[[], object], count: bool) -> None:
        start = time.perf_counter()
        if count:
            with CaptureQueriesContext(connection) as asked:
                act()
            queries.setdefault(what, []).append(len(asked))
        else:
            act()
        spent[what] = spent.get(what, 0.0) + time.perf_counter() - start

    for number in range(1, units + 1):
        unit = make.unit(parent=root, level=Level.UNIT, legal_type=LegalType.PUBLIC_INSTITUTION)
        filler, head = make.person(unit, role=Role.UNION_OFFICER), make.person(unit, role=Role.LEADER)
        count = number in LOOKED_AT
        timed("begin: 21 figures read", lambda unit=unit: workflow.begin(unit, union, scheme=scheme), count)
        one = Assessment.objects.select_related("unit", "scheme__unit").get(unit=unit)
        timed("fill, hand in, sign", lambda one=one, who=(filler, head): _check(one, *who), count)
        timed("two score and sign", lambda one=one: _score(one, union, inspectors), count)
        timed("show, accept, final", lambda one=one, head=head: _finish(one, union, head), count)
    made = workflow.propose_standings(root, union, scheme=scheme, quota=40)
    found = Standings.objects.select_related("scheme__unit").get(pk=made.pk)
    timed("publish all", lambda: workflow.publish_standings(found, second), True)
    again = list(Assessment.objects.filter(scheme=scheme).select_related("scheme"))
    timed("every score once more from its items", lambda: _same(again), True)
    heading(f"A year of assessment, {units} units × {scheme.items.count()} items, in one run")
    rows = [
        (what, f"{took:.1f} s", f"{1000 * took / units:.0f} ms", ", ".join(map(str, queries.get(what, []))))
        for what, took in spent.items()
    ]
    table(("", "seconds", "a unit", f"queries of one unit: the {', '.join(map(str, LOOKED_AT))}th"), rows)
    line(f"places {Place.objects.filter(standings=made).count()}, weak items {UnionPoint.objects.count():,}")
    for what in ("begin: 21 figures read", "fill, hand in, sign", "two score and sign"):
        assert len(set(queries[what])) == 1, (what, queries[what])


def _scheme(root: Unit, union: Person, second: Person) -> Scheme:
    made = schemes.draft(
        root, union, year=timezone.localdate().year, unit_class="institution", indicators=indicators(),
        self_check_due_on=timezone.localdate() + timedelta(days=20),
    )  # fmt: skip
    schemes.announce(made, second)
    return Scheme.objects.select_related("unit").get(pk=made.pk)


def _again(one: Assessment) -> Assessment:
    return Assessment.objects.select_related("unit", "scheme__unit").get(pk=one.pk)


def _check(one: Assessment, filler: Person, head: Person) -> None:
    missing = [answer for answer in one.answers.select_related("item") if answer.is_missing]
    workflow.fill(one, filler, claims={answer.pk: Claim(answer.item.full, True, "有材料") for answer in missing})
    workflow.hand_in(one, filler)
    workflow.sign(_again(one), head)


def _score(one: Assessment, union: Person, inspectors: list[Person]) -> None:
    workflow.name_inspectors(_again(one), union, people=inspectors)
    answers = [answer for answer in one.answers.select_related("item") if not answer.item.is_outside]
    for person in inspectors:
        marks = {answer.pk: Mark(answer.item.full * Decimal("0.5"), "少一半") for answer in answers}
        workflow.score(_again(one), person, marks=marks)
        workflow.sign_scores(_again(one), person)


def _finish(one: Assessment, union: Person, head: Person) -> None:
    workflow.show(_again(one), union)
    workflow.accept(_again(one), head)
    workflow.finish(_again(one), union)


def _same(found: list[Assessment]) -> None:
    assert all(outcome_of(one).score == one.score for one in found)
