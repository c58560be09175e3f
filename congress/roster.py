"""Counting the staff and the representatives off the roll, as the rules of composition need them (CON-13 to CON-24)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from ymdm.organization.models import Employment, Gender, Person, Unit, within_paths
from ymdm.rulebook import law

from .models import CongressTerm, Constituency, Mandate
from .posts import guess
from .rules.composing import Roll, judge_roll
from .rules.finding import Finding
from .rules.seats import judge_number


@dataclass(frozen=True)
class Staff:
    """Counts of employees; who is a manager or on the front line is read off the post."""

    employees: int
    women: int
    front_line: int
    managers: int
    dispatched: int = 0


def staff_on(paths: Iterable[str], on: date) -> QuerySet[Person]:
    """Everybody on the roll of those subtrees on a day. Leavers stay on the roll until their last day."""
    return Person.objects.filter(within_paths(paths, "unit__path")).filter(Q(left_on=None) | Q(left_on__gte=on))


def count_staff(paths: Iterable[str], on: date) -> Staff:
    """One query, whatever the number of units."""
    counts: Counter[str] = Counter()
    rows = staff_on(paths, on).values_list("gender", "post", "professional_title", "employment")
    for gender, post, title, employment in rows.iterator(chunk_size=2000):
        kind = guess(post, title)
        counts["employees"] += 1
        counts["women"] += gender == Gender.FEMALE
        counts["front_line"] += kind == "front_line"
        counts["managers"] += kind in ("manager", "leader")
        counts["dispatched"] += employment == Employment.DISPATCHED
    return Staff(**{name: counts[name] for name in ("employees", "women", "front_line", "managers", "dispatched")})


def roll_of(term: CongressTerm, on: date) -> Roll:
    """The representatives in office on a day against the staff of the unit."""
    staff = count_staff([term.unit.path], on)
    rows = (
        Mandate.objects.in_force(on).filter(term=term).values_list("category", "person__gender", "person__employment")
    )
    kinds: Counter[str] = Counter()
    for category, gender, employment in rows:
        kinds["total"] += 1
        kinds["women"] += gender == Gender.FEMALE
        kinds["dispatched"] += employment == Employment.DISPATCHED
        kinds["managers"] += category in (Mandate.Category.MANAGER, Mandate.Category.LEADER)
        kinds["front_line"] += category == Mandate.Category.FRONT_LINE
        kinds["professionals"] += category == Mandate.Category.PROFESSIONAL
        kinds["unknown"] += not category
    known = not kinds["unknown"]
    return Roll(
        total=kinds["total"], staff=staff.employees, managers=kinds["managers"] if known else None,
        front_line=kinds["front_line"] if known else None, women=kinds["women"], staff_women=staff.women,
        professionals=kinds["professionals"] if known else None, staff_dispatched=staff.dispatched,
        dispatched=kinds["dispatched"],
    )  # fmt: skip


def judge_term_roll(term: CongressTerm, on: date) -> list[Finding]:
    """Number and composition under the law of the unit on that day (CON-13 to CON-25). An assembly seats everybody."""
    if term.is_assembly:
        return []
    here, roll = law(term.unit, on), roll_of(term, on)
    return [judge_number(roll.total, roll.staff, here), *judge_roll(roll, here)]


def vacancies(term: CongressTerm, on: date) -> list[tuple[Constituency, int, date | None]]:
    """Constituencies with fewer representatives than seats, how many are missing, and since when (CON-33).

    Since the last day of whoever left last; None where the seat has never been filled. Two queries.
    """
    rows = Mandate.objects.filter(term=term, constituency__isnull=False).select_related("appointment")
    held: Counter[int] = Counter()
    ended: dict[int, list[date]] = {}
    for row in rows:
        where = row.constituency_id or 0
        if row.is_in_force(on):
            held[where] += 1
        elif row.appointment.until_on and row.appointment.until_on < on:
            ended.setdefault(where, []).append(row.appointment.until_on)
    missing = []
    for one in term.constituencies.all():
        short = one.seats - held[one.pk]
        if short > 0:
            days = sorted(ended.get(one.pk, []), reverse=True)[:short]
            missing.append((one, short, days[-1] if days else None))
    return missing


def units_of_term(term: CongressTerm) -> QuerySet[Unit]:
    """What a constituency may be made of: the unit and everything below it that is open."""
    return Unit.objects.within(term.unit).open().order_by("path")
