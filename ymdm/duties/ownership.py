"""Who can act on what is owed, and what nobody can act on (无主待办, F105)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from ymdm.organization.models import Appointment, Person

from .models import Duty, DutyQuerySet

OVERSEE = "duties.oversee"


@dataclass(frozen=True)
class Gap:
    """What a duty lacks: its person can no longer act, its leader no longer leads, its unit has nobody."""

    person: bool = False
    leader: bool = False
    unit: bool = False

    def __bool__(self) -> bool:
        return self.person or self.leader or self.unit


class Holders:
    """Who holds which acts where on a day: one query, however many duties are asked about."""

    def __init__(self, acts: Iterable[str], on: date) -> None:
        codenames = {act.replace(".", "_") for act in acts}
        rows = (
            Appointment.objects.in_force(on)
            .filter(
                person__is_active=True,
                person__left_on=None,
                office__group__unitgrouppermission__permission__codename__in=codenames,
            )
            .values_list("person", "office__group__unitgrouppermission__permission__codename", "office__unit__path")
        )
        self._of_person: dict[tuple[int, str], list[str]] = defaultdict(list)
        self._anybody: dict[str, set[str]] = defaultdict(set)
        for person, codename, path in rows:
            self._of_person[person, codename].append(path)
            self._anybody[codename].add(path)

    def can(self, person: int, act: str, path: str) -> bool:
        """Whether this person may do `act` in the unit of that path."""
        return any(path.startswith(held) for held in self._of_person.get((person, act.replace(".", "_")), ()))

    def anybody(self, act: str, path: str) -> bool:
        held = self._anybody.get(act.replace(".", "_"), set())
        parts = path.strip("/").split("/")
        return any(f"/{'/'.join(parts[:length])}/" in held for length in range(1, len(parts) + 1))


def gap(duty: Duty, on: date | None = None) -> Gap:
    """What this one duty lacks today."""
    holders = Holders([duty.act, OVERSEE], on or timezone.localdate())
    path = duty.unit.path
    if duty.person is None:
        person, unit = False, not holders.anybody(duty.act, path)
    elif duty.is_own:
        person, unit = not duty.person.is_active or duty.person.left_on is not None, False
    else:
        person, unit = not holders.can(duty.person.pk, duty.act, path), False
    leader = duty.leader_id is not None and not holders.can(duty.leader_id, OVERSEE, path)
    return Gap(person, leader, unit)


def ownerless(duties: DutyQuerySet | None = None, on: date | None = None, *, units: bool = True) -> DutyQuerySet:
    """Owed duties on which nobody can act, or whose leader in charge leads no longer. Five queries at any size.

    Without `units` only those that bear a name: these can move to a successor.
    """
    owed = (Duty.objects.all() if duties is None else duties).owed()
    on = on or timezone.localdate()
    bare = owed.order_by()
    named = list(bare.filter(person__isnull=False, is_own=False).values_list("person", "act", "unit__path").distinct())
    led = list(bare.filter(leader__isnull=False).values_list("leader", "unit__path").distinct())
    shared = list(bare.filter(person=None).values_list("act", "unit__path").distinct()) if units else []
    holders = Holders({OVERSEE, *(act for _person, act, _path in named), *(act for act, _path in shared)}, on)
    lacking = Q(is_own=True, person__is_active=False) | Q(is_own=True, person__left_on__isnull=False)
    lacking = lacking if units else Q(pk__in=[])
    for key, paths in _together(((p, a), path) for p, a, path in named if not holders.can(p, a, path)).items():
        lacking |= Q(person=key[0], act=key[1], is_own=False, unit__path__in=paths)
    for leader, paths in _together((p, path) for p, path in led if not holders.can(p, OVERSEE, path)).items():
        lacking |= Q(leader=leader, unit__path__in=paths)
    for act, paths in _together((act, path) for act, path in shared if not holders.anybody(act, path)).items():
        lacking |= Q(person=None, act=act, unit__path__in=paths)
    return owed.filter(lacking)


def takers(duty: Duty, lack: Gap) -> Any:
    """Whom the duty may be handed to: who may act on it, and lead it where it lacks its leader."""
    people = Person.objects.filter(left_on=None) if lack.person or lack.leader else Person.objects.none()
    if lack.person:
        people = people.filter(pk__in=Person.objects.holding(duty.act, duty.unit).values("pk"))
    if lack.leader:
        people = people.filter(pk__in=Person.objects.holding(OVERSEE, duty.unit).values("pk"))
    return people.order_by("pinyin", "staff_number")


def _together(pairs: Iterable[tuple[Any, str]]) -> dict[Any, list[str]]:
    found: dict[Any, list[str]] = defaultdict(list)
    for key, path in pairs:
        found[key].append(path)
    return found
