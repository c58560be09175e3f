"""How long answers to the letters of past years took, computed from the rows of the ledger as of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import mean, median
from typing import Any

from django.utils import timezone

from ymdm.workdays import Workdays, calendar

from ..channels import Channel
from ..models import Proposal, Reply
from ..models.states import Source

THRESHOLDS = (5, 10, 15, 30, 60)
# Word for word those of the answers that the figures are checked against. Our own calendar counts (ymdm.workdays); it
# agrees with the one named here on every day of these letters.
DEFINITIONS = {
    "working_days": (
        "working days after the day of the letter, up to and including the day of the reply (the day itself never "
        "counts; a reply on the same day is 0); Chinese calendar with make-up days, PyPI chinesecalendar 1.11.0"
    ),
    "working_days_over": "letters whose working_days is larger than N",
    "reply_date_after_deadline": (
        "letters replied on a date later than the N-th working day (differs from the line above when the reply came "
        "on a day off right after the deadline)"
    ),
    "calendar_days": "difference of the two dates, times of day ignored",
    "letters_by_year": "by the year of the letter unless said otherwise",
}


class NotReconciled(Exception):
    """The rows of the ledger contradict each other; the sentence names them."""


@dataclass(frozen=True)
class Letter:
    """One letter with its days; `replied_on` is nothing while it is open on the day of the report."""

    id: int
    written_on: date
    replied_on: date | None
    working_days: int
    calendar_days: int
    is_late: dict[int, bool]


def reply_figures(as_of: date) -> dict[str, Any]:
    """The figures of the letters that were answered by the end of `as_of`; those still open then stand apart.

    The key `open` is there only while there are any: an average over answers alone says nothing of who waits.
    Raises NotReconciled.
    """
    letters = _letters(as_of)
    answered = [letter for letter in letters if letter.replied_on]
    waiting = [letter for letter in letters if not letter.replied_on]
    years = sorted({letter.written_on.year for letter in answered})
    by_year = {str(year): _part([one for one in answered if one.written_on.year == year]) for year in years}
    by_reply_year = Counter(str(letter.replied_on.year) for letter in answered if letter.replied_on)
    figures: dict[str, Any] = {
        "definitions": DEFINITIONS,
        **_part(answered),
        "by_letter_year": by_year,
        "letters_by_reply_year": dict(sorted(by_reply_year.items())),
        **_facts(answered),
    }
    if waiting:
        figures["open"] = {"letters": len(waiting), "working_days_over": _over(waiting, "working_days")}
    _reconcile(figures, as_of)
    return figures


def _imported() -> Any:
    return Proposal.objects.filter(channel=Channel.MAILBOX, source=Source.IMPORTED).order_by("pk")


def _letters(as_of: date) -> list[Letter]:
    rows = _imported().filter(submitted_on__lte=as_of).select_related("unit")
    calendars: dict[int, Workdays] = {}
    letters = []
    for row in rows.defer("rationale", "search_text").iterator(2000):
        workdays = calendars.setdefault(row.unit_id, calendars.get(row.unit_id) or calendar(row.unit))
        replied_on = row.replied_on if row.replied_on and row.replied_on <= as_of else None
        until = replied_on or as_of
        letters.append(
            Letter(
                int(row.register_number),
                row.submitted_on,
                replied_on,
                workdays.between(row.submitted_on, until),
                (until - row.submitted_on).days,
                {days: until > workdays.add(row.submitted_on, days) for days in THRESHOLDS},
            )
        )
    return letters


def _part(letters: Sequence[Letter]) -> dict[str, Any]:
    return {
        "letters": len(letters),
        "calendar_days": _spread([letter.calendar_days for letter in letters]),
        "working_days": _spread([letter.working_days for letter in letters]),
        "working_days_over": _over(letters, "working_days"),
        "reply_date_after_deadline": {str(n): sum(letter.is_late[n] for letter in letters) for n in THRESHOLDS},
        "calendar_days_over": _over(letters, "calendar_days"),
    }


def _spread(days: list[int]) -> dict[str, Any]:
    if not days:
        return dict.fromkeys(("min", "median", "mean", "max"))
    return {"min": min(days), "median": median(days), "mean": round(mean(days), 4), "max": max(days)}


def _over(letters: Sequence[Letter], unit: str) -> dict[str, int]:
    return {str(n): sum(getattr(letter, unit) > n for letter in letters) for n in THRESHOLDS}


def _facts(letters: Sequence[Letter]) -> dict[str, Any]:
    workdays = calendar()
    slowest = max(letters, key=lambda letter: (letter.calendar_days, -letter.id), default=None)
    return {
        "slowest": slowest
        and {"id": slowest.id, "calendar_days": slowest.calendar_days, "working_days": slowest.working_days},
        "same_day": sum(letter.calendar_days == 0 for letter in letters),
        "sum_of_ids": sum(letter.id for letter in letters),
        "replied_on_non_working_day": sum(
            not workdays.is_workday(letter.replied_on) for letter in letters if letter.replied_on
        ),
        "written_on_non_working_day": sum(not workdays.is_workday(letter.written_on) for letter in letters),
    }


def _reconcile(figures: dict[str, Any], as_of: date) -> None:
    """Against what the database itself counts, and day by day against the answers that were signed."""
    replies = Reply.objects.signed().filter(proposal__in=_imported().values("pk"), proposal__submitted_on__lte=as_of)
    signed = {pk: (number, timezone.localdate(at), on) for pk, number, at, on in replies.values_list(
        "proposal", "proposal__number", "signed_at", "proposal__replied_on")}  # fmt: skip
    if apart := [number for number, on, kept in signed.values() if on != kept]:
        raise NotReconciled(f"答复日期与签发的答复不一致，没有出数：{'、'.join(map(str, apart[:10]))}。")
    answered = sum(on <= as_of for _number, on, _kept in signed.values())
    sums = (
        figures["letters"],
        sum(part["letters"] for part in figures["by_letter_year"].values()),
        sum(figures["letters_by_reply_year"].values()),
        _imported().filter(submitted_on__lte=as_of).count() - figures.get("open", {}).get("letters", 0),
    )
    if any(total != answered for total in sums):
        raise NotReconciled(f"合计对不上，没有出数：签发的答复 {answered} 封，各项合计 {'、'.join(map(str, sums))}。")
