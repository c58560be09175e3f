"""In whose hands a text most likely belongs. Pure: complement naive Bayes over pairs of characters (F51).

A hint and never more: it names the words that speak for it, and is silent where it is not sure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import exp, log

from .likeness import pairs

READ = 200  # characters of a text: who has not said by then what it is about says little more with fifteen hundred
OF_TITLE = 4  # how much more a pair of the title counts
SMOOTHING = 1.0
WORTH = 20.0  # a text's pairs hang together; they count as so many observations and no more
SPEAKS = 0.7  # how sure it must be to speak
FEWEST = 10  # texts of a label before it is suggested
ENOUGH = 100  # texts altogether before it speaks: with fewer it would be sure of what is chance
TWICE = 2  # texts in which a pair was seen before it tells anything
WORDS = 3


@dataclass(frozen=True)
class Guess:
    """A label, how sure it is (0 to 1), the words of the text that tell most for it, the texts it was learned from."""

    label: int
    share: float
    words: tuple[str, ...]
    texts: int


def weighed(title: str, text: str) -> Counter[str]:
    """The pairs of a text with their weights."""
    counted = Counter(pairs(f"{title} {text[:READ]}"))
    for pair in pairs(title):
        counted[pair] += OF_TITLE
    return counted


@dataclass
class Router:
    """What was learned of texts and their labels. Texts may come and go at any time; nothing is computed anew."""

    texts: Counter[int] = field(default_factory=Counter)
    # pair → label → weight
    seen: defaultdict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    weights: Counter[int] = field(default_factory=Counter)
    number: Counter[str] = field(default_factory=Counter)  # of texts with a pair

    def learn(self, label: int, title: str, text: str, times: int = 1) -> None:
        """Take a text in; with `times` -1, take it out again."""
        self.texts[label] += times
        for pair, weight in weighed(title, text).items():
            self.number[pair] += times
            self.seen[pair][label] += weight * times
            self.weights[label] += weight * times

    def guesses(self, title: str, text: str) -> list[Guess]:
        """Every label that was learned often enough, the likeliest first."""
        labels = [label for label, number in self.texts.items() if number >= FEWEST]
        if len(labels) < 2:
            return []
        mine = {pair: weight for pair, weight in weighed(title, text).items() if self.number[pair] >= TWICE}
        total, size = sum(self.weights.values()), len(self.seen)
        rest = {label: total - self.weights[label] + SMOOTHING * size for label in labels}
        tells = {label: {} for label in labels}  # type: dict[int, dict[str, float]]
        for pair, weight in mine.items():
            by_label = self.seen[pair]
            all_of_it = sum(by_label.values())
            for label in labels:
                tells[label][pair] = -weight * log((all_of_it - by_label[label] + SMOOTHING) / rest[label])
        scale = min(1.0, WORTH / (sum(mine.values()) or 1))
        scores = {label: sum(told.values()) * scale for label, told in tells.items()}
        best = max(scores.values())
        beliefs = {label: exp(score - best) for label, score in scores.items()}
        whole = sum(beliefs.values())
        order = sorted(labels, key=lambda label: -scores[label])
        usual = {pair: sum(tells[label][pair] for label in labels) / len(labels) for pair in mine}
        return [
            Guess(
                label,
                beliefs[label] / whole,
                _words(
                    title, text, {pair: tells[label][pair] - usual[pair] for pair in mine if self.seen[pair][label]}
                ),
                self.texts[label],
            )
            for label in order
        ]

    def hint(self, title: str, text: str) -> Guess | None:
        """The likeliest label, or nothing where it is not sure."""
        if sum(self.texts.values()) < ENOUGH:
            return None
        first = next(iter(self.guesses(title, text)), None)
        return first if first and first.share >= SPEAKS and first.words else None


def _words(title: str, text: str, tells: dict[str, float]) -> tuple[str, ...]:
    """The most telling pairs, those that overlap joined to the word that stands in the text."""
    best = sorted((pair for pair, much in tells.items() if much > 0), key=lambda pair: -tells[pair])[: WORDS * 2]
    folded = f"{title} {text[:READ]}".lower()
    found: list[str] = []
    for pair in best:
        place = folded.find(pair)
        word, end = pair, place + 2
        while word[-1] + folded[end : end + 1] in best and end < len(folded):
            word, end = word + folded[end], end + 1
        if not any(word in other for other in found):
            found = [other for other in found if other not in word] + [word]
    return tuple(found[:WORDS])
