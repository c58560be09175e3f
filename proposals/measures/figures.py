"""The figures of section 8, PRO-38 to PRO-47: counts and shares with their definitions, each opening its rows.

A fixed number of queries, whatever the number of proposals, units and categories.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from ymdm.measures import Measure
from ymdm.ui.shapes import Bar
from ymdm.workdays import calendar

from ..rules import SCHEMES
from .cuts import CUTS, with_scheme
from .groups import Group, Table, groups
from .scope import LONGEST, Scope

# The sets that the five figures on top of a page are made of.
HEADLINE = ("in_time", "due", "replied", "assigned", "content", "evaluated", "satisfied", "closed", "filed")
WORKDAYS, NATURAL = "个工作日", "天"


@dataclass(frozen=True)
class Section:
    """Figures that are read together."""

    title: str
    measures: Sequence[Measure]


@dataclass(frozen=True)
class Classes:
    """How answers are classed, in one scheme; shares of different schemes are never compared (PRO-43)."""

    scheme: str
    words: str
    measures: Sequence[Measure]
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Figures:
    """Everything that the page of figures shows."""

    scope: Scope
    on: date
    headline: Sequence[Measure]
    identity: Sequence[Measure]
    sections: Sequence[Section]
    classes: Sequence[Classes]
    tables: Sequence[Table]

    @property
    def adds_up(self) -> bool:
        """Whether the parts make the whole: received = filed + merged + converted + … (PRO-40)."""
        whole, *parts = (measure.numerator or 0 for measure in self.identity)
        return whole == sum(parts)


@dataclass(frozen=True)
class Spans:
    """Days from assignment to first answer: sums and greatest, in working and in natural days (PRO-47)."""

    number: int = 0
    workdays: int = 0
    natural: int = 0
    most_workdays: int | None = None
    most_natural: int | None = None


def figures(scope: Scope, on: date) -> Figures:
    """All figures of a scope as of a day."""
    counts = scope.counts(on)
    spans = spans_of(scope, on)
    shares = _Shares(scope, counts)
    return Figures(
        scope=scope,
        on=on,
        headline=shares.headline(spans),
        identity=shares.identity(),
        sections=shares.sections(spans),
        classes=_classes(scope, on, counts),
        tables=groups(scope, on),
    )


def reply_rate(scope: Scope, on: date) -> Measure:
    """The one figure that assessment asks for: answered in time out of all that were due (PRO-41, F75)."""
    return _Shares(scope, scope.counts(on, ("in_time", "due"))).reply_rate()


LEADING = ("in_time", "due", "open_overdue", "content", "satisfied", "evaluated")


def leading(scope: Scope, counts: dict[str, int]) -> list[Measure]:
    """What leaders look at first: answered in time, overdue, satisfied. `counts` has at least LEADING."""
    shares = _Shares(scope, counts)
    return [shares.reply_rate(), shares.count("open_overdue", rule="PRO-41"), shares.satisfaction()[1]]


def public_headline(scope: Scope, on: date, counts: dict[str, int]) -> list[Measure]:
    """As `headline`, with both readings of satisfaction side by side: publishers use either without saying which (PRO-36)."""
    shares = _Shares(scope, counts)
    on_time, replied, _broad, *rest = shares.headline(spans_of(scope, on))
    return [on_time, replied, *shares.satisfaction(), *rest]


def spans_of(scope: Scope, on: date) -> Spans:
    """One query: pairs of days with their number, so that a calendar is asked once for each pair."""
    pairs = scope.cut("replied", on).values_list("assigned_on", "replied_on").annotate(number=Count("pk")).order_by()
    workdays = calendar()
    rows = [(workdays.between(start, end), (end - start).days, number) for start, end, number in pairs]
    if not rows:
        return Spans()
    return Spans(
        number=sum(number for _w, _n, number in rows),
        workdays=sum(work * number for work, _n, number in rows),
        natural=sum(natural * number for _w, natural, number in rows),
        most_workdays=max(work for work, _n, _number in rows),
        most_natural=max(natural for _w, natural, _number in rows),
    )


class _Shares:
    """Measures made of the counts of one scope."""

    def __init__(self, scope: Scope, counts: dict[str, int]) -> None:
        self.scope, self.counts = scope, counts

    def count(self, name: str, label: str = "", rule: str = "") -> Measure:
        cut = CUTS[name]
        return Measure.count(
            label or cut.words, self.counts[name], definition=cut.definition, rule=rule, rows=self.scope.rows(name)
        )

    def share(self, label: str, part: str, whole: str, definition: str, rule: str) -> Measure:
        return Measure.share(
            label, self.counts[part], self.counts[whole], definition=definition, rule=rule, rows=self.scope.rows(part)
        )

    def reply_rate(self) -> Measure:
        words = "到期前答复的，占应答复的（已答复的，加上到期没有答复的）；没有到期的不算，逾期未答复的算在分母里。"
        return self.share("按期答复率", "in_time", "due", words, "PRO-41")

    def satisfaction(self) -> list[Measure]:
        strict = "评价为满意的，占已评价的。没有评价的不计入满意，也不计入已评价。"
        broad = "评价为满意和基本满意的，占已评价的。"
        return [
            self.share("满意率", "satisfied", "evaluated", strict, "PRO-36"),
            self.share("满意率（含基本满意）", "content", "evaluated", broad, "PRO-36"),
        ]

    def mean(self, spans: Spans) -> Measure:
        return Measure.mean(
            "平均答复用时", spans.workdays, spans.number, unit=WORKDAYS, rule="PRO-47", rows=self.scope.rows("replied"),
            definition="从交办到首次答复的工作日，交办当天不算，取平均。",
        )  # fmt: skip

    def headline(self, spans: Spans) -> list[Measure]:
        replied = self.share("已答复", "replied", "assigned", "已经答复的，占已交办的。", "PRO-41")
        closed = self.share(
            "办结率", "closed", "filed", "已经办结的，占立案的（并入别案的随主案办结，不单独计）。", "PRO-42"
        )
        return [self.reply_rate(), replied, self.satisfaction()[1], self.mean(spans), closed]

    def identity(self) -> list[Measure]:
        parts = ("filed", "merged", "converted", "not_filed", "forwarded_up", "pending")
        return [self.count("received", rule="PRO-40"), *(self.count(name, rule="PRO-40") for name in parts)]

    def sections(self, spans: Spans) -> list[Section]:
        return [
            Section("收到与立案", [
                self.count("received", rule="PRO-38"),
                self.share("立案率（并案前）", "fit", "received", "立案和并案的，占收到的。并案前按提案纸计数。", "PRO-39"),
                self.share("立案率（并案后）", "filed", "matters", "立案的，占并案后的件数。并案后按事项计数。", "PRO-39"),
                self.count("withdrawn", rule="PRO-38"),
            ]),
            Section("答复", [
                self.reply_rate(),
                self.count("late", rule="PRO-41"),
                self.count("open_overdue", rule="PRO-41"),
                self.count("open", rule="PRO-41"),
            ]),
            Section("用时", [
                self.mean(spans),
                Measure.most("最长用时", spans.most_workdays, unit=WORKDAYS, rule="PRO-47",
                             rows=self.scope.rows(LONGEST), definition="从交办到首次答复，工作日最多的一件。"),
                Measure.mean("平均用时（自然日）", spans.natural, spans.number, unit=NATURAL, rule="PRO-47",
                             rows=self.scope.rows("replied"), definition="从交办到首次答复的自然日，取平均。"),
                Measure.most("最长用时（自然日）", spans.most_natural, unit=NATURAL, rule="PRO-47",
                             rows=self.scope.rows(LONGEST), definition="从交办到首次答复，自然日最多的一件。"),
            ]),
            Section("满意与沟通", [
                *self.satisfaction(),
                self.count("not_evaluated", rule="PRO-33"),
                self.share("沟通率", "talked", "talk_wanted", "登记了与提案人沟通的，占立案的；历年导入的不算在内。", "PRO-45"),
            ]),
        ]  # fmt: skip


def _classes(scope: Scope, on: date, counts: dict[str, int]) -> list[Classes]:
    """Shares of the classes among filed and answered proposals, the unclassified as a row of their own (PRO-43)."""
    found = with_scheme(scope.cut("filed_replied", on)).values_list("scheme", "result_class")
    numbers = {(scheme, code): number for scheme, code, number in found.annotate(number=Count("pk")).order_by()}
    shown = []
    for scheme, (words, meanings) in SCHEMES.items():
        whole = sum(number for (other, _code), number in numbers.items() if other == scheme)
        if not whole:
            continue
        measures = [
            Measure.share(
                f"{code} 类 {meaning}", numbers.get((scheme, code), 0), whole, rule="PRO-43",
                definition=f"办理结果为 {code} 类的，占按“{words}”分类口径答复的立案提案。",
                rows=scope.rows("filed_replied", scheme=scheme, result=code),
            )
            for code, meaning in meanings.items()
        ]  # fmt: skip
        if unclassified := numbers.get((scheme, ""), 0):
            measures.append(
                Measure.share(
                    "未分类", unclassified, whole, definition=CUTS["unclassified"].definition, rule="PRO-43",
                    rows=scope.rows("unclassified", scheme=scheme),
                )
            )  # fmt: skip
        bars = [Bar(m.label, m.numerator or 0, f"{m.words} · {m.of}", m.rows) for m in measures]
        shown.append(Classes(scheme, words, measures, bars))
    return shown


__all__ = [
    "HEADLINE",
    "LEADING",
    "Figures",
    "Group",
    "Section",
    "Spans",
    "Table",
    "figures",
    "leading",
    "public_headline",
    "reply_rate",
    "spans_of",
]
