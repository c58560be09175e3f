"""What has just happened, which days are near, and the newest answers that everybody may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count
from django.urls import reverse

from congress.models import CongressSession
from proposals.models import Evaluation, Proposal, State
from proposals.models.states import GROUPS
from proposals.rules import SCHEMES
from ymdm.ledger.models import Event
from ymdm.organization.models import Person
from ymdm.workdays import Workdays

LOOKED_AT, SHOWN = 120, 7
# Who graded is not for everybody's start page.
NAMELESS = {"proposals.evaluate"}
# What authors settle among themselves before they hand a proposal in is news to nobody else.
AMONG_AUTHORS = {
    "proposals.begin",
    "proposals.invite",
    "proposals.co_sign",
    "proposals.decline",
    "proposals.withdraw_signature",
}
OF_PROPOSALS = Proposal._meta.label_lower


@dataclass(frozen=True)
class Happening:
    at: datetime
    says: str
    who: str
    title: str
    url: str


def happened(person: Person) -> list[Happening]:
    """The newest events on proposals that the person may open, newest first. Two queries, however long the ledger.

    Confidential proposals and gradings are told without a name (PRO-31).
    """
    events = list(Event.objects.filter(object_type=OF_PROPOSALS).order_by("-pk")[:LOOKED_AT])
    wanted = {int(event.object_id) for event in events}
    rows = Proposal.objects.visible_to(person).filter(pk__in=wanted)
    facts = {row["pk"]: row for row in rows.values("pk", "title", "state", "is_confidential")}
    told = []
    for event in events:
        row = facts.get(int(event.object_id))
        mine = event.actor_id == person.pk
        if row is None or (event.act in AMONG_AUTHORS and not mine):
            continue
        nameless = (row["is_confidential"] or event.act in NAMELESS) and not mine
        address = f"/w/proposals/{row['pk']}/"
        told.append(Happening(event.at, event.says, "" if nameless else event.actor_label, row["title"], address))
        if len(told) == SHOWN:
            break
    return told


@dataclass(frozen=True)
class Near:
    """A day that is coming up."""

    on: date
    words: str
    note: str
    left: int
    url: str = ""


def near_dates(person: Person, today: date, workdays: Workdays) -> list[Near]:
    """The coming days of the congresses that concern the person: where the call closes, when the session is held."""
    sessions = (
        CongressSession.objects.filter(term__unit__in=_congresses(person), held_on__gte=today)
        .exclude(state__in=[CongressSession.State.CANCELLED, CongressSession.State.POSTPONED])
        .select_related("term__unit")
        .order_by("held_on")[:4]
    )
    days = []
    for session in sessions:
        name = f"{session.term.unit.short} {session.short}职代会"
        if session.call_closes_on >= today:
            days.append((session.call_closes_on, "提案征集截止", name, ""))
        seen = session.state != CongressSession.State.PLANNED or person.may("congress.read", session.unit)
        url = reverse("congress:check-in" if session.held_on == today else "congress:session", args=[session.pk])
        days.append((session.held_on, f"{session.short}职代会召开", session.term.unit.short, url if seen else ""))
    return [Near(on, says, note, workdays.left(today, on), url) for on, says, note, url in sorted(days)]


@dataclass(frozen=True)
class Step:
    """One stop of the river: how many proposals stand there, and the list of them."""

    words: str
    number: int
    query: str
    tone: str
    note: str = ""


TONES = {"rating": "warn", "again": "bad", "done": "ok"}


def course(person: Person, today: date) -> list[Step]:
    """How many proposals that the person may open stand at each stop; each number opens its rows.

    What is done is counted for the last session held alone: of all years it is a number that nobody looks at.
    """
    visible = Proposal.objects.visible_to(person).order_by()
    latest = CongressSession.objects.filter(held_on__lte=today, term__unit__in=_congresses(person)).first()
    stops = {code: states for code, (_, states) in GROUPS.items() if code not in {"draft", "other", "done"}}
    open_ = visible.filter(state__in=[state for states in stops.values() for state in states])
    numbers = dict(open_.values_list("state").annotate(number=Count("pk")))
    steps = [
        Step(GROUPS[code][0], sum(numbers.get(state, 0) for state in states), f"?state={code}", TONES.get(code, ""))
        for code, states in stops.items()
    ]
    if latest:
        says, states = GROUPS["done"]
        number = visible.filter(session=latest, state__in=states).count()
        steps.append(Step(says, number, f"?state=done&session={latest.pk}", TONES["done"], latest.short))
    return steps


def _congresses(person: Person) -> list[int]:
    """Units whose congress concerns the person: those above the own unit, and those over which she watches."""
    watched = [int(path.rstrip("/").rpartition("/")[2]) for path in person.scope("proposals.read")]
    return [*person.unit.lineage, *watched]


@dataclass(frozen=True)
class Answer:
    """An answer that everybody may read, with its class in words and the proposers' grade."""

    number: str
    title: str
    unit: str
    on: date
    result: str
    grade: str


def newest_answers(number: int = 5) -> list[Answer]:
    """The newest answers of all; public, so no authors are named."""
    rows: Any = (
        Proposal.objects.published()
        .filter(replied_on__isnull=False)
        .order_by("-replied_on", "-pk")
        .values(
            "number",
            "title",
            "lead_unit__name",
            "lead_unit__short_name",
            "replied_on",
            "result_class",
            "grade",
            "state",
        )
    )[:number]
    classes = SCHEMES["abcd_standard"][1]
    grades = dict(Evaluation.Grade.choices)
    return [
        Answer(
            row["number"],
            row["title"],
            row["lead_unit__short_name"] or row["lead_unit__name"] or "工会",
            row["replied_on"],
            classes.get(row["result_class"], ""),
            grades.get(row["grade"], "") if row["state"] != State.REPLIED else "",
        )
        for row in rows
    ]
