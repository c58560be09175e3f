"""The whole at a glance, for those who lead or inspect: five figures, the units, the trend, what people care about.

Every number is a figure of an app's measures and opens its rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from congress.models import CongressSession
from congress.workflow import congress_of
from evaluation.dashboard.glance import Told, glance
from proposals.measures import Scope
from proposals.measures.figures import LEADING, leading, spans_of
from proposals.measures.groups import Group, by_category, by_unit
from ymdm.measures import Measure
from ymdm.organization.models import Person, Unit
from ymdm.ui.shapes import Bar, Point

TREND, TOPICS, UNITS = 5, 6, 12


@dataclass(frozen=True)
class Choice:
    """One stretch of time or one session to look at."""

    words: str
    query: str
    is_current: bool


@dataclass(frozen=True)
class Row:
    """One responsible unit: what it has in hand, what is late, how it answers."""

    name: str
    in_hand: int
    overdue: Measure
    rate: Measure
    satisfied: Measure
    received_url: str


@dataclass(frozen=True)
class Outlook:
    words: str
    choices: Sequence[Choice]
    query: str
    headline: Sequence[Told]
    counts: dict[str, int]
    units: Sequence[Row]
    trend: Sequence[Point]
    topics: Sequence[Bar]

    @property
    def trend_words(self) -> str:
        """The chart in one line, for whoever cannot see it."""
        return "平均答复用时：" + "，".join(f"{point.label} {point.words}" for point in self.trend)


def outlook(person: Person, asked: Any, today: date) -> Outlook:
    """What `asked` (a query string) narrows it to: a session, this year, or everything; the last session when nothing is."""
    sessions = _sessions(person, today)
    given = Scope.read(asked)
    scope = Scope(session=given.session, year=given.year)
    latest = next((session for session in sessions if session.held_on <= today), None)
    if not scope.query and "all" not in asked and latest:
        scope = Scope(session=str(latest.pk))
    # A leader of a unit below looks at what that unit handles, whoever asked for it.
    own = _unit_of(person)
    if own is not None and own.parent_id:
        scope = scope.within(unit=str(own.pk))
    counts = scope.counts(today)
    under = own or person.unit
    return Outlook(
        words=_words(scope, sessions, today),
        choices=_choices(scope, sessions, today),
        query=scope.query,
        headline=[*_answers(scope, sessions, today, counts), *glance(person, under, today)],
        counts=counts,
        units=[_row(group) for group in by_unit(scope, today).rows if group.counts["assigned"]][:UNITS],
        trend=_trend(sessions, scope, today),
        topics=[
            Bar(group.name, group.counts["received"], f"{group.counts['received']} 件", group.received.rows)
            for group in by_category(scope, today).rows
            if group.counts["received"]
        ][:TOPICS],
    )


def _answers(scope: Scope, sessions: Sequence[CongressSession], today: date, counts: dict[str, int]) -> list[Told]:
    """Answered in time, overdue, satisfied: what `scope` has, and how much more than the session or year before had."""
    past, since = _before(scope, sessions)
    then = [one.value for one in leading(past, past.counts(today, LEADING))] if past else [None] * 3
    rows = zip(leading(scope, counts), then, strict=True)
    return [
        (now, now.value - old if now.unit == "%" and now.value is not None and old is not None else None, since)
        for now, old in rows
    ]


def _before(scope: Scope, sessions: Sequence[CongressSession]) -> tuple[Scope | None, str]:
    """The session before the one that is looked at, or the year before, and its words; None before everything."""
    if scope.year:
        year = str(int(scope.year) - 1)
        return scope.within(year=year), f"较 {year} 年"
    place = next((n for n, session in enumerate(sessions) if str(session.pk) == scope.session), None)
    if place is None or place + 1 == len(sessions):
        return None, ""
    return scope.within(session=str(sessions[place + 1].pk)), f"较{sessions[place + 1].short}"


def _unit_of(person: Person) -> Unit | None:
    """The unit over which the person leads or watches, the widest one."""
    return person.units_for("proposals.read").order_by("depth", "pk").first()


def _sessions(person: Person, today: date) -> list[CongressSession]:
    """The sessions of the own congress, newest first."""
    term = congress_of(_unit_of(person) or person.unit, today)
    if term is None:
        return []
    found = CongressSession.objects.filter(term__unit=term.unit).select_related("term__unit")
    return list(found.order_by("-held_on")[: TREND + 1])


def _words(scope: Scope, sessions: Sequence[CongressSession], today: date) -> str:
    if scope.session:
        return next((f"{session.short}以来" for session in sessions if str(session.pk) == scope.session), "所选届次")
    return f"{scope.year} 年" if scope.year else "历次会议"


def _choices(scope: Scope, sessions: Sequence[CongressSession], today: date) -> list[Choice]:
    held = [session for session in sessions if session.call_opens_on <= today][:3]
    year = str(today.year)
    return [
        *(Choice(s.short, f"?session={s.pk}", scope.session == str(s.pk)) for s in held),
        Choice("今年", f"?year={year}", scope.year == year),
        Choice("全部", "?all=1", not scope.session and not scope.year),
    ]


def _row(group: Group) -> Row:
    return Row(
        name=group.name,
        in_hand=group.counts["assigned"] - group.counts["replied"],
        overdue=group.open_overdue,
        rate=group.reply_rate,
        satisfied=group.broad,
        received_url=group.assigned.rows,
    )


def _trend(sessions: Sequence[CongressSession], scope: Scope, today: date) -> list[Point]:
    """Working days to the first answer, session by session, oldest first; those without an answer are left out."""
    points = []
    for session in reversed(sessions):
        of_session = Scope(session=str(session.pk), unit=scope.unit)
        spans = spans_of(of_session, today)
        if spans.number:
            mean = Measure.mean("", spans.workdays, spans.number, unit="个工作日", definition="")
            points.append(Point(session.short, float(mean.value or 0), mean.words, of_session.rows("replied")))
    return points
