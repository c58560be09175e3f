"""A ballot paper: its questions in order, fixed to the byte once it is frozen."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ymdm.workflow import Refused

from .items import ID, KINDS, Item

POINT, TAG = 65, 16  # what sealing adds to the plaintext
VERSION = 1
Choice = dict[str, Any]


@dataclass(frozen=True)
class Paper:
    """What every voter of a box gets, the same for all."""

    row: Mapping[str, Any]
    items: tuple[Item, ...]

    @classmethod
    def parse(cls, row: Mapping[str, Any]) -> Paper:
        """Raises Refused with what is wrong with the paper."""
        if row.get("v") != VERSION or not isinstance(row.get("items"), list) or not row["items"]:
            raise Refused("选票是空的，或者不是本系统的选票。", remedy="请至少放一个事项。")
        if not str(row.get("title") or "").strip():
            raise Refused("选票没有标题。")
        items = tuple(_item(one) for one in row["items"])
        if len({one.id for one in items}) < len(items):
            raise Refused("选票上有两个事项用了同一个编号。")
        return cls(row, items)

    @property
    def title(self) -> str:
        return str(self.row["title"])

    def canonical(self) -> bytes:
        """The bytes that the hash stands for: sorted names, no spaces, NFC."""
        text = json.dumps(self.row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return unicodedata.normalize("NFC", text).encode()

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical bytes, hex."""
        return hashlib.sha256(self.canonical()).hexdigest()

    @property
    def body_len(self) -> int:
        """Bytes of every sealed ballot of this paper: as many as the fullest one takes."""
        fullest = sum(len(f'"{item.id}":,') + item.most_bytes() for item in self.items)
        return POINT + TAG + len('{"c":{}}') + fullest

    def unpack(self, plaintext: bytes) -> Choice | None:
        """The answers of a ballot by question; None where it cannot be read. What was not asked is dropped."""
        try:
            read = json.loads(bytes(plaintext).decode())
        except (ValueError, RecursionError):
            return None
        choice = read.get("c") if isinstance(read, dict) else None
        if not isinstance(choice, dict):
            return None
        return {item.id: choice[item.id] for item in self.items if choice.get(item.id) not in (None, "", {})}

    def invalid(self, choice: Choice) -> dict[str, str]:
        """Questions whose answer does not count, with the reason. The others of the same ballot do."""
        faults = {one.id: one.fault(choice[one.id]) for one in self.items if one.id in choice}
        if self.row.get("differ") and len(marks := self._scores(choice)) > 1 and len({*marks.values()}) == 1:
            # A scale that is used for nobody says nothing of anybody (EVA-47).
            faults |= dict.fromkeys(marks, "所有分数都一样，这张票的评分无效（EVA-47）。")
        return {name: why for name, why in faults.items() if why}

    def faults(self, choice: Choice) -> list[str]:
        """Why a ballot, or part of it, would not count; in sentences for whoever fills it in."""
        return list(dict.fromkeys(self.invalid(choice).values()))

    def _scores(self, choice: Choice) -> dict[str, Any]:
        return {one.id: choice[one.id] for one in self.items if one.kind == "score" and type(choice.get(one.id)) is int}


def _item(row: Any) -> Item:
    if not isinstance(row, dict) or row.get("kind") not in KINDS or not ID.fullmatch(str(row.get("id") or "")):
        raise Refused("选票上有一个事项认不出。", remedy="编号用小写字母和数字，种类见 KINDS。")
    item = KINDS[row["kind"]](row)
    if not item.label.strip():
        raise Refused("选票上有一个事项没有文字。")
    item.check()
    return item
