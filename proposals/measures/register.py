"""What a register of past sessions adds up to, computed from the proposals in the database."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from ymdm.duties.models import Duty
from ymdm.measures import Measure
from ymdm.workdays import Workdays, calendar

from .. import kinds
from ..models import CoSigner, Evaluation, Proposal
from ..models.states import State

RESULTS = {
    State.FILED: "立案",
    State.CONVERTED: "转为建议",
    State.NOT_FILED: "不予立案",
    State.MERGED: "并案",
    State.FORWARDED_UP: "转上级",
    "": "撤回",
}
GRADES = dict(Evaluation.Grade.choices)


@dataclass(frozen=True)
class Entry:
    """One proposal as a register lists it, as of a day. `state` is how its deadline stands; None if never assigned."""

    proposal: Proposal
    limit: int | None
    co_signers: int
    replied_on: date | None
    second_on: date | None
    state: str | None
    working_days: int | None

    @property
    def satisfaction(self) -> str | None:
        return GRADES.get(self.proposal.first_grade) if self.replied_on else None

    @property
    def measures(self) -> str:
        """What is asked, without blanks: two proposals that ask the same are about the same matter."""
        return "".join("".join(self.proposal.measures).split())

    def line(self) -> dict[str, Any]:
        proposal = self.proposal
        line: dict[str, Any] = {
            "no": proposal.register_number,
            "session": str(proposal.session),
            "result": RESULTS[proposal.outcome],
            "merged_into": proposal.merged_into.register_number if proposal.merged_into else None,
            "proposer": str(proposal.proposer),
            "delegation": str(proposal.delegation or ""),
            "cosigners": self.co_signers,
            "dept": str(proposal.lead_unit) if self.state else None,
            "assigned": _iso(proposal.assigned_on) if self.state else None,
            "limit": self.limit if self.state else None,
            "replied": _iso(self.replied_on),
            "satisfaction": self.satisfaction,
            "second_reply": _iso(self.second_on),
        }
        if self.state:
            line |= {
                "deadline": _iso(proposal.reply_due_on),
                "state": self.state,
                "working_days": self.working_days,
            }
        return line


def register_figures(proposals: QuerySet[Proposal], as_of: date) -> dict[str, Any]:
    """The figures of a register as of a day: in all, per session, mergers, matters that came again, every entry.

    A fixed number of queries. Shares run from 0 to 1 with four decimals, half up.
    """
    entries = _entries(proposals, as_of)
    by_session: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_session[str(entry.proposal.session)].append(entry)
    return {
        "as_of": as_of.isoformat(),
        "rule": (
            "a working day is counted from the day after 交办日期; on time = 答复日期 not later than the last day of the "
            "limit; calendar: holidays.csv"
        ),
        "all": _summary(entries),
        **{session: _summary(those) for session, those in by_session.items()},
        "merge_groups": _mergers(entries),
        "same_topic_in_both_years": _again(list(by_session.values())),
        "items": [entry.line() for entry in entries],
    }


def _entries(proposals: QuerySet[Proposal], as_of: date) -> list[Entry]:
    signed = Count("co_signers", Q(co_signers__state=CoSigner.State.SIGNED))
    answers = Duty.objects.filter(kind=kinds.REPLY, cancelled_at=None)
    rows = (
        proposals.select_related("session__term", "merged_into", "delegation", "lead_unit", "proposer")
        .prefetch_related("points", Prefetch("duties", answers))
        .annotate(signed=signed)
        .order_by("session__term__number", "session__number", "register_number", "pk")
    )
    workdays = calendar()
    return [_entry(row, as_of, workdays) for row in rows]


def _entry(proposal: Any, as_of: date, workdays: Workdays) -> Entry:
    assigned = proposal.assigned_on if _by(proposal.assigned_on, as_of) else None
    replied = proposal.replied_on if _by(proposal.replied_on, as_of) else None
    return Entry(
        proposal=proposal,
        limit=next((duty.days for duty in proposal.duties.all()), None),
        co_signers=proposal.signed,
        replied_on=replied,
        second_on=proposal.second_replied_on if _by(proposal.second_replied_on, as_of) else None,
        state=_state(proposal.reply_due_on, replied, as_of) if assigned else None,
        working_days=workdays.between(assigned, replied or as_of) if assigned else None,
    )


def _by(day: date | None, as_of: date) -> bool:
    return day is not None and day <= as_of


def _state(due_on: date, replied_on: date | None, as_of: date) -> str:
    if replied_on:
        return "on_time" if replied_on <= due_on else "late"
    return "open_overdue" if due_on < as_of else "open_in_time"


def _summary(entries: Sequence[Entry]) -> dict[str, Any]:
    assigned = [entry for entry in entries if entry.state]
    replied = [entry for entry in assigned if entry.replied_on]
    by_dept: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in assigned:
        by_dept[str(entry.proposal.lead_unit)][str(entry.state)] += 1
    content = sum(entry.satisfaction in {"满意", "基本满意"} for entry in replied)
    return {
        "total": len(entries),
        "by_result": dict(Counter(RESULTS[entry.proposal.outcome] for entry in entries)),
        "by_state": dict(Counter(str(entry.state) for entry in assigned)),
        "reply_rate": _share(len(replied), len(assigned)),
        "on_time_rate_of_assigned": _share(sum(entry.state == "on_time" for entry in assigned), len(assigned)),
        "satisfied_rate_of_replied": _share(content, len(replied)),
        "dissatisfied_without_second_reply": sum(
            entry.satisfaction == "不满意" and entry.second_on is None for entry in replied
        ),
        "by_dept": {dept: dict(counts) for dept, counts in sorted(by_dept.items())},
    }


def _share(part: int, whole: int) -> float | None:
    return Measure.share("", part, whole, definition="").fraction


def _mergers(entries: Iterable[Entry]) -> list[list[str]]:
    """Each head with what was merged into it."""
    groups: dict[str, list[str]] = {}
    for entry in entries:
        if head := entry.proposal.merged_into:
            groups.setdefault(head.register_number, [head.register_number]).append(entry.proposal.register_number)
    return sorted(groups.values())


def _again(sessions: list[list[Entry]]) -> list[list[str]]:
    """Matters that were raised in one session and raised again in a later one; merged ones stand for their heads."""
    asked = [
        {
            entry.measures: entry.proposal.register_number
            for entry in reversed(those)
            if not entry.proposal.merged_into_id
        }
        for those in sessions
    ]
    pairs = [
        [earlier[matter], later[matter]]
        for earlier, later in combinations(asked, 2)
        for matter in earlier
        if matter and matter in later
    ]
    return sorted(pairs)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
