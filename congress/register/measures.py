"""Figures about the unit's own rules and decisions that others may read (evaluation L2 and D6, check C6)."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.urls import reverse

from congress.rules.matters import DECISIONS
from ymdm.measures import Measure
from ymdm.organization.models import Unit

from .models import Correction, Decision, RuleVersion
from .rules import EXPECTED


def rules_complete(unit: Unit, on: date) -> Measure:
    """How many of the six rules that a unit has to have hold on a day: its own or those of a unit above it."""
    kinds = (
        RuleVersion.objects.holding(on)
        .filter(document__unit__in=unit.lineage, document__kind__in=EXPECTED)
        .values_list("document__kind", flat=True)
    )
    return Measure.share(
        "制度健全", len(set(kinds)), len(EXPECTED), counted="项", rows=reverse("register:documents") + "?state=holds",
        definition="章程、实施细则、提案工作制度、议事规则、职工代表制度、公开制度中现行有效的。",
    )  # fmt: skip


def made_in(unit: Unit, year: int, on: date) -> Q:
    return Q(unit=unit, decided_on__year=year, decided_on__lte=on)


def linkage(unit: Unit, year: int, on: date) -> Measure:
    """Decisions of a year with an item of disclosure or a ground, of all. Rule DIS-48."""
    made = Decision.objects.made().filter(made_in(unit, year, on))
    linked = made.filter(Q(state=Decision.State.DISCLOSED) | ~Q(secrecy_ground=""))
    return Measure.share(
        "三重一大挂接", linked.count(), made.count(), counted="项", rule="DIS-48",
        rows=reverse("register:decisions") + "?gap=unlinked", definition="已经公开，或者写明不公开依据的重大决策占全部的比例。",
    )  # fmt: skip


def reserved_passed(unit: Unit, year: int, on: date) -> Measure:
    """Decisions of a year about matters that the congress has to pass, of which it had passed. Rule CON-86, check C6."""
    made = Decision.objects.made().filter(made_in(unit, year, on), right__in=[str(right) for right in DECISIONS])
    return Measure.share(
        "须通过事项经职代会通过", made.filter(not_binding=False).count(), made.count(), counted="项", rule="CON-86",
        rows=reverse("register:decisions") + "?gap=wrong",
        definition="须由职代会通过的决策中，决定之前已有职代会决议的。",
    )  # fmt: skip


def corrections_answered(unit: Unit, year: int, on: date) -> Measure:
    """Notices of correction of a year that the unit answered in writing. Rule CON-86."""
    sent = Correction.objects.filter(unit=unit, sent_on__year=year, sent_on__lte=on)
    return Measure.share(
        "纠正通知答复", sent.filter(answered_on__lte=on).count(), sent.count(), counted="件", rule="CON-86",
        rows=reverse("register:decisions") + "?gap=unanswered", definition="工会发出的纠正通知中，单位已经书面答复的。",
    )  # fmt: skip
