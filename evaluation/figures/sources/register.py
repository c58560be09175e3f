"""Figures about the unit's own rules and decisions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from congress.register.measures import made_in
from congress.register.models import Decision, RuleVersion
from congress.register.rules import EXPECTED, KINDS
from congress.rules.matters import DECISIONS
from ymdm.organization.models import Unit

from ..shapes import Row, Source

WORDS = dict(KINDS)


def rules(unit: Unit, year: int, on: date) -> Iterator[Row]:
    """The six rules that a unit has to have: its own or those of a unit above it."""
    holding = RuleVersion.objects.holding(on).filter(document__unit__in=unit.lineage, document__kind__in=EXPECTED)
    here = {version.document.kind: version for version in holding.select_related("document")}
    for kind in EXPECTED:
        version = here.get(kind)
        url = version.document.get_absolute_url() if version else ""
        yield Row(WORDS[kind], version is not None, url, f"{version.pk if version else ''}")


def passed(unit: Unit, year: int, on: date) -> Iterator[Row]:
    """Decisions about matters that the congress has to pass; those count that it had passed."""
    made = Decision.objects.made().filter(made_in(unit, year, on), right__in=[str(right) for right in DECISIONS])
    for one in made.order_by("pk"):
        yield Row(one.title, not one.not_binding, one.get_absolute_url(), f"{one.decided_on} {one.right}")


def linked(unit: Unit, year: int, on: date) -> Iterator[Row]:
    """Decisions of the year; those count that are disclosed or say by which ground they are not."""
    for one in Decision.objects.made().filter(made_in(unit, year, on)).order_by("pk"):
        is_met = one.state == Decision.State.DISCLOSED or bool(one.secrecy_ground)
        yield Row(one.title, is_met, one.get_absolute_url(), f"{one.decided_on} {one.state}")


SOURCES = (
    Source("register.rules", "制度健全", "章程、实施细则、提案工作制度、议事规则、职工代表制度、公开制度中现行有效的。", rules,
           lambda unit, year: reverse("register:documents") + "?state=holds", "", "项", ("工作制度", "制度健全")),
    Source("register.passed", "须通过事项经职代会通过", "须由职代会通过的决策中，决定之前已有职代会决议的。", passed,
           lambda unit, year: reverse("register:decisions"), "CON-86", "项", ("聘用与考核奖惩办法", "改革方案")),
    Source("register.linked", "三重一大公开", "已经公开，或者写明不公开依据的重大决策占全部的比例。", linked,
           lambda unit, year: reverse("register:decisions"), "DIS-48", "项", ("三重一大挂接",)),
)  # fmt: skip
