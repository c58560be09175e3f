"""Scales of grades as data (EVA-40, EVA-41), and the weights of groups that may be taken as a template (EVA-42, EVA-46)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ymdm.organization.models import LegalType
from ymdm.workflow import Refused

from .catalogue import GRADES

EXCELLENT, COMPETENT, BASIC, UNFIT = "excellent", "competent", "basic", "unfit"
STANDINGS = {"优秀": EXCELLENT, "称职": COMPETENT, "基本称职": BASIC, "不称职": UNFIT}


@dataclass(frozen=True)
class Grade:
    """One grade on the ballot. `points` out of 100; `standing` tells which rate it counts for (EVA-43)."""

    code: str
    words: str
    points: int
    standing: str

    @classmethod
    def of(cls, row: Any) -> Grade:
        """From the row that an appraisal keeps."""
        return cls(*row)

    @property
    def row(self) -> list[Any]:
        return [self.code, self.words, self.points, self.standing]


def _four(*words: str, standings: tuple[str, ...] = (EXCELLENT, COMPETENT, BASIC, UNFIT)) -> tuple[Grade, ...]:
    return tuple(
        Grade(code, word, points, standing)
        for code, word, points, standing in zip("abcd", words, (100, 80, 60, 0), standings, strict=True)
    )


CIVIL = _four("优秀", "称职", "基本称职", "不称职")
PUBLIC = _four("优秀", "合格", "基本合格", "不合格")
# 称职 is the third of these four: all three are competent or better.
GOOD = _four("优秀", "良好", "称职", "不称职", standings=(EXCELLENT, COMPETENT, COMPETENT, UNFIT))
SATISFIED = (
    Grade("a", "满意", 100, EXCELLENT), Grade("b", "基本满意", 60, BASIC), Grade("c", "不满意", 0, UNFIT),
)  # fmt: skip
FINE = _four("好", "较好", "一般", "差")


def leader_scales() -> dict[str, tuple[str, tuple[Grade, ...]]]:
    """Scales for persons: code to (words, grades)."""
    return {
        "civil": ("优秀、称职、基本称职、不称职", CIVIL),
        "public": ("优秀、合格、基本合格、不合格", PUBLIC),
        "good": ("优秀、良好、称职、不称职", GOOD),
    }


def body_scales() -> dict[str, tuple[str, tuple[Grade, ...]]]:
    """Scales for a leading body: code to (words, grades)."""
    return {"satisfied": ("满意、基本满意、不满意", SATISFIED), "fine": ("好、较好、一般、差", FINE)}


def leader_scale(legal_type: str) -> str:
    """The scale for persons that a unit of that legal type uses unless it chooses another. Rule EVA-40."""
    return "public" if legal_type == LegalType.PUBLIC_INSTITUTION else "civil"


_LINE = re.compile(r"(?P<words>\S{1,10})\s+(?P<points>\d{1,3})\s+(?P<standing>优秀|称职|基本称职|不称职)")


def parse_scale(text: str) -> tuple[Grade, ...]:
    """A unit's own scale, a grade a line: its words, points out of 100, and which of the four grades it counts as.

    Raises Refused for a line that cannot be read, fewer than two or more than six grades, a word twice, and for points
    that do not fall from line to line.
    """
    grades: list[Grade] = []
    for number, line in enumerate(filter(str.strip, text.splitlines())):
        found = _LINE.fullmatch(line.strip())
        if found is None or int(found["points"]) > 100:
            raise Refused(
                f"第 {number + 1} 行“{line.strip()[:20]}”读不懂。", rule=GRADES, remedy="请写成“良好 80 称职”的样子。"
            )
        grades.append(
            Grade("abcdefghij"[min(number, 9)], found["words"], int(found["points"]), STANDINGS[found["standing"]])
        )
    if not 2 <= len(grades) <= 6:
        raise Refused(f"等次有 {len(grades)} 个，要有 2 到 6 个。", rule=GRADES)
    if len({grade.words for grade in grades}) < len(grades):
        raise Refused("等次的名称重复。", rule=GRADES)
    if any(high.points <= low.points for high, low in pairwise(grades)):
        raise Refused("分值要从高到低，每一行都比上一行低。", rule=GRADES)
    return tuple(grades)


@dataclass(frozen=True)
class GroupTemplate:
    """A group of voters with its weight in percent."""

    kind: str
    name: str
    weight: int


def templates() -> dict[str, tuple[str, tuple[GroupTemplate, ...]]]:
    """Voter groups to begin with: code to (words, groups). Weights add up to 100."""
    return {
        "representatives": ("只由职工代表投票", (GroupTemplate("representatives", "职工代表", 100),)),
        "three": (
            "职工代表 40%、中层干部 30%、职工 30%",
            (
                GroupTemplate("representatives", "职工代表", 40),
                GroupTemplate("lower_heads", "中层干部", 30),
                GroupTemplate("staff", "职工", 30),
            ),
        ),
        # 西安煤机: mass ballot 30, peers 10, leader in charge 10, general manager 15 of the 65 that are voted on; own
        # report 5 and performance 30 come from elsewhere. Brought to 100 in whole percents.
        "t10": (
            "群众 46%、同级 15%、分管领导 15%、总经理 24%（参照一家企业的办法折算）",
            (
                GroupTemplate("representatives", "职工代表", 46),
                GroupTemplate("peers", "同级干部", 15),
                GroupTemplate("in_charge", "分管领导", 15),
                GroupTemplate("manager", "总经理", 24),
            ),
        ),
    }
