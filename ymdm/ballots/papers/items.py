"""The kinds of questions on a ballot: decide, elect, rate, score, comment.

Each kind says what is wrong with its own text (`parse`), with a voter's answer (`fault`), how much room an answer takes
at most (`most_bytes`), and how answers are counted (`begin`, `count`, `add_paper`).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from ymdm.workflow import Refused

WRITE_INS = 10  # names that may be written in at most, however many seats there are
NAME = 30  # characters of a name that is written in
COMMENT = 1000  # characters of a comment at most
CHARACTER = 3  # bytes of a UTF-16 unit in UTF-8, as the browser counts `maxlength`
ID = re.compile(r"[a-z0-9_]{1,20}")
Counts = dict[str, Any]


def same_name(text: str) -> str:
    """A name as it is compared and counted: full-width forms and spaces make no other person."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _whole(row: Mapping[str, Any], name: str, least: int, most: int) -> int:
    value = row.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Refused(f"选票上“{row.get('text') or row.get('id')}”的 {name} 应是 {least} 至 {most} 之间的整数。")
    return value


def _bytes(value: Any) -> int:
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


@dataclass(frozen=True)
class Item:
    """One question. `row` is what the paper says of it."""

    row: Mapping[str, Any]
    kind: ClassVar[str]

    @property
    def id(self) -> str:
        return str(self.row["id"])

    @property
    def text(self) -> str:
        return str(self.row.get("text") or "")

    @property
    def label(self) -> str:
        """Who or what is asked about."""
        subject = self.row.get("subject")
        return str(subject[1]) if subject else self.text

    def check(self) -> None:
        """Raises Refused where the question cannot be put like this."""

    def fault(self, answer: Any) -> str:
        """Why this answer is invalid, in a sentence; empty where it is valid."""
        raise NotImplementedError

    def most_bytes(self) -> int:
        raise NotImplementedError

    def told(self) -> Counts:
        """What the result repeats of the question, so that it can be read without the paper."""
        kept = ("text", "subject", "options", "scale", "candidates", "seats", "low", "high", "step")
        return {"kind": self.kind, "label": self.label} | {name: self.row[name] for name in kept if name in self.row}

    def begin(self) -> Counts:
        raise NotImplementedError

    def count(self, counts: Counts, answer: Any) -> None:
        """Add one valid answer."""
        raise NotImplementedError

    def add_paper(self, counts: Counts, given: Mapping[str, Any], returned: int) -> None:
        """Add what was counted on paper: per choice and `invalid`; what is left is blank.

        Raises Refused where the counts do not add up (CON-69).
        """
        raise Refused(f"“{self.label}”不能用纸质票。")

    def _odd(self, returned: int) -> Refused:
        return Refused(
            f"“{self.label}”的纸质票对不上：各项合计超过了收回的 {returned} 张。", rule="CON-69", remedy="请重新清点。"
        )


@dataclass(frozen=True)
class OneOf(Item):
    """One of several words: for, against, abstain; or a grade."""

    names: ClassVar[str]

    @property
    def codes(self) -> list[str]:
        return [str(one[0]) for one in self.row[self.names]]

    def check(self) -> None:
        options = self.row.get(self.names)
        if not isinstance(options, list) or len(options) < 2:
            raise Refused(f"选票上“{self.label}”至少要有两个选项。")
        if any(
            not isinstance(one, list) or len(one) != 2 or not all(isinstance(x, str) and x for x in one)
            for one in options
        ):
            raise Refused(f"选票上“{self.label}”的选项要写代码和文字。")
        if len(set(self.codes)) < len(options) or len({one[1] for one in options}) < len(options):
            raise Refused(f"选票上“{self.label}”有重复的选项。")

    def fault(self, answer: Any) -> str:
        return "" if answer in self.codes else f"“{self.label}”没有这个选项。"

    def most_bytes(self) -> int:
        return max(_bytes(code) for code in self.codes)

    def begin(self) -> Counts:
        return {"options": dict.fromkeys(self.codes, 0), "blank": 0, "invalid": 0}

    def count(self, counts: Counts, answer: Any) -> None:
        counts["options"][answer] += 1

    def add_paper(self, counts: Counts, given: Mapping[str, Any], returned: int) -> None:
        marked = {code: int(given.get(code, 0)) for code in self.codes}
        invalid = int(given.get("invalid", 0))
        blank = returned - sum(marked.values()) - invalid
        if min([blank, invalid, *marked.values()]) < 0:
            raise self._odd(returned)
        for code, number in marked.items():
            counts["options"][code] += number
        counts["blank"] += blank
        counts["invalid"] += invalid


class Decide(OneOf):
    """A question that is passed or not, item by item (CON-66)."""

    kind = "decide"
    names = "options"


class Rate(OneOf):
    """A grade for a person or a body (EVA-40, EVA-41); no mark is an abstention and valid (EVA-43)."""

    kind = "rate"
    names = "scale"


class Elect(Item):
    """So many of these candidates, or others by name (section 8 of the congress page; CON-70)."""

    kind = "elect"

    @property
    def seats(self) -> int:
        return int(self.row["seats"])

    @property
    def people(self) -> dict[int, str]:
        return {int(one[0]): str(one[1]) for one in self.row["candidates"]}

    def check(self) -> None:
        seats = _whole(self.row, "seats", 1, 999)
        candidates = self.row.get("candidates")
        if not isinstance(candidates, list) or not candidates:
            raise Refused(f"选票上“{self.label}”没有候选人。")
        if any(not isinstance(one, list) or len(one) < 2 or not isinstance(one[0], int) for one in candidates):
            raise Refused(f"选票上“{self.label}”的候选人要写编号和姓名。")
        if len(self.people) < len(candidates):
            raise Refused(f"选票上“{self.label}”有重复的候选人。")
        if len(candidates) < seats and not self.row.get("write_in"):
            raise Refused(
                f"“{self.label}”应选 {seats} 名，候选人只有 {len(candidates)} 名。",
                remedy="请补足候选人，或者允许另选他人。",
            )

    def read(self, answer: Any) -> tuple[list[int], list[int], list[str]] | None:
        """For, against, and others by name; None where it is not an answer at all. A name of a candidate is the candidate."""
        if not isinstance(answer, dict) or set(answer) - {"for", "against", "write"}:
            return None
        chosen, against, write = (answer.get(name, []) for name in ("for", "against", "write"))
        if not all(isinstance(one, list) for one in (chosen, against, write)):
            return None
        if any(type(pk) is not int or pk not in self.people for pk in [*chosen, *against]):
            return None
        if any(not isinstance(name, str) or not same_name(name) or len(name) > NAME for name in write):
            return None
        known: dict[str, list[int]] = {}
        for pk, name in self.people.items():
            known.setdefault(same_name(name), []).append(pk)
        names = [same_name(name) for name in write]
        meant = [known[name][0] for name in names if len(known.get(name, ())) == 1]
        return [*chosen, *meant], list(against), [name for name in names if len(known.get(name, ())) != 1]

    def fault(self, answer: Any) -> str:
        read = self.read(answer)
        if read is None:
            return f"“{self.label}”填得认不出。"
        chosen, against, write = read
        if (write and not self.row.get("write_in")) or len(write) > WRITE_INS:
            return f"“{self.label}”不能另选这么多人。"
        if against and not self.row.get("against"):
            return f"“{self.label}”不能投反对。"
        if len({*chosen, *against}) < len(chosen) + len(against) or len(set(write)) < len(write):
            return f"“{self.label}”同一个人填了两次。"
        if len(chosen) + len(write) > self.seats:
            return f"“{self.label}”选了 {len(chosen) + len(write)} 人，最多 {self.seats} 人（CON-70）。"
        return ""

    def most_bytes(self) -> int:
        everybody = {"for": list(self.people), "against": []}
        names = ["字" * NAME] * min(self.seats, WRITE_INS) if self.row.get("write_in") else []
        return _bytes(everybody | {"write": names})

    def begin(self) -> Counts:
        zero = {str(pk): 0 for pk in self.people}
        return {"for": zero, "against": dict(zero), "write": {}, "invalid": 0}

    def count(self, counts: Counts, answer: Any) -> None:
        read = self.read(answer)
        assert read is not None  # noqa: S101  (a fault is not counted)
        for name, people in zip(("for", "against"), read[:2], strict=True):
            for pk in people:
                counts[name][str(pk)] += 1
        for name in read[2]:
            counts["write"][name] = counts["write"].get(name, 0) + 1

    def add_paper(self, counts: Counts, given: Mapping[str, Any], returned: int) -> None:
        invalid = int(given.get("invalid", 0))
        valid = returned - invalid
        said = {
            name: {str(pk): int(given.get(name, {}).get(str(pk), 0)) for pk in self.people}
            for name in ("for", "against")
        }
        write = {same_name(name): int(number) for name, number in given.get("write", {}).items()}
        numbers = [*said["for"].values(), *said["against"].values(), *write.values(), invalid, valid]
        if min(numbers) < 0 or sum(said["for"].values()) + sum(write.values()) > valid * self.seats:
            raise self._odd(returned)
        if any(said["for"][pk] + said["against"][pk] > valid for pk in said["for"]):
            raise self._odd(returned)
        for name, votes in said.items():
            for pk, number in votes.items():
                counts[name][pk] += number
        for name, number in write.items():
            counts["write"][name] = counts["write"].get(name, 0) + number
        counts["invalid"] += invalid


class Score(Item):
    """A whole number between two bounds (EVA-47)."""

    kind = "score"

    def check(self) -> None:
        low, high = _whole(self.row, "low", -1000, 1000), _whole(self.row, "high", -1000, 1000)
        if low >= high or self.row.get("step", 1) < 1:
            raise Refused(f"选票上“{self.label}”的最高分要大于最低分。")

    def fault(self, answer: Any) -> str:
        low, high = self.row["low"], self.row["high"]
        if type(answer) is not int or not low <= answer <= high or (answer - low) % self.row.get("step", 1):
            return f"“{self.label}”应是 {low} 至 {high} 之间的分数（EVA-47）。"
        return ""

    def most_bytes(self) -> int:
        return 5

    def begin(self) -> Counts:
        return {"scores": {}, "blank": 0, "invalid": 0}

    def count(self, counts: Counts, answer: Any) -> None:
        counts["scores"][str(answer)] = counts["scores"].get(str(answer), 0) + 1

    def add_paper(self, counts: Counts, given: Mapping[str, Any], returned: int) -> None:
        scores = {name: int(number) for name, number in given.items() if name != "invalid"}
        invalid = int(given.get("invalid", 0))
        blank = returned - sum(scores.values()) - invalid
        if min([blank, invalid, *scores.values()]) < 0 or any(self.fault(int(name)) for name in scores):
            raise self._odd(returned)
        for name, number in scores.items():
            counts["scores"][name] = counts["scores"].get(name, 0) + number
        counts["blank"] += blank
        counts["invalid"] += invalid


class Comment(Item):
    """Free words, cut loose from everything else that stands on the ballot (EVA-48)."""

    kind = "comment"

    def check(self) -> None:
        _whole(self.row, "most", 1, COMMENT)

    def fault(self, answer: Any) -> str:
        if not isinstance(answer, str) or len(answer) > self.row["most"]:
            return f"“{self.label}”最多 {self.row['most']} 个字。"
        return ""

    def most_bytes(self) -> int:
        return int(self.row["most"]) * CHARACTER + 2


KINDS: dict[str, type[Item]] = {one.kind: one for one in (Decide, Rate, Elect, Score, Comment)}
