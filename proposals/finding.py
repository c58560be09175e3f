"""What can be found of the matters of every channel, by whom, and how it is told (F118).

Everybody finds what stands in the public ledger: number, title, points and signed answers, every name blotted out.
Whoever may open a matter finds its reasons and its proposer too. What was written in confidence is never found by a name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Unit, within_paths
from ymdm.search import words
from ymdm.search.looking import holds
from ymdm.search.narrowing import holding
from ymdm.search.sources import Entry, Reach, Told
from ymdm.search.writing import AT_ONCE, keep

from .channels import CONFIDENTIAL, Channel
from .models import CoSigner, FormerNumber, Point, PointAnswer, Proposal, Reply, State

BLOT = "○"
# As many as can be named one by one; whoever may open more looks through everything.
REACHED = 3000


class Matters:
    """Everything that was handed in, as a source of `ymdm.search`."""

    code = 1
    kinds = dict(Channel.choices)

    def subjects(self) -> Any:
        return Proposal.objects.filter(number__isnull=False)

    def visible_to(self, person: Any, among: Sequence[int]) -> Any:
        return Proposal.objects.visible_among(person, among)

    def reach(self, person: Any) -> Reach | None:
        paths = person.scope("proposals.read")
        if any(path.count("/") == 2 for path in [*paths, *person.scope("proposals.handle")]):  # a whole tree
            return None
        others = list(Proposal.objects.reached_by(person).order_by().values_list("pk", flat=True)[: REACHED + 1])
        if len(others) > REACHED:
            return None
        units = Unit.objects.filter(within_paths(paths)).values_list("pk", flat=True) if paths else ()
        return Reach(frozenset(units), tuple(others))

    def open_to_all(self) -> Any:
        return Proposal.objects.readable_by_all()

    def entries(self, keys: Sequence[int]) -> list[Entry]:
        rows = Proposal.objects.filter(pk__in=keys).select_related("unit", "proposer", "voiced_by")
        return entries_of(list(rows))

    def tell(self, keys: Iterable[int], whole: set[int], person: Any) -> dict[int, Told]:
        rows = Proposal.objects.filter(pk__in=list(keys)).order_by()
        columns = (
            "pk",
            "number",
            "state",
            "unit__name",
            "unit__short_name",
            "lead_unit__name",
            "lead_unit__short_name",
        )
        told = {}
        for row in rows.values(*columns):
            lead = row["lead_unit__short_name"] or row["lead_unit__name"]
            is_whole = row["pk"] in whole
            told[row["pk"]] = Told(
                url=reverse("proposals:proposal-detail", args=[row["pk"]])
                if is_whole
                else reverse("proposals:ledger-entry", args=[row["number"]]),
                number=row["number"],
                unit=row["unit__short_name"] or row["unit__name"],
                meta=f"{lead}承办" if lead else "",
                state=row["state"] if is_whole else "",
                state_words=State(row["state"]).label if is_whole else "",
            )
        return told


SOURCES = [Matters()]


def speaking_of(question: str, person: Any) -> Q:
    """Condition on what `person` may open: that it holds every word; of what is being written still, as it stands now."""
    found, terms = holding(question, Matters.code), words.terms(question)
    if not terms:
        return found
    drafts = Proposal.objects.concerning(person).filter(state__in=[State.DRAFT, State.RETURNED]).order_by()
    own = [pk for pk, text in drafts.values_list("pk", "search_text") if holds(terms, words.plain(text))]
    return found | Q(pk__in=own) if own else found


def openly_speaking_of(question: str) -> Q:
    """Condition on what stands in the public ledger: that what everybody may read there holds every word."""
    return holding(question, Matters.code, openly=True)


def keep_found(proposal: Proposal) -> None:
    """Let a matter be found as it stands now, its unsaved changes included; a draft is not found."""
    if proposal.number is not None:
        keep(Matters.code, entries_of([proposal]), [proposal.pk])


def keep_all_found(keys: Iterable[int]) -> None:
    """Let many be found that were written past the workflow."""
    pks = list(keys)
    for start in range(0, len(pks), AT_ONCE):
        portion = pks[start : start + AT_ONCE]
        keep(Matters.code, SOURCES[0].entries(portion), portion)


def entries_of(proposals: list[Proposal]) -> list[Entry]:
    """What is looked through of these; six queries, however many they are."""
    pks = [proposal.pk for proposal in proposals]
    names, numbers, points, answers = _names(pks), *(_texts(pks, what) for what in (_numbers, _points, _answers))
    found = []
    for proposal in proposals:
        if proposal.submitted_on is None:
            continue
        pk = proposal.pk
        hidden = sorted({*names[pk], *(person.name for person in proposal.voices())}, key=len, reverse=True)
        own = [*points[pk], *answers[pk]]
        blotted = [_blot(text, hidden) for text in own]
        kept_back = blotted[len(points[pk]) :] if proposal.is_confidential else []
        shown = blotted[: len(points[pk])] if proposal.is_confidential else blotted
        if proposal.is_confidential:
            more = [_blot(proposal.rationale, hidden), *kept_back]
        else:
            changed = [text for text, other in zip(own, blotted, strict=True) if text != other]
            more = [proposal.rationale, *(person.name for person in proposal.voices()), *changed]
        if (
            proposal.channel in CONFIDENTIAL
        ):  # not even the title of these is for everybody; the ledger tells it nowhere
            shown, more = [], [*shown, *more]
        found.append(
            Entry(
                subject=pk, on=proposal.submitted_on, kind=str(proposal.channel), unit=proposal.unit_id,
                title=proposal.title, open_text="\n".join([proposal.number or "", *numbers[pk], *shown]),
                more="\n".join(text for text in more if text),
            )
        )  # fmt: skip
    return found


def _blot(text: str, names: Iterable[str]) -> str:
    for name in names:
        if len(name) > 1:
            text = text.replace(name, BLOT * len(name))
    return text


def _names(pks: list[int]) -> defaultdict[int, set[str]]:
    """Who raised or co-signed each, or one that was merged into it."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    merged = Proposal.objects.order_by().filter(merged_into__in=pks)
    for head, *people in merged.values_list("merged_into", "proposer__name", "voiced_by__name"):
        found[head or 0].update(filter(None, people))
    signed = CoSigner.objects.order_by().values_list("proposal", "person__name")
    joined = CoSigner.objects.order_by().values_list("proposal__merged_into", "person__name")
    rows = signed.filter(proposal__in=pks).union(joined.filter(proposal__merged_into__in=pks), all=True)
    for pk, name in rows:
        found[pk].add(name)
    return found


def _texts(pks: list[int], read: Any) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for pk, *texts in read(pks):
        found[pk] += [text for text in texts if text]
    return found


def _numbers(pks: list[int]) -> Any:
    return FormerNumber.objects.filter(proposal__in=pks).values_list("proposal", "number")


def _points(pks: list[int]) -> Any:
    return Point.objects.filter(proposal__in=pks).order_by("proposal", "order").values_list("proposal", "text")


def _answers(pks: list[int]) -> Any:
    signed = Reply.objects.signed().filter(proposal__in=pks).order_by("round", "pk")
    yield from signed.values_list("proposal", "text", "plan")
    each = PointAnswer.objects.filter(reply__in=signed.values("pk")).order_by("pk")
    yield from each.values_list("reply__proposal", "text")
