"""Which matters speak of the same thing as a text: looked up by their sketches, then compared word for word (F50)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nlargest
from math import log
from typing import Any

from django.db.models import Count

from ymdm.organization.models import Person
from ymdm.workdays import Workdays

from ..channels import CONFIDENTIAL
from ..models import Proposal, Sketch
from ..models.querysets import ProposalQuerySet
from ..publishing.entries import FIELDS, Around, Line, line_of
from ..publishing.standings import standing
from ..rules.likeness import SHOWN, Likeness, Text, alike, difference, sketch
from ..workflow.reviewing import MAY_TAKE_IN

# How many rows of the sketches are looked through, and how many texts are compared: what bounds the time.
LOOKED_THROUGH = 4000
COMPARED = 200
READ = 800
WORTH_A_MERGER = 0.12
QUARTER = timedelta(days=91)
# On letters of many about one matter, this finds half of them and nearly nothing else; it proposes a topic, no merger.
ONE_TOPIC = 0.08


@dataclass(frozen=True)
class Similar:
    """A published matter like the one that is being written. `differs` holds what two like titles differ in."""

    line: Line
    share: int
    differs: tuple[str, str] | None


@dataclass(frozen=True)
class Head:
    """A matter that may speak of the same, and could take this one in. Two like titles that differ: in what."""

    proposal: Proposal
    share: int
    differs: tuple[str, str] | None


def likest(title: str, words: str, category: int | None, among: ProposalQuerySet, shown: int = SHOWN) -> list[Likeness]:
    """The most alike of `among`, most alike first. Three queries, however many there are."""
    weights = _telling(sketch(title, words))
    shared: defaultdict[int, float] = defaultdict(float)
    for gram, pk in Sketch.objects.filter(gram__in=weights).order_by().values_list("gram", "proposal_id"):
        shared[pk] += weights[gram]
    near = nlargest(COMPARED, shared, key=shared.__getitem__)
    # Rights are asked of the few that are left, not of every row that was looked through.
    others = among.filter(pk__in=near).order_by().values_list("pk", "search_text", "category")
    return alike(Text(0, words[:READ], category), (Text(pk, text[:READ], its) for pk, text, its in others), shown)


def possible_heads(proposal: Proposal, person: Person) -> list[Head]:
    """What `person` may open, is under way in the same house and speaks of something like it; whether it is the same
    is theirs to say. Of what a committee reviews, those of its session."""
    among = Proposal.objects.visible_to(person).filter(unit=proposal.unit, state__in=MAY_TAKE_IN)
    among = among.exclude(channel__in=CONFIDENTIAL).exclude(pk=proposal.pk)
    if proposal.policy.is_reviewed:
        among = among.filter(session=proposal.session)
    found = likest(proposal.title, proposal.search_text, proposal.category_id, among)
    heads = Proposal.objects.select_related("lead_unit", "category").in_bulk([row.pk for row in found])
    return [
        Head(heads[row.pk], round(row.share * 100), difference(proposal.title, heads[row.pk].title))
        for row in found
        if row.share >= WORTH_A_MERGER
    ]


def voices_of_a_quarter(proposal: Proposal, person: Person, today: date) -> int:
    """How many persons raised this matter in the three months before today, as far as words tell (PRO-70).

    Of those without a name nobody knows whether they are several: together they count as one.
    """
    among = Proposal.objects.visible_to(person).filter(unit=proposal.unit, submitted_on__gt=today - QUARTER)
    # Called off ones are no voices; titles of one pattern that differ in a place are another matter.
    found = likest(
        proposal.title, proposal.search_text, proposal.category_id, among.exclude(state="withdrawn"), COMPARED
    )
    near = {row.pk for row in found if row.share >= ONE_TOPIC} - {proposal.pk}
    rows = list(
        among.filter(pk__in=[*near, proposal.pk]).order_by().values_list("pk", "title", "proposer", "voiced_by")
    )
    raised = [authors for pk, title, *authors in rows if pk == proposal.pk or not _is_elsewhere(proposal.title, title)]
    known = {author for authors in raised for author in authors if author is not None}
    return len(known) + any(not any(authors) for authors in raised)


def _is_elsewhere(title: str, other: str) -> bool:
    """Whether two titles of one pattern name different things; a number alone names none."""
    differs = difference(title, other)
    return differs is not None and all(any(one.isalpha() for one in side) for side in differs)


def _telling(grams: list[int]) -> dict[int, float]:
    """The rarest of these pairs, as many as can be looked through, with what each tells: what all share tells nothing."""
    counted = Sketch.objects.filter(gram__in=grams).order_by().values_list("gram").annotate(number=Count("pk"))
    chosen: dict[int, float] = {}
    rows = 0
    for gram, number in sorted(counted, key=lambda row: row[1]):
        rows += number
        if chosen and rows > LOOKED_THROUGH:
            break
        chosen[gram] = 1 / log(1 + number)
    return chosen


def similar_published(proposal: Proposal, today: date, workdays: Workdays, shown: int = 3) -> list[Similar]:
    """What everybody may read in the ledger and is like this draft, with what came of it."""
    title = proposal.title.strip()
    if len(title) < 4:
        return []
    among = Proposal.objects.readable_by_all().exclude(pk=proposal.pk)
    found = likest(title, proposal.search_text, proposal.category_id, among, shown)
    if not found:
        return []
    rows: list[Any] = list(
        Proposal.objects.filter(pk__in=[row.pk for row in found]).annotate(standing=standing()).values(*FIELDS)
    )
    around, by_key = Around.of(rows), {row["pk"]: row for row in rows}
    return [
        Similar(
            line_of(by_key[row.pk], around, today, workdays),
            round(row.share * 100),
            difference(title, by_key[row.pk]["title"]),
        )
        for row in found
    ]
