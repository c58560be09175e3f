"""Rules of scoring as a table says them: `扣分（每件0.5）`, `比例（90%封顶）`, `分档（95得3；90得2）`; both ways."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..kinds import Effect, Kind

NUMBER = r"(\d+(?:\.\d+)?)"
_HEADS = {kind.label: kind for kind in Kind} | {"比例计分": Kind.RATIO, "一票否决": Kind.VETO, "必备项": Kind.MANDATORY}
_EACH = re.compile(rf"每[^，。；]{{0,20}}?[扣加]{NUMBER}分")


class NotUnderstood(Exception):
    """The sentence says which words of the rule nobody understands."""


def said(kind: str, params: Mapping[str, Any]) -> str:
    """The rule in the words that `understood` reads back."""
    more = ""
    if kind in {Kind.PER_COUNT_DEDUCTION, Kind.BONUS, Kind.EXTRA_DEDUCTION} and "each" in params:
        more = f"每件{params['each']}"
    elif kind == Kind.RATIO:
        full_at, floor = params.get("full_at"), params.get("floor")
        more = "；".join(filter(None, [full_at and f"{full_at}%封顶", floor and f"低于{floor}%不得分"]))
    elif kind == Kind.STEP:
        more = "；".join(f"{low}得{points}" for low, points in params["steps"])
    elif kind == Kind.QUALITATIVE_COEFFICIENT:
        more = "；".join(f"{word}{share}" for word, share in params["levels"].items())
    elif kind == Kind.IMPORT:
        more = f"{params['share']}%"
    elif kind == Kind.SURVEY and "basically" in params:
        more = f"基本满意×{params['basically']}"
    elif kind == Kind.VETO:
        extra = params.get("extra")
        more = "；".join(filter(None, [Effect(params["effect"]).label, extra and f"另扣{extra}"]))
    return f"{Kind(kind).label}（{more}）" if more else Kind(kind).label


def understood(text: str, criteria: str = "") -> tuple[Kind, dict[str, Any]]:
    """Kind and parameters of `text`; what it leaves open is read from the words of the standard. Raises NotUnderstood."""
    head, more = _parted(text)
    kind = _HEADS.get(head)
    if kind is None:
        raise NotUnderstood(f"不认识的计分方法“{text}”。")
    if kind in {Kind.PER_COUNT_DEDUCTION, Kind.BONUS, Kind.EXTRA_DEDUCTION}:
        each = re.search(NUMBER, more) or _EACH.search(criteria)
        return kind, {"each": each[1]} if each else {}
    if kind == Kind.RATIO:
        full_at, floor = re.search(rf"{NUMBER}%封顶", more), re.search(rf"低于{NUMBER}%", more)
        return kind, {name: found[1] for name, found in (("full_at", full_at), ("floor", floor)) if found}
    if kind == Kind.STEP:
        return kind, {"steps": [list(pair) for pair in re.findall(rf"{NUMBER}%?得{NUMBER}", more)]}
    if kind == Kind.QUALITATIVE_COEFFICIENT:
        return kind, {"levels": dict(re.findall(rf"([^\d；;，、]+){NUMBER}", more))}
    if kind == Kind.IMPORT:
        return kind, {"share": found[1]} if (found := re.search(NUMBER, more)) else {}
    if kind == Kind.SURVEY:
        basically = re.search(rf"基本满意×{NUMBER}", more or criteria)
        return kind, {"basically": basically[1]} if basically else {}
    if kind == Kind.VETO:
        extra = re.search(rf"另扣{NUMBER}", more)
        return kind, {"effect": _effect(more or criteria)} | ({"extra": extra[1]} if extra else {})
    return kind, {}


def _parted(text: str) -> tuple[str, str]:
    head, _mark, more = text.strip().replace("(", "（").replace(")", "）").partition("（")
    return head.strip(), more.removesuffix("）")


def _effect(words: str) -> str:
    """“不得评为良好以上” keeps a unit at qualified; whoever says 不合格 means it; the rest closes the awards."""
    if re.search("不得评为(良好|合格)以上", words):
        return Effect.NOT_ABOVE_QUALIFIED
    return Effect.UNQUALIFIED if "不合格" in words else Effect.NO_AWARDS
