"""One entry of the ledger as a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from ymdm.duties.rules import Light
from ymdm.ui.shapes import DONE, LATE, NOW, TODO, Station
from ymdm.ui.words import day
from ymdm.workdays import Workdays

from ..channels import CONFIDENTIAL
from ..models import Proposal, Reply, Review, State
from .entries import KEPT_BACK, Around, Blots, Facts, Line, chip, facts_of, grade, line_of, who

NAMED_ONLY = "来访人的身份和反映的内容只有接待人、记录人和承办人知道，这里只公开办理的进度。"


@dataclass(frozen=True)
class Answer:
    """What was answered to one point."""

    asked: str
    stance: str
    text: str


@dataclass(frozen=True)
class Letter:
    """One signed letter as everybody may read it."""

    words: str
    number: str
    on: date | None
    text: str
    answers: list[Answer]
    plan: str
    follow_up_on: date | None


@dataclass(frozen=True)
class Entry:
    """Everything that the page of one entry tells."""

    line: Line
    who: str
    session: str
    category: str
    points: list[str]
    letters: list[Letter]
    kept_back: str
    reason: str
    head: Proposal | None
    merged: list[Proposal]
    chip: tuple[str, str, str] | None
    light: Light | None
    grade: str
    stations: list[Station]
    is_imported: bool


def read(proposal: Proposal, standing: str, today: date, workdays: Workdays) -> Entry:
    """Word one proposal; a fixed number of queries."""
    facts = facts_of(proposal, standing)
    around = Around.of([facts])
    line = line_of(facts, around, today, workdays)
    letters = list(proposal.replies.signed().prefetch_related("point_answers__point").order_by("round", "pk"))
    blots = Blots([facts])
    points = [blots.out(proposal.pk, point.text) for point in proposal.points.all()]
    secret = proposal.channel in CONFIDENTIAL
    kept = proposal.is_confidential or secret
    last: Review | None = proposal.reviews.order_by("at", "pk").last() if proposal.state == State.NOT_FILED else None
    return Entry(
        line=line,
        who=who(facts),
        session=str(proposal.session or ""),
        category=str(proposal.category or "没有归类"),
        points=[] if secret else points,
        letters=[] if kept else [_letter(letter, points, blots) for letter in letters],
        kept_back=NAMED_ONLY if secret else KEPT_BACK if kept and (letters or last) else "",
        reason="" if last is None or kept else blots.out(proposal.pk, last.text),
        head=proposal.merged_into,
        merged=list(proposal.merged.order_by("pk")),
        chip=chip(facts, letters[-1] if letters else None),
        light=line.light,
        grade=grade(facts),
        stations=_stations(proposal, facts, line.light, today),
        is_imported=proposal.source == "imported",
    )


def _letter(letter: Reply, points: list[str], blots: Blots) -> Letter:
    def out(text: str) -> str:
        return blots.out(letter.proposal_id, text)

    return Letter(
        words="答复" if letter.round == 1 else "再次答复",
        number=letter.letter_number or "",
        on=timezone.localdate(letter.signed_at) if letter.signed_at else None,
        text=out(letter.text),
        answers=[
            Answer(out(answer.point.text), answer.get_stance_display(), out(answer.text))
            for answer in letter.point_answers.all()
        ],
        plan=out(letter.plan),
        follow_up_on=letter.follow_up_on,
    )


def _stations(proposal: Proposal, facts: Facts, now: Light | None, today: date) -> list[Station]:
    """The way of the matter, as far as the ledger knows its days."""
    stations = [Station("收到", DONE, _notes(proposal.submitted_on))]
    if proposal.state in {State.NOT_FILED, State.MERGED}:
        return [*stations, Station(proposal.get_state_display(), DONE, _notes(proposal.decided_on))]
    stations.append(Station("审查", DONE, tuple(filter(None, (_outcome(proposal), day(proposal.decided_on))))))
    if proposal.outcome == State.FORWARDED_UP:
        return [*stations, Station("上级答复", DONE if proposal.replied_on else NOW, _notes(proposal.replied_on))]
    unit = proposal.lead_unit.short if proposal.lead_unit else ""
    handed = DONE if proposal.assigned_on else NOW
    stations.append(Station("交办", handed, tuple(filter(None, (unit, day(proposal.assigned_on))))))
    if proposal.replied_on:
        stations.append(Station("答复", DONE, (day(proposal.replied_on),)))
    else:
        late = proposal.reply_due_on is not None and proposal.reply_due_on < today
        status = TODO if handed == NOW else LATE if late else NOW
        stations.append(Station("答复", status, (now.words,) if now else ()))
    if proposal.round > 1 or proposal.second_replied_on:
        answered = proposal.second_replied_on is not None
        late = bool(now and now.tone == "red")
        notes = _notes(proposal.second_replied_on) if answered else (now.words,) if now else ()
        stations.append(Station("再次答复", DONE if answered else LATE if late else NOW, notes))
    closed = proposal.closed_on is not None
    rated = proposal.state in {State.EVALUATED, State.CLOSED, State.ARCHIVED}
    waits = proposal.state == State.REPLIED
    stations.append(
        Station("评价", DONE if rated else NOW if waits else TODO, (grade(facts),) if rated or waits else ())
    )
    stations.append(
        Station(
            "办结", DONE if closed else NOW if proposal.state == State.EVALUATED else TODO, _notes(proposal.closed_on)
        )
    )
    return stations


def _outcome(proposal: Proposal) -> str:
    return State(proposal.outcome).label if proposal.outcome else ""


def _notes(on: date | None) -> tuple[str, ...]:
    return (day(on),) if on else ()
