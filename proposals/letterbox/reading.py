"""A letter as its writer sees it: how far it is, and what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from ymdm.organization.models import Unit
from ymdm.ui.shapes import DONE, NOW, TODO, Station
from ymdm.ui.words import day

from . import rules
from .models import Grade, Letter, LetterKey, Message
from .workflow import messages_of


@dataclass(frozen=True)
class Line:
    """One word of the thread."""

    who: str
    role: str
    on: date
    text: str
    is_of_writer: bool


def thread(letter: Letter, key: LetterKey | None, *, for_writer: bool = True) -> list[Line]:
    """What was said after the letter, oldest first. Others than the writer see her words from the next morning on."""
    lines = []
    for row in messages_of(letter, key, all_of_them=for_writer):
        message: Message = row["message"]
        words = row["text"]
        if row["grade"]:
            words = f"{Grade(row['grade']).label}。{words}"
        who = ("我" if for_writer else "写信人") if message.is_of_writer else message.who
        lines.append(Line(who, message.get_kind_display(), message.on, words, message.is_of_writer))
    return lines


def course(letter: Letter) -> list[Station]:
    """收到 → 开箱 → 办理 → 答复 → 评价."""
    opened = letter.state != Letter.State.SEALED
    answered = letter.answered_on is not None
    again = letter.state == Letter.State.AGAIN
    stations = [
        Station("收到", DONE, (day(letter.received_on),)),
        Station("开箱", DONE if opened else NOW, () if opened else (f"{day(next_slot(letter.unit))}收箱",)),
        Station(
            "办理", DONE if answered else NOW if opened else TODO, ("正在办理",) if opened and not answered else ()
        ),
        Station("答复", DONE if answered else TODO, (day(letter.answered_on),) if letter.answered_on else ()),
    ]
    if again:
        stations.append(Station("再次答复", NOW, ("正在办理",)))
    elif letter.second_answered_on:
        stations.append(Station("再次答复", DONE, (day(letter.second_answered_on),)))
    rated = letter.messages.filter(kind=Message.Kind.RATING).exists()
    return [*stations, Station("您来评价", DONE if rated else NOW if answered and not again else TODO)]


def next_slot(unit: Unit) -> date:
    """The day on which a letter of today comes out of the box."""
    today = timezone.localdate()
    return rules.next_opening(today, rules.OPENINGS.at(unit, today).value or 1)
