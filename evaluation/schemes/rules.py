"""The rules of a scheme as the pages cite them, and how bands are written and read."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ymdm.rulebook import Confidence, Rule
from ymdm.workflow import Refused

from ..papers.numbers import number_of
from ..rules import Band, check_bands

V2, D = Confidence.READ_AT_SECOND_HAND, Confidence.OWN_DECISION

FROZEN = Rule("EVA-08", "指标和分值公布以后当年不变，年中的变更不溯及既往", None, "", "", D)
STOPS = Rule("EVA-11", "每一项扣到 0 分为止，不扣到别的项目", None, "", "几份考核表（“扣完为止”）", V2)
NOT_HERE = Rule("EVA-12", "不适用的项目按满分计，或者去掉以后按 100 分折算", None, "", "一所学院的考核表", V2)
CAP = Rule("EVA-13", "加分和另扣分在 100 分以外，加分最多 {} 分", 5, "分", "几份考核表", V2)
MUST = Rule("EVA-14", "缺少必备项的不能评优，等次最高为合格", None, "", "福建职工之家验收细则", V2)
BANDS = Rule("EVA-16", "等次的下限和是否含本数由方案规定，首尾相接", None, "", "嵊州市水利水电局 2008 年办法", V2)

CODES = {"优秀": "excellent", "良好": "good", "合格": "qualified", "不合格": "unqualified"}
ABOVE = "以上不含"


def bands_row(bands: Iterable[Band]) -> list[list[object]]:
    """Bands as a scheme keeps them."""
    return [[band.code, band.words, str(band.lower), band.included] for band in bands]


def bands_of(rows: Iterable[list[object]]) -> tuple[Band, ...]:
    return tuple(Band(str(code), str(words), Decimal(str(lower)), bool(held)) for code, words, lower, held in rows)


def bands_text(bands: Iterable[Band]) -> str:
    """One grade a line, as people type it: `优秀 90`, `一类 95 以上不含`."""
    return "\n".join(f"{band.words} {band.lower:f}{'' if band.included else ' ' + ABOVE}" for band in bands)


def parse_bands(text: str) -> tuple[Band, ...]:
    """Bands out of lines, best first. Raises Refused that names the line or what does not fit together (EVA-16)."""
    bands: list[Band] = []
    for number, line in enumerate(filter(str.strip, text.splitlines()), 1):
        words, _blank, rest = line.strip().partition(" ")
        included = not rest.strip().endswith(ABOVE)
        lower = number_of(rest.replace(ABOVE, "").strip())
        if lower is None or not 0 <= lower <= 105 or lower != lower.quantize(Decimal("0.01")) or len(words) > 10:
            raise Refused(f"第 {number} 行“{line.strip()[:20]}”看不懂，写成“优秀 90”的样子。", rule=BANDS)
        bands.append(Band(CODES.get(words, words), words, lower, included))
    wrong = check_bands(bands)
    if missing := {"合格", "不合格"} - {band.words for band in bands}:
        wrong.append(f"缺少等次“{'、'.join(sorted(missing))}”，否决和缺少必备项时要用。")
    if wrong:
        raise Refused("".join(wrong), rule=BANDS)
    return tuple(bands)
