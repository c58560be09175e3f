"""Texts for the proposals: real motions where the shared data lies beside the checkout, generated ones otherwise."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from random import Random
from typing import NamedTuple

BESIDE = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "proposals" / "motions.csv"
WORDS = [
    "职工",
    "野外",
    "津贴",
    "食堂",
    "宿舍",
    "供暖",
    "体检",
    "培训",
    "考核",
    "报销",
    "车辆",
    "停车",
    "监测",
    "站点",
    "防汛",
    "值班",
    "轮岗",
    "导师",
    "职称",
    "补贴",
    "安全",
    "设备",
    "网络",
    "档案",
]
VERBS = ["建立", "完善", "提高", "改造", "增设", "调整", "公开", "规范", "优化", "更新", "落实", "简化"]


class Text(NamedTuple):
    title: str
    rationale: str
    points: tuple[str, ...]


def texts(path: str = "") -> tuple[str, Iterator[Text]]:
    """Where the texts come from, and the texts without end."""
    file = Path(path or os.environ.get("YMDM_BENCH_TEXTS", "") or BESIDE)
    if file.is_file():
        return str(file), cycle(_motions(file))
    return "generated", _generated()


def _motions(file: Path) -> list[Text]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return [
        Text(row["案由"][:120], (row["说明"] or row["案由"])[:2000], ((row["办法"] or "如案由。")[:500],))
        for row in rows
        if row["案由"]
    ]


def _generated() -> Iterator[Text]:
    random = Random(20261120)
    while True:
        one, two, three = random.sample(WORDS, 3)
        title = f"关于{random.choice(VERBS)}{one}{two}的提案"
        reason = "".join(
            f"现在{a}的{b}办法已经多年没有调整，一线{c}意见较多。" for a, b, c in [random.sample(WORDS, 3)] * 6
        )
        yield Text(title, reason, tuple(f"{random.choice(VERBS)}{random.choice(WORDS)}{three}。" for _ in range(3)))
