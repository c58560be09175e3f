"""From the tellers' sheets, or from a box, to the counts of a vote."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from ymdm.ballots.papers import marks
from ymdm.organization.models import Person

from .models import Candidate, TellerSheet, Vote
from .rules.counting import Tally


def _facts(sheet: TellerSheet) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
    counts = sorted((one.candidate_id, one.votes) for one in sheet.counts.all())
    return sheet.figures, tuple(counts)


def agreed_sheets(vote: Vote) -> list[TellerSheet] | None:
    """One sheet a venue on which two tellers agree; None while any venue has none (CON-73, CON-75)."""
    by_venue: dict[int | None, list[TellerSheet]] = defaultdict(list)
    for sheet in vote.sheets.prefetch_related("counts").order_by("pk"):
        by_venue[sheet.venue_id].append(sheet)
    agreed = []
    for venue in vote.session.venues.all():
        pairs = combinations(by_venue[venue.pk], 2)
        same = next((one for one, other in pairs if _facts(one) == _facts(other)), None)
        if same is None:
            return None
        agreed.append(same)
    return agreed


def disagreement(vote: Vote) -> str:
    """What two tellers of a venue counted differently, as a sentence; empty while fewer than two have counted."""
    for venue in vote.session.venues.all():
        sheets = list(vote.sheets.filter(venue=venue).select_related("teller").prefetch_related("counts"))
        if len(sheets) < 2 or any(_facts(one) == _facts(other) for one, other in combinations(sheets, 2)):
            continue
        labels = ("发出", "收回", "赞成", "反对", "弃权", "无效")
        first, second = sheets[0], sheets[1]
        apart = [
            f"{label} {mine} 和 {theirs}"
            for label, mine, theirs in zip(labels, first.figures, second.figures, strict=True)
            if mine != theirs
        ]
        names = {one.candidate_id: one.votes for one in second.counts.all()}
        apart += [
            f"{one.candidate} {one.votes} 和 {names.get(one.candidate_id, 0)}"
            for one in first.counts.select_related("candidate__person")
            if one.votes != names.get(one.candidate_id, 0)
        ]
        return f"{venue}：{first.teller}、{second.teller}的计票单不一致（{'，'.join(apart)}），请一起重新清点。"
    return ""


def fill(vote: Vote, sheets: Sequence[TellerSheet]) -> None:
    """Put the sums of all venues into the vote and its candidates."""
    for name in ("issued", "returned", "yes", "no", "abstain", "invalid"):
        setattr(vote, name, sum(getattr(sheet, name) for sheet in sheets))
    for candidate in vote.candidates.all():
        candidate.votes = sum(
            one.votes for sheet in sheets for one in sheet.counts.all() if one.candidate_id == candidate.pk
        )
        candidate.save(update_fields=["votes"])


def fill_from_box(vote: Vote, result: Mapping[str, Any], issued: int) -> None:
    """Put what a box gave into the vote and its candidates. A blank ballot is no voice in favour: an abstention (CON-63)."""
    (item,) = result["items"].values()
    vote.issued, vote.returned = issued, sum(result["ballots"].values())
    vote.yes = vote.no = vote.abstain = 0
    if vote.form == Vote.Form.DECISION:
        found = marks(item)
        vote.yes, vote.no = found.given["yes"], found.given["no"]
        vote.abstain, vote.invalid = found.given["abstain"] + found.blank, found.invalid
        return
    groups = item["groups"].values()
    vote.invalid = sum(group["invalid"] for group in groups)
    for candidate in vote.candidates.all():
        candidate.votes = sum(group["for"][str(candidate.pk)] for group in groups)
        candidate.save(update_fields=["votes"])
    _write_in(vote, sum((Counter(group["write"]) for group in groups), Counter()))


def _write_in(vote: Vote, names: Mapping[str, int]) -> None:
    """Others who were named (F30): a name that one person of the unit alone bears joins the candidates, the rest stays a name."""
    order, rest = vote.candidates.count(), {}
    for name, number in sorted(names.items(), key=lambda pair: (-pair[1], pair[0])):
        found = list(Person.objects.filter(name=name, unit__path__startswith=vote.unit.path, is_active=True)[:2])
        if len(found) == 1 and not vote.candidates.filter(person=found[0]).exists():
            order += 1
            Candidate.objects.create(vote=vote, person=found[0], order=order, votes=number, is_written_in=True)
        else:
            rest[name] = number
    vote.others = rest


def tally_of(vote: Vote) -> Tally | None:
    """What was counted, or None."""
    if vote.yes is None or vote.no is None or vote.abstain is None:
        return None
    return Tally(vote.issued, vote.returned, vote.yes, vote.no, vote.abstain, vote.invalid or 0)
