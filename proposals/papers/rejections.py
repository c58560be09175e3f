"""Why rows of a list do not come in, and how a preview tells it. Each kind of list has its own table of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Reason:
    """Why a row does not come in; `about` is the word that the sentence names. TABLE: code to sentence and remedy."""

    code: str
    about: str = ""

    TABLE: ClassVar[Mapping[str, tuple[str, str]]] = {}

    @property
    def says(self) -> str:
        return self.TABLE[self.code][0].format(self.about)

    @property
    def remedy(self) -> str:
        return self.TABLE[self.code][1]


def listed(rejected: Sequence[tuple[Any, Sequence[Reason]]]) -> list[dict[str, Any]]:
    """The rejected rows with the codes of their reasons, as `--json` prints them."""
    return [
        {"sheet": row.sheet, "row": row.row, "name": row.label, "reasons": [reason.code for reason in reasons]}
        for row, reasons in rejected
    ]


def told(rejected: Sequence[tuple[Any, Sequence[Reason]]]) -> list[dict[str, Any]]:
    """The same with sentences and remedies, as the page shows them; a remedy that holds twice is told once."""
    return [
        bad
        | {
            "says": [reason.says for reason in reasons],
            "remedies": list(dict.fromkeys(reason.remedy for reason in reasons)),
        }
        for bad, (_row, reasons) in zip(listed(rejected), rejected, strict=True)
    ]
