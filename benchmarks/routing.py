"""How often the routing hint is right: five-fold cross-validation on the labelled letters (F51), and what it costs."""

from __future__ import annotations

import csv
import time
from pathlib import Path
from random import Random

from proposals.rules.routing import SPEAKS, Router

from .tables import heading, line

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data" / "letters" / "letters_labelled.csv"
FOLDS = 5


def measure() -> None:
    """Print the accuracy for three orders of the letters, where they lie beside the checkout."""
    if not BESIDE.is_file():
        line("no labelled letters beside the checkout")
        return
    heading("Routing hint: share of letters whose label it names")
    for seed in (20261125, 1, 2):
        _validate(BESIDE, seed)


def _validate(file: Path, seed: int) -> None:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = [(row["留言主题"], row["留言详情"], row["一级标签"]) for row in csv.DictReader(lines)]
    names = sorted({label for *_, label in rows})
    order = list(range(len(rows)))
    Random(seed).shuffle(order)
    first = third = spoke = spoke_right = 0
    asking = 0.0
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        router = Router()
        for place in order:
            if place not in held:
                title, text, label = rows[place]
                router.learn(names.index(label), title, text)
        for place in held:
            title, text, label = rows[place]
            started = time.perf_counter()
            guesses = router.guesses(title, text)
            asking += time.perf_counter() - started
            named = [names[guess.label] for guess in guesses]
            first += named[0] == label
            third += label in named[:3]
            if router.hint(title, text):
                spoke += 1
                spoke_right += named[0] == label
    number = len(rows)
    line(f"{number} letters, {len(names)} labels, {FOLDS} folds, seed {seed}: first {first / number:.3f}, among three"
         f" {third / number:.3f}; speaks from {SPEAKS:.0%} on, of {spoke / number:.3f}, then right {spoke_right / spoke:.3f};"
         f" {asking / number * 1000:.1f} ms a letter")  # fmt: skip
