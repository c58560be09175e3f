"""Figures about disclosure that others may read (DIS-41 to DIS-48). Each counts a unit with all below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils import timezone

from congress.register.measures import linkage
from ymdm.measures import Measure, OwnRows
from ymdm.organization.models import Person, Unit

from .covering import coverage as map_of
from .models import TEAM_LEVELS, Adoption, Obligation, Publication, Reading, Remark
from .models.obligations import ObligationQuerySet
from .rules import obliging
from .rules.publishing import ANSWERED

ORDER = ("before", "process", "result")


def rows_at(unit: Unit, **asked: object) -> str:
    """The list on which the rows of a figure are."""
    words = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{reverse('disclosure:obligations')}?under={unit.pk}&{words}"


def owed(unit: Unit, year: int) -> ObligationQuerySet:
    """What was owed of a year, without what was lifted."""
    return Obligation.objects.filter(unit__path__startswith=unit.path, year=year, lifted_on=None)


def _is_due(on: date) -> Q:
    """What had to be open by a day or was; withheld ones are not among them."""
    return (Q(withheld_on=None) | Q(withheld_on__gt=on)) & (Q(due_on__lt=on) | Q(published_on__lte=on))


def coverage(unit: Unit, year: int, on: date) -> Measure:
    """Published in time, of what was due. What is withheld on an approved ground is left out on both sides. DIS-41."""
    due = owed(unit, year).filter(_is_due(on))
    in_time = due.filter(published_on__lte=F("due_on")).filter(published_on__lte=on)
    return Measure.share(
        "按期公开率", in_time.count(), due.count(), counted="项", rule="DIS-41", rows=rows_at(unit, period=year, state="met"),
        definition="按期公开的占应公开的比例；经批准不公开的不计在内。",
    )  # fmt: skip


def coverage_by_unit(under: Unit, years: Iterable[int], on: date) -> list[tuple[str, int, int, int]]:
    """Path of the unit, year, published in time, due: the counts of DIS-41 for every unit below one. One query."""
    counted = (
        Obligation.objects.filter(_is_due(on), unit__path__startswith=under.path, year__in=list(years), lifted_on=None)
        .values_list("unit__path", "year")
        .annotate(in_time=Count("pk", Q(published_on__lte=F("due_on")) & Q(published_on__lte=on)), due=Count("pk"))
    )
    return list(counted.order_by())


def withheld(unit: Unit, year: int, on: date) -> Measure:
    """How much was withheld on an approved ground: told apart, never as published. DIS-41."""
    number = owed(unit, year).filter(withheld_on__lte=on).count()
    return Measure.count(
        "经批准不公开", number, counted="项", rule="DIS-41", rows=rows_at(unit, period=year, state="withheld"),
        definition="有依据、经批准不公开的事项，单独列出。",
    )  # fmt: skip


def delay(unit: Unit, year: int, on: date) -> Measure:
    """Mean days from the due day to publication; early ones count against late ones. DIS-42."""
    days = owed(unit, year).filter(published_on__lte=on).values_list("published_on", "due_on")
    gaps = [(published - due).days for published, due in days]
    return Measure.mean(
        "公开平均迟早", sum(gaps), len(gaps), unit="天", counted="项", rule="DIS-42", rows=rows_at(unit, period=year),
        definition="公开日期与期限之差的平均；负数是提前。",
    )  # fmt: skip


def lateness(unit: Unit, year: int, on: date) -> Measure:
    """Published after its day, of what was published. DIS-42."""
    published = owed(unit, year).filter(published_on__lte=on)
    late = published.filter(published_on__gt=F("due_on"))
    return Measure.share(
        "逾期公开率", late.count(), published.count(), counted="项", rule="DIS-42",
        rows=rows_at(unit, period=year, state="late"), definition="晚于期限公开的占已公开的比例。",
    )  # fmt: skip


@dataclass
class Chain:
    """One matter with its stages: a year of a periodic item, or one event (DIS-16)."""

    unit: int
    item: str
    label: str
    schedule: set[str]
    owed: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    missed: bool = False

    @property
    def missing(self) -> list[str]:
        """The stages that should be open by now and are not: those owed, and of an event those before the latest."""
        reached = max((ORDER.index(stage) for stage in self.owed), default=-1)
        expected = {stage for stage in self.schedule if ORDER.index(stage) <= reached} | self.owed
        return [stage for stage in ORDER if stage in expected and stage not in self.answered]

    @property
    def is_whole(self) -> bool:
        return not self.missing and not self.missed


def chains(rows: Iterable[Obligation], on: date) -> list[Chain]:
    """The matters of items that owe several stages, as far as something of them was due by a day. DIS-43."""
    found: dict[tuple[int, int, str], Chain] = {}
    for row in rows:
        if len(row.item.stages) < 2:
            continue
        is_period = row.rule == obliging.BY_PERIOD.id
        key = (row.unit_id, row.item_id, str(row.year) if is_period else row.period)
        # Of a periodic item each stage has rows of its own; one that is not due yet is not expected.
        chain = found.setdefault(
            key,
            Chain(
                row.unit_id, row.item.code, str(row.year) if is_period else row.label,
                set() if is_period else set(row.item.stages),
            ),
        )  # fmt: skip
        done = bool((row.published_on and row.published_on <= on) or (row.withheld_on and row.withheld_on <= on))
        if done:
            chain.owed.add(row.stage)
            chain.answered.add(row.stage)
        elif row.due_on < on:
            chain.owed.add(row.stage)
            chain.missed = True
    return [chain for chain in found.values() if chain.owed]


def stages(unit: Unit, year: int, on: date) -> Measure:
    """Matters with all the stages that they owe by now, of those that owe several. DIS-43."""
    found = chains(owed(unit, year).select_related("item"), on)
    return Measure.share(
        "阶段完整率", sum(chain.is_whole for chain in found), len(found), counted="件", rule="DIS-43",
        rows=rows_at(unit, period=year), definition="应分阶段公开的，到期的各阶段都已公开的比例。",
    )  # fmt: skip


def dead_corners(unit: Unit, year: int, on: date) -> Measure:
    """Cells of the map that are dead, and teams that have opened nothing for too long. DIS-44."""
    told = map_of(unit, str(year), on)
    return Measure.count(
        "死角", told.dead + told.silent_teams, counted="处", rule="DIS-44",
        rows=f"{reverse('disclosure:coverage')}?unit={unit.pk}&period={year}&gaps=dead",
        definition="连续 4 期没有公开、张贴期满没有接续的单位事项，和久未公开的班组。",
    )  # fmt: skip


def teams_reached(unit: Unit, year: int, on: date) -> Measure:
    """Teams, project offices and research groups with a catalogue of their own, of all. DIS-45."""
    teams = Unit.objects.within(unit).open().filter(level__in=TEAM_LEVELS)
    having = Adoption.objects.standing().filter(from_on__lte=on).values("unit")
    return Measure.share(
        "向班组延伸", teams.filter(pk__in=having).count(), teams.count(), counted="个", rule="DIS-45",
        rows=reverse("disclosure:catalogues") + "?gap=teams", definition="有公开目录的班组、项目部、课题组占全部的比例。",
    )  # fmt: skip


def reach(unit: Unit, year: int, on: date) -> Measure:
    """Employees who opened or signed something in a year, of all on the roll. DIS-46."""
    people = Person.objects.filter(unit__path__startswith=unit.path, is_active=True, left_on=None)
    readers = Reading.objects.filter(on__year=year, on__lte=on, person__in=people.values("pk"))
    return Measure.share(
        "到达率", readers.values("person").distinct().count(), people.count(), counted="名", rule="DIS-46",
        rows="", definition="打开或签阅过公开事项的职工占在册职工的比例。",
    )  # fmt: skip


def answers(unit: Unit, year: int, on: date) -> Measure:
    """Questions and opinions answered within the period of DIS-25, of those whose time is over or that were answered. DIS-47."""
    days = timedelta(days=ANSWERED.at(unit, on).value or 0)
    asked = Remark.objects.filter(publication__unit__path__startswith=unit.path, on__year=year, on__lte=on)
    in_time = whole = 0
    for raised, answered_at in asked.values_list("on", "answered_at"):
        answered_on = timezone.localdate(answered_at) if answered_at else None
        if answered_on is not None and answered_on <= on:
            whole += 1
            in_time += answered_on <= raised + days
        elif raised + days < on:
            whole += 1
    return Measure.share(
        "按期答复率", in_time, whole, counted="条", rule="DIS-47", rows=reverse("disclosure:remarks"),
        definition="按期答复的提问、意见和异议占已到期和已答复的比例。",
    )  # fmt: skip


def all_of(unit: Unit, year: int, on: date) -> list[Measure]:
    """Every figure, in the order of the rules."""
    each = (coverage, withheld, delay, lateness, stages, dead_corners, teams_reached, reach, answers, linkage)
    return [measure(unit, year, on) for measure in each]


def known(person: Person) -> list[OwnRows]:
    """What stands open to her, and what of it she has read."""
    seen = Publication.objects.visible_to(person).opened()
    read = Reading.objects.filter(person=person, publication__in=seen.order_by().values("pk"))
    return [
        OwnRows("open", "向我公开的事项", "公开范围里有本人的事项，公开中和公开期满的都算。", seen.select_related("unit"), "published_on",
                lambda one: (f"{one.unit.short}：{one.title}", one.get_absolute_url()), "项"),
        OwnRows("read", "看过的公开事项", "向我公开的事项里，本人打开或签阅过的。", read.select_related("publication"), "on",
                lambda one: (str(one.publication.title), one.publication.get_absolute_url()), "项"),
    ]  # fmt: skip


def _remarks(person: Person, objecting: bool) -> Any:
    rows = Remark.objects.filter(by=person).select_related("publication")
    against = [Remark.Kind.OBJECTION, Remark.Kind.REPORT, Remark.Kind.LINE, Remark.Kind.OWN_RESULT]
    return rows.filter(kind__in=against) if objecting else rows.exclude(kind__in=against)


def _remark(one: Remark) -> tuple[str, str]:
    return f"{one.get_kind_display()}：{one.text}", one.get_absolute_url()


def spoken(person: Person) -> list[OwnRows]:
    """Questions, opinions and nominations under what is open."""
    return [
        OwnRows("remarks", "对公开事项的提问和意见", "本人对公开事项的提问、意见、对目标的意见和推荐的人选。", _remarks(person, False), "on", _remark, "条"),
    ]  # fmt: skip


def overseen(person: Person) -> list[OwnRows]:
    """Objections, reports of what is untrue or missing, checks of the own result and of a line of the accounts."""
    return [
        OwnRows("objections", "异议和核对", "本人具名的异议、反映不实、核对本人结果和询问账目；不具名的异议不知道是谁的，不在里面。",
                _remarks(person, True), "on", _remark, "条"),
    ]  # fmt: skip


__all__ = [
    "all_of", "answers", "coverage", "coverage_by_unit", "dead_corners", "delay", "known", "lateness", "linkage", "overseen", "reach", "spoken", "stages", "teams_reached",
    "withheld",
]  # fmt: skip
