"""Which rule says so, with which value here, and where it is written.

`value("PRO-23", unit, on)` is the amount in force for a unit on a day, with the reason; `law(unit, on)` gives as many of
them as are wanted for one query.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from .rule import Confidence, Rule

if TYPE_CHECKING:
    from .current import Law, Value

__all__ = ["Confidence", "Rule", "in_force", "law", "value"]


def law(unit: Any, on: date | datetime) -> Law:
    """The rules as they hold for `unit` on a day (or the Shanghai day of an instant). Costs one query."""
    from .current import law_of  # cycle: models are not ready when this package is first named

    return law_of(unit, on)


def in_force(rules: Iterable[Rule], unit: Any, on: date | datetime) -> tuple[Rule, ...]:
    """Those rules with the values that hold for `unit` on a day. One query, or none where no rule has a value."""
    rules = tuple(rules)
    if all(rule.value is None for rule in rules):
        return rules
    here = law(unit, on)
    return tuple(rule.under(here) for rule in rules)


def value(key: str, unit: Any, on: date | datetime, *, matter: str = "") -> Value:
    """The amount `key` (“PRO-23”, “PRO-37.close”) in force for `unit` on a day: number, measure, profile, version, why.

    `matter` names a kind of vote that has a text of its own (“collective_contract”). Costs one query; KeyError for a key
    that the library does not have.
    """
    return law(unit, on).value(key, matter=matter)
