"""What a cell of the coverage map is worth, and when it is a dead corner (DIS-40 to DIS-44). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ymdm.measures import rounded
from ymdm.rulebook import Confidence, Rule

D = Confidence.OWN_DECISION

COVERAGE = Rule("DIS-41", "按期公开的占应公开的比例，经批准不公开的另计", None, "", "", D)
DEAD = Rule("DIS-44", "连续 4 期没有公开，或者班组 {} 天没有公开，或者张贴期满没有接续，就是死角", 90, "天", "", D)
LAST_PERIODS = 4


class Tone(StrEnum):
    """How a cell is coloured; each has a letter and a pattern of its own as well."""

    FULL = "full"
    PART = "part"
    LATE = "late"
    DEAD = "dead"
    WITHHELD = "withheld"
    WAITING = "waiting"
    QUIET = "quiet"
    NONE = "none"


WORDS = {
    Tone.FULL: ("全", "全部按期公开"),
    Tone.PART: ("部", "还有逾期未公开的"),
    Tone.LATE: ("迟", "都已公开，有逾期的"),
    Tone.DEAD: ("缺", "死角"),
    Tone.WITHHELD: ("密", "经批准不公开"),
    Tone.WAITING: ("待", "未到期"),
    Tone.QUIET: ("无", "没有登记要公开的事"),
    Tone.NONE: ("—", "不适用"),
}


@dataclass(frozen=True)
class Cell:
    """What one unit owed of one item in the picked time. `due` counts what had to be open, withheld ones apart."""

    due: int = 0
    in_time: int = 0
    late: int = 0
    silent: int = 0
    withheld: int = 0
    waiting: int = 0
    is_dead: bool = False
    is_adopted: bool = True

    @property
    def tone(self) -> Tone:
        if self.is_dead:
            return Tone.DEAD
        if self.silent:
            return Tone.PART
        if self.late:
            return Tone.LATE
        if self.in_time:
            return Tone.FULL
        if self.withheld:
            return Tone.WITHHELD
        if self.waiting:
            return Tone.WAITING
        return Tone.QUIET if self.is_adopted else Tone.NONE

    @property
    def letter(self) -> str:
        return WORDS[self.tone][0]

    @property
    def words(self) -> str:
        return WORDS[self.tone][1]

    @property
    def says(self) -> str:
        """“死角：应公开 3 项，按期 1 项，逾期公开 1 项，未公开 1 项”."""
        counts = [
            f"{says} {number} 项"
            for says, number in (
                ("应公开", self.due), ("按期", self.in_time), ("逾期公开", self.late), ("未公开", self.silent),
                ("经批准不公开", self.withheld), ("未到期", self.waiting),
            )
            if number
        ]  # fmt: skip
        return f"{self.words}：{'，'.join(counts)}" if counts else self.words

    @property
    def share(self) -> str:
        """Coverage without a sign of measure: 66.67, or nothing where nothing was due."""
        value = rounded(100 * self.in_time, self.due)
        return "" if value is None else str(value)


def is_dead(*, silent_ends: set[date], answered_until: date | None, posting_ended: bool) -> bool:
    """Whether a cell is a dead corner: nothing open in its last four periods, or a posting that nothing follows. DIS-44.

    `silent_ends` are the last days of the periods that are overdue; `answered_until` is the last day of the latest
    period of which something was published, or withheld on an approved ground.
    """
    after = {day for day in silent_ends if answered_until is None or day > answered_until}
    if not after:
        return False
    # Who has never opened anything has opened nothing in the last four periods, however few there were.
    return answered_until is None or len(after) >= LAST_PERIODS or posting_ended


def is_team_dead(last_on: date | None, since: date, today: date, days: int) -> bool:
    """Whether a team has opened nothing in so many days; a new team has as many from its beginning. DIS-44."""
    return today - (last_on or since) > timedelta(days=days)
