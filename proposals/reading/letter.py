"""A reply as it is read: the answer in sum, to every point, what follows, and whether the assisting units agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..models import PointAnswer, Reply
from .reader import Reader

STANCE_TONES = {
    PointAnswer.Stance.ADOPTED: ("ok", "check"),
    PointAnswer.Stance.PARTLY: ("info", "check"),
    PointAnswer.Stance.NOT_ADOPTED: ("warn", "x-c"),
    PointAnswer.Stance.EXPLAINED: ("", "info"),
}


@dataclass(frozen=True)
class Answer:
    """The answer to one point: what was asked, the stance with its tone and drawing, the words."""

    order: int
    asked: str
    stance: str
    tone: str
    icon: str
    text: str


@dataclass(frozen=True)
class Voice:
    """One assisting unit about the draft. A dissent stands beside the answer for good (proposals.md 14)."""

    unit: str
    by: str
    agrees: bool
    text: str


@dataclass(frozen=True)
class Letter:
    text: str
    result: str
    answers: Sequence[Answer]
    plan: str
    follow_up_on: date | None
    voices: Sequence[Voice]
    waiting: Sequence[str] = ()


def letter(reply: Reply, reader: Reader, waiting: Sequence[str] = ()) -> Letter:
    """The reply for one reader, names left out that are kept from her. `waiting`: units whose word is still missing."""
    return Letter(
        text=reader.words(reply.text),
        result=f"{reply.result_class} 类 {reply.class_words}",
        answers=[
            Answer(
                row.point.order, reader.words(row.point.text), row.get_stance_display(),
                *STANCE_TONES[PointAnswer.Stance(row.stance)], reader.words(row.text),
            )
            for row in reply.point_answers.all()
        ],
        plan=reader.words(reply.plan),
        follow_up_on=reply.follow_up_on,
        voices=[
            Voice(str(row.assignment.unit), str(row.by), row.agrees, reader.words(row.text))
            for row in reply.countersigns.all()
        ],
        waiting=waiting,
    )  # fmt: skip
