"""The rows behind the five lights of many units at once: a fixed number of queries, whatever the number of units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from congress.models import CongressTerm, Organ
from congress.register.models import RuleVersion
from congress.register.rules import EXPECTED
from congress.register.rules import KINDS as RULE_KINDS
from ymdm.organization.models import Appointment, Role, Unit

from ..figures.shapes import Row
from . import rules
from .models import Evidence, Light

WORDS = dict(RULE_KINDS)
TONES = {"ok": "到位", "warn": "部分到位", "bad": "没有到位"}
ICONS = {"ok": "check-c", "warn": "alert", "bad": "x-c"}


@dataclass(frozen=True)
class Lamp:
    """One light of a unit and year: its colour is its rows."""

    light: Light
    rows: Sequence[Row]

    @property
    def met(self) -> int:
        return sum(row.is_met for row in self.rows)

    @property
    def tone(self) -> str:
        return rules.colour(self.met, len(self.rows))

    @property
    def words(self) -> str:
        return TONES[self.tone]

    @property
    def icon(self) -> str:
        return ICONS[self.tone]

    @property
    def missing(self) -> list[Row]:
        """What would raise it."""
        return [row for row in self.rows if not row.is_met]


@dataclass(frozen=True)
class Board:
    """The five of one unit."""

    unit: Unit
    lamps: Sequence[Lamp]

    @property
    def green(self) -> int:
        return sum(lamp.tone == "ok" for lamp in self.lamps)

    @property
    def has_red(self) -> bool:
        return any(lamp.tone == "bad" for lamp in self.lamps)


def boards(units: Sequence[Unit], year: int, on: date) -> list[Board]:
    """The lights of these units in a year as of a day, in the order of the units. Six queries."""
    evidence: dict[tuple[int, str], list[Evidence]] = defaultdict(list)
    known = (
        Evidence.objects.confirmed()
        .filter(unit__in=units, year=year, on__lte=on)
        .select_related("unit", "worker__unit")
    )
    for one in known.order_by("on", "pk"):
        evidence[one.unit_id, one.light].append(one)
    versions = _versions(units, on)
    network = _network(units, on)
    return [
        Board(
            unit,
            [
                Lamp(Light.AWARENESS, awareness(evidence[unit.pk, Light.AWARENESS])),
                Lamp(Light.RULES, _rules(unit, versions)),
                Lamp(Light.NETWORK, network[unit.pk]),
                Lamp(Light.STAFF, staff(evidence[unit.pk, Light.STAFF], on)),
                Lamp(Light.FUNDS, funds(evidence[unit.pk, Light.FUNDS])),
            ],
        )
        for unit in units
    ]


def awareness(found: Sequence[Evidence]) -> list[Row]:
    """Meetings of the leadership about the subject, one a day; the missing ones stand as rows that do not count (L1)."""
    by_day = {one.on: one for one in found}
    rows = [
        Row(f"{one.on:%-m月%-d日} {one.text}", True, one.get_absolute_url(), f"{one.on} {one.document}")
        for one in by_day.values()
    ]
    return rows + [Row(f"领导班子第 {n} 次专题研究", False) for n in range(len(rows) + 1, rules.MEETINGS + 1)]


def staff(found: Sequence[Evidence], on: date) -> list[Row]:
    """Somebody named who still belongs to the unit, and trained (L4)."""
    here = [
        one
        for one in found
        if one.worker is not None
        and one.worker.is_active
        and (one.worker.left_on is None or one.worker.left_on > on)
        and one.worker.unit.is_within(one.unit)
    ]
    if not here:
        return [Row("有专人负责", False), Row("专人经过培训", False)]
    trained = [one for one in here if one.trained_on is not None and one.trained_on <= on]
    best = (trained or here)[-1]
    mark = f"{best.on} {best.document} {best.worker_id}"
    return [
        Row(f"有专人负责：{best.worker.name if best.worker else ''}", True, best.get_absolute_url(), mark),
        Row("专人经过培训", bool(trained), best.get_absolute_url() if trained else "", f"{best.trained_on or ''}"),
    ]


def funds(found: Sequence[Evidence]) -> list[Row]:
    """A budget line, and its use (L5): the sums of all lines that were confirmed."""
    planned = sum(one.planned_cents or 0 for one in found)
    spent = sum(one.spent_cents or 0 for one in found)
    url = found[-1].get_absolute_url() if found else ""
    mark = f"{planned} {spent}" if found else ""
    return [
        Row("列入预算", planned > 0, url, mark),
        Row(f"使用不少于预算的 {rules.SPENT}%", rules.is_used(planned, spent), url, mark),
    ]


def _versions(units: Iterable[Unit], on: date) -> dict[int, dict[str, RuleVersion]]:
    above = {pk for unit in units for pk in unit.lineage}
    holding = RuleVersion.objects.holding(on).filter(document__unit__in=above, document__kind__in=EXPECTED)
    found: dict[int, dict[str, RuleVersion]] = defaultdict(dict)
    for version in holding.select_related("document"):
        found[version.document.unit_id][version.document.kind] = version
    return found


def _rules(unit: Unit, versions: dict[int, dict[str, RuleVersion]]) -> list[Row]:
    """The six rules: the unit's own, or those of a unit above it (L2)."""
    rows = []
    for kind in EXPECTED:
        version = next((versions[pk][kind] for pk in reversed(unit.lineage) if kind in versions.get(pk, {})), None)
        url = version.document.get_absolute_url() if version else ""
        rows.append(Row(WORDS[kind], version is not None, url, f"{version.pk if version else ''}"))
    return rows


def _network(units: Sequence[Unit], on: date) -> dict[int, list[Row]]:
    """A union officer; and for the term that runs a head of every delegation and committee (L3)."""
    officers = dict(
        Appointment.objects.in_force(on)
        .filter(office__unit__in=units, office__role=Role.UNION_OFFICER)
        .order_by("-pk")
        .values_list("office__unit", "person__name")
    )
    terms = (
        CongressTerm.objects.filter(unit__in=units, begins_on__lte=on, ends_on__gte=on)
        .order_by("begins_on", "pk")
        .prefetch_related(
            "delegations",
            Prefetch("organs", Organ.objects.committees().prefetch_related("members")),
        )
    )
    running = {term.unit_id: term for term in terms}
    found = {}
    for unit in units:
        officer = officers.get(unit.pk, "")
        rows = [Row(f"工会干部{f'：{officer}' if officer else ''}", bool(officer), "", officer)]
        if term := running.get(unit.pk):
            rows += [
                Row(f"{one.name}团长", one.head_id is not None, one.get_absolute_url(), f"{one.head_id or ''}")
                for one in term.delegations.all()
            ]
            for organ in term.organs.all():
                headed = any(one.is_head and one.is_elected for one in organ.members.all())
                rows.append(Row(f"{organ.get_kind_display()}负责人", headed, "", str(headed)))
        else:
            rows.append(Row("在届的职代会", False))
        found[unit.pk] = rows
    return found
