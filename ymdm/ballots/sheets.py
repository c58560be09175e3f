"""A ballot paper as it lies before the voter: which items stand together, and what was typed where no script runs.

Names of the fields: `i1` for a choice of one, a score or a comment; `e1.17` for candidate 17 of an election; `e1.write`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.cache import cache
from django.http import QueryDict
from django.template.loader import render_to_string

from .models import BallotBox

ON_ONE_SHEET = 3  # sections; more are shown one after the other
MOST_WRITE_INS = 10
SHEET_SECONDS = 3600
SIGNS = {"yes": "yes", "no": "no", "abstain": "abstain"}


@dataclass(frozen=True)
class Section:
    """Items that are filled in together: one question, one election, or the ratings of many on one scale."""

    kind: str
    items: Sequence[Mapping[str, Any]]

    @property
    def first(self) -> Mapping[str, Any]:
        return self.items[0]

    @property
    def is_matrix(self) -> bool:
        return self.kind in ("rate", "score") and len(self.items) > 1


def sections(paper: Mapping[str, Any]) -> list[Section]:
    """The items of a paper in their order; neighbours that are rated alike stand in one section."""
    found = []
    for (kind, *_), items in groupby(paper["items"], key=_alike):
        found.append(Section(kind, [_shown(item) for item in items]))
    return found


def _alike(item: Mapping[str, Any]) -> tuple[Any, ...]:
    if item["kind"] == "rate":
        return ("rate", item["scale"], bool(item.get("blank")))
    if item["kind"] == "score":
        return ("score", item["low"], item["high"], item.get("step", 1))
    return (item["kind"], item["id"])


def _shown(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item with what the template asks for, whether the paper says it or not."""
    shown: dict[str, Any] = {"text": "", "name": "", "post": "", "blank": False, "step": 1} | dict(item)
    if item.get("subject"):
        shown["name"], shown["post"] = str(item["subject"][1]), str(item["subject"][2] if item["subject"][2:] else "")
    shown["label"] = shown["name"] or shown["text"]
    if item["kind"] == "elect":
        shown["against"] = bool(item.get("against"))
        shown["writes"] = range(1, min(item["seats"], MOST_WRITE_INS) + 1) if item.get("write_in") else ()
        shown["candidates"] = [
            {"pk": one[0], "name": one[1], "about": one[2] if one[2:] else ""} for one in item["candidates"]
        ]
    return shown


def paper_for(box: BallotBox, person: Any) -> Mapping[str, Any]:
    """The paper as it lies before one voter: without the line about herself, which is cast blank (EVA-49)."""
    mine = [item for item in box.paper["items"] if (item.get("subject") or [0])[0] == person.pk]
    return {**box.paper, "items": [item for item in box.paper["items"] if item not in mine]} if mine else box.paper


def drawn(box: BallotBox, paper: Mapping[str, Any] | None = None) -> str:
    """The sheet of a box as HTML, alike for every voter, from the cache: a frozen paper does not change.

    `paper` is that of a voter who does not get every line; it is drawn for her alone.
    """
    if paper is not None and paper is not box.paper:
        return _draw(box, paper)
    key = f"ballots-sheet:{box.pk}:{box.paper_hash}:{box.state == 'draft'}"
    html = cache.get(key)
    if html is None:
        html = _draw(box, box.paper)
        cache.set(key, html, SHEET_SECONDS)
    return html


def _draw(box: BallotBox, paper: Mapping[str, Any]) -> str:
    """A question alone, in the words of the title above it, is not written twice."""
    found = sections(paper)
    is_told = len(found) == 1 and found[0].first["text"] == str(box)
    return render_to_string("ballots/_sheet.html", {"sections": found, "is_told": is_told})


# --- without a script: what came in a form, as a choice -------------------------------------------------------------


def typed(paper: Mapping[str, Any], posted: QueryDict) -> dict[str, Any]:
    """The choice that a form without scripts carries; blanks are left out, as in the browser."""
    choice = {item["id"]: _typed_item(item, posted) for item in paper["items"]}
    return {name: value for name, value in choice.items() if value not in (None, "", {})}


def _typed_item(item: Mapping[str, Any], posted: QueryDict) -> Any:
    name, kind = item["id"], item["kind"]
    if kind == "elect":
        chosen = {one[0]: posted.get(f"{name}.{one[0]}", "") for one in item["candidates"]}
        made = {
            "for": [pk for pk, said in chosen.items() if said == "for"],
            "against": [pk for pk, said in chosen.items() if said == "against"],
            "write": [words.strip() for words in posted.getlist(f"{name}.write") if words.strip()][:MOST_WRITE_INS],
        }
        return {word: value for word, value in made.items() if value}
    value = posted.get(name, "").strip()
    if kind == "score":
        return int(value) if value.lstrip("-").isascii() and value.lstrip("-").isdigit() and len(value) < 7 else None
    return value.replace("\r\n", "\n")


def in_words(paper: Mapping[str, Any], choice: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Every item and what was chosen, in words, for the sheet that asks for confirmation."""
    return [(_shown(item)["label"], _say(item, choice.get(item["id"]))) for item in paper["items"]]


def _say(item: Mapping[str, Any], chosen: Any) -> str:
    if chosen in (None, "", {}):
        return "没有填，留空"
    if item["kind"] in ("decide", "rate"):
        return str(dict(item.get("options") or item["scale"]).get(chosen, "没有填，留空"))
    if item["kind"] == "elect":
        names = {one[0]: one[1] for one in item["candidates"]}
        parts = [
            ("赞成", [names[pk] for pk in chosen.get("for", ())]),
            ("反对", [names[pk] for pk in chosen.get("against", ())]),
            ("另选", chosen.get("write", ())),
        ]
        return "；".join(f"{word}：{'、'.join(people)}" for word, people in parts if people)
    return str(chosen)
