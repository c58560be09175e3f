"""How many of a unit's people publicity reached, and what those who came thought of one session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from ymdm.measures import Measure
from ymdm.organization.models import Person, Unit, within_paths

from . import rules
from .models import Opinion, PublicitySession, SignIn


def reach(unit: Unit, year: int, on: date) -> Measure:
    """People of the roll who signed in to at least one held session of the year, of all on the roll."""
    came = SignIn.objects.reached(unit, year, on).values("person").distinct().count()
    roll = Person.objects.filter(within_paths([unit.path], "unit__path"), left_on=None).count()
    return Measure.share(
        f"{unit.short}{year}年宣讲覆盖", came, roll, definition="年度内至少签到过一次已举行的宣讲的职工，占在册职工的比例。",
        rule=rules.ATTENDANCE.id, counted="人",
    )  # fmt: skip


@dataclass(frozen=True)
class Opinions:
    """Totals without names; `counts` and `words` are empty while fewer than FEWEST spoke."""

    given: int
    counts: tuple[tuple[str, int], ...] = ()
    words: tuple[str, ...] = ()


def opinions(session: PublicitySession) -> Opinions:
    found = dict(session.feedback.order_by().values_list("opinion").annotate(number=Count("pk")))
    given = sum(found.values())
    if given < rules.FEWEST:
        return Opinions(given)
    words = session.feedback.exclude(words="").order_by("words").values_list("words", flat=True)
    return Opinions(given, tuple((one.label, found.get(one.value, 0)) for one in Opinion), tuple(words))
