"""What may be set in place of a rule's value, judged on plain values (CON-01, CON-03)."""

from __future__ import annotations

import unicodedata
from datetime import date

from ymdm.workflow import Refused

from .amounts import is_looser, parse
from .library import Amount, entries
from .rule import Confidence, Rule

TIGHTEN = Rule("CON-03", "本单位规定只能比口径更严，不能放宽到口径以下", None, "", "", Confidence.OWN_DECISION)


def tidy(typed: str) -> str:
    """The amount as it is kept: full-width digits and signs made plain, no leading zeros."""
    text = unicodedata.normalize("NFKC", typed).replace(" ", "")
    return str(int(text)) if text.isdigit() else text


def check_well_written(amount: Amount, number: str) -> None:
    """The amount is of the kind that the rule has: a whole number from 1, a share up to the whole, a word of its scale."""
    if amount.scale:
        if number not in amount.scale:
            raise Refused(f"“{amount.says}”只能填“{'”或“'.join(amount.scale)}”。", rule=TIGHTEN)
        return
    exact, default = parse(number), parse(amount.number)
    is_share = default is not None and default.denominator > 1
    if exact is None or (is_share and not 0 < exact <= 1):
        raise Refused("请填比例，例如 20% 或 2/3。" if is_share else "请填一个整数。", rule=TIGHTEN)
    if not is_share and (exact.denominator > 1 or exact < 1):
        raise Refused("请填一个大于 0 的整数。", rule=TIGHTEN)


def check_tightens(amount: Amount, number: str, *, line: str, because: str) -> None:
    """Refuse what units may not set, and what falls short of `line`, the value that binds the unit. Rule CON-03."""
    entry = entries()[amount.rule]
    if not amount.may_be_tightened:
        raise Refused(
            f"{amount.rule}不由单位规定{'，只随口径变化' if entry.is_set_by_profiles else ''}，不能修改。", rule=TIGHTEN
        )
    check_well_written(amount, number)
    if is_looser(number, line, amount.stricter, amount.scale):
        direction = "不能更大" if amount.stricter == "smaller" else "不能更小"
        raise Refused(
            f"“{amount.says}”现在是 {amount.words(line)}（{because}），只能更严，{direction}；您填的是 {amount.words(number)}。",
            rule=TIGHTEN,
        )


def check_begins(from_on: date, today: date) -> None:
    """A value begins today or later: what was done before keeps the law of its day."""
    if from_on < today:
        raise Refused("生效日期不能早于今天：已经办理的事项按当时的规定。")
