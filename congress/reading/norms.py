"""三个规范 as they are read: three groups of checks with verdict, numbers, rule, where the rows are, and what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from ymdm.workdays import calendar

from ..law import law_for
from ..models import CongressSession, Explanation
from ..rules.conforming import CHECKS, NORMS, conformity
from ..rules.finding import Finding, Verdict
from .facts import facts_of

# The page of the session on which the rows of a check are.
ROWS = {
    "T1": "sessions", "T3": "plan", "T4": "people", "T5": "plan", "T6": "minutes", "T7": "minutes", "T8": "minutes",
    "C1": "agenda", "C2": "agenda", "C3": "agenda", "C5": "agenda", "P2": "plan", "P3": "people", "P4": "people",
    "P5": "votes", "P6": "votes", "P7": "votes", "P8": "votes", "P9": "people", "P10": "minutes",
}  # fmt: skip
WATCHED = {"people"}


@dataclass(frozen=True)
class Check:
    """One check; an explanation stands beside it and changes nothing."""

    finding: Finding
    rows: str
    explanations: Sequence[Explanation]

    @property
    def code(self) -> str:
        return self.finding.code

    @property
    def title(self) -> str:
        return CHECKS[self.code]

    @property
    def tone(self) -> str:
        return {Verdict.PASS: "ok", Verdict.WARN: "warn", Verdict.FAIL: "bad", Verdict.NA: "todo"}[self.finding.verdict]

    @property
    def icon(self) -> str:
        return {"ok": "check-c", "warn": "alert", "bad": "x-c", "todo": "dash-c"}[self.tone]

    @property
    def says(self) -> str:
        return "还没有到期" if self.finding.is_pending else self.finding.verdict.says

    @property
    def is_open(self) -> bool:
        """Whether somebody has to look at it: it failed or warns."""
        return not self.finding.is_met

    @property
    def numbers(self) -> str:
        return "，".join(f"{label} {value}" for label, value in self.finding.numbers)

    @property
    def explained(self) -> str:
        return "；".join(f"{one.text}（{one.by}）" for one in self.explanations)


@dataclass(frozen=True)
class Norm:
    """One of the three norms with its checks."""

    code: str
    title: str
    checks: Sequence[Check]

    @property
    def passed(self) -> int:
        return sum(one.tone == "ok" for one in self.checks)

    @property
    def judged(self) -> int:
        """Those that are due and concern the unit."""
        return sum(one.tone != "todo" for one in self.checks)


def has_norms(session: CongressSession) -> bool:
    """A session held before the house kept records left no procedure to check, nor one that was called off."""
    return session.state not in (CongressSession.State.PAST, CongressSession.State.CANCELLED)


def norms_of(session: CongressSession, today: date, *, watches: bool = True) -> list[Norm]:
    """The 24 checks of the session in their three norms. A fixed number of queries."""
    said: dict[str, list[Explanation]] = {}
    for one in session.explanations.select_related("by"):
        said.setdefault(one.code, []).append(one)
    found = conformity(facts_of(session), law_for(session), calendar(session.unit), today)

    def check(finding: Finding) -> Check:
        page = ROWS.get(finding.code, "")
        args = [] if page == "sessions" else [session.pk]
        rows = reverse(f"congress:{page}", args=args) if page and (watches or page not in WATCHED) else ""
        return Check(finding, rows, said.get(finding.code, ()))

    return [
        Norm(letter, title, [check(one) for one in found if one.code.startswith(letter)])
        for letter, title in NORMS.items()
    ]


def summary(norms: Sequence[Norm]) -> str:
    """17 项符合，2 项不符合，1 项请注意，4 项还没有到期."""
    counts: dict[str, int] = {}
    for norm in norms:
        for one in norm.checks:
            counts[one.says] = counts.get(one.says, 0) + 1
    order = ("符合", "不符合", "请注意", "还没有到期", "不适用")
    return "，".join(f"{counts[says]} 项{says}" for says in order if says in counts)
