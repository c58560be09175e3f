"""When a duty turns which colour, and who is told at which stage (proposals.md section 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ymdm.workdays import Workdays


class Tone(StrEnum):
    """Lights of section 7. They tell time only and never what the answer is worth (that is the result class)."""

    GREEN = "green"
    BLUE = "blue"
    YELLOW = "amber"
    RED = "red"
    GREY = "paused"
    DONE = "done"


class Audience(StrEnum):
    """Who is told: the one who owes, the unit's head, the union that watches, the leader in charge."""

    OWNER = "owner"
    HEAD = "head"
    UNION = "union"
    LEADER = "leader"


@dataclass(frozen=True)
class Stage:
    """One rung of the ladder. `offset` counts working days from the due day: -3 is three left, 1 is one late."""

    code: str
    offset: int
    tone: Tone
    words: str
    audience: tuple[Audience, ...]


BLUE_FROM = 10  # “10 wd or less to due date”: 催办 to the handler, blue slip
YELLOW_FROM = 3  # “due in 3 wd or less”: 督办 to the unit's head, yellow slip
LADDER: tuple[Stage, ...] = (
    Stage("blue", -BLUE_FROM, Tone.BLUE, "到期前 10 个工作日，提醒承办人", (Audience.OWNER,)),
    Stage("yellow", -YELLOW_FROM, Tone.YELLOW, "到期前 3 个工作日，提醒单位负责人", (Audience.OWNER, Audience.HEAD)),
    Stage("due", 0, Tone.YELLOW, "到期当日，再次提醒", (Audience.OWNER, Audience.HEAD)),
    Stage(
        "red",
        1,
        Tone.RED,
        "逾期 1 个工作日，升级分管领导",
        (Audience.OWNER, Audience.HEAD, Audience.UNION, Audience.LEADER),
    ),
    Stage(
        "report",
        5,
        Tone.RED,
        "逾期 5 个工作日，列入例会通报并计入考评",
        (Audience.HEAD, Audience.UNION, Audience.LEADER),
    ),
)
STAGES = {stage.code: stage for stage in LADDER}


@dataclass(frozen=True)
class Light:
    """What the page shows of a deadline. `left` counts working days: 2 are left, -2 is two late."""

    tone: str
    words: str
    due_on: date | None = None
    left: int | None = None
    provisional: bool = False


def light(
    *,
    today: date,
    due_on: date,
    workdays: Workdays,
    met_on: date | None = None,
    paused: bool = False,
    provisional: bool = False,
) -> Light:
    """The light of a duty on the day `today`. Late means a date after the due date, never counted hours."""
    if met_on is not None:
        late = -workdays.left(met_on, due_on) if met_on > due_on else 0
        words = f"已办，晚 {late} 个工作日" if met_on > due_on else "按期办理"
        return Light(Tone.DONE, words, due_on)
    if paused:
        return Light(Tone.GREY, "等待对方，暂停计时", due_on, None, provisional)
    left = workdays.left(today, due_on)
    if today > due_on:
        # A due day can be followed by days off: the first of them is late by date though no working day has passed.
        return Light(Tone.RED, f"逾期 {-left} 个工作日" if left < 0 else "已逾期", due_on, left, provisional)
    words = "今天到期" if today == due_on else f"剩 {left} 个工作日"
    tone = Tone.YELLOW if left <= YELLOW_FROM else Tone.BLUE if left <= BLUE_FROM else Tone.GREEN
    return Light(tone, words, due_on, left, provisional)


def counted(workdays: Workdays, start: date, days: int, counting: str) -> date:
    """The last day of a period of working days, natural days or months from `start` (CAL-03, CAL-05, CAL-09)."""
    if counting == "workdays":
        return workdays.add(start, days)
    if counting == "months":
        return workdays.natural(start, months=days)
    return workdays.natural(start, days=days)


def reckoned(workdays: Workdays, opened_on: date, legs: Sequence[Sequence]) -> date:
    """The last day after all `legs` (counting, days), one after the other: period, extension, time that it stood."""
    due = opened_on
    for counting, days in legs:
        due = counted(workdays, due, days, counting)
    return due


def stage_day(stage: Stage, *, due_on: date, workdays: Workdays) -> date:
    """The day from which a stage holds. A stage after the due day starts on that working day late."""
    return workdays.add(due_on, stage.offset)


def stages_passed(*, opened_on: date, due_on: date, today: date, workdays: Workdays) -> list[Stage]:
    """The stages that are reached on `today`, lowest first.

    A rung that lies on or before the opening is left out: the duty's own notice said as much.
    """
    return [
        stage
        for stage in LADDER
        if opened_on < (day := stage_day(stage, due_on=due_on, workdays=workdays)) and day <= today
    ]


def next_stage_day(*, opened_on: date, due_on: date, done: Sequence[str], workdays: Workdays) -> date | None:
    """The day of the first rung that is still to come, None after the last. `done` holds codes already told."""
    days = [
        day
        for stage in LADDER
        if stage.code not in done and opened_on < (day := stage_day(stage, due_on=due_on, workdays=workdays))
    ]
    return min(days, default=None)
