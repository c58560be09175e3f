"""Amounts as rules write them (“90”, “2/3”, “20%”, “过半数”), and which of two is the stricter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

WRITTEN = re.compile(r"(\d{1,6})(?:/(\d{1,3})|(%))?")


def parse(text: str) -> Fraction | None:
    """The exact number that `text` writes, None if it writes none. No floats: quorums are integers (GEN-05)."""
    found = WRITTEN.fullmatch(text.strip())
    if not found or found[2] in {"0", "00", "000"}:
        return None
    return Fraction(int(found[1]), 100 if found[3] else int(found[2] or 1))


def rank(text: str, scale: tuple[str, ...] = ()) -> Fraction | None:
    """Where the amount stands: the number itself, or its place on a scale of words from lax to strict."""
    if scale:
        return Fraction(scale.index(text)) if text in scale else None
    return parse(text)


def is_looser(amount: str, than: str, stricter: str, scale: tuple[str, ...] = ()) -> bool:
    """Whether `amount` asks less than `than`. `stricter` is “smaller” or “larger”. Rule CON-03."""
    mine, other = rank(amount, scale), rank(than, scale)
    if mine is None or other is None:
        raise ValueError(f"{amount!r} and {than!r} cannot be compared")
    return mine > other if stricter == "smaller" else mine < other


def strictest(amounts: Iterable[str], stricter: str, scale: tuple[str, ...] = ()) -> str:
    """The strictest of several amounts, the first of equals; the first at all where the rule has no direction. CON-02."""
    best, *others = amounts
    for amount in others:
        if stricter != "-" and is_looser(best, amount, stricter, scale):
            best = amount
    return best
