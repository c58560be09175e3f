"""Points as people type them into cells: `6分`, full-width `４`, ` 2.5 `."""

from __future__ import annotations

import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

EMPTY, NO_NUMBER, OUT_OF_RANGE = "空", "不是数字", "超出0至分值"


def number_of(value: Any) -> Decimal | None:
    """The number in a cell: trimmed, full width to half, without a final 分; None where there is none."""
    if isinstance(value, bool):
        return None
    text = unicodedata.normalize("NFKC", str(value)).strip().removesuffix("分").strip()
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def points_in(value: Any, full: Decimal) -> tuple[Decimal | None, str]:
    """Points from 0 to the full points of the item, or None and why not. Nothing is guessed."""
    if value is None or not str(value).strip():
        return None, EMPTY
    number = number_of(value)
    if number is None:
        return None, NO_NUMBER
    return (number, "") if 0 <= number <= full else (None, OUT_OF_RANGE)
