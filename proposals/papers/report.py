"""The contents of the work report to the congress (PRO-52): parts with sentences and grids, gathered from the rows.

report(Scope(session="3"), on=today)    what the page, the workbook and the Word document each write in their way

Nothing is forced to add up: where parts and whole differ, a sentence says by how much (PRO-40).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from congress.models import CongressSession, ordinal
from ymdm.measures import Measure

from ..channels import Channel
from ..measures import COLUMNS, Figures, Scope, figures
from ..measures.groups import Table, by_channel
from .report_promises import promises
from .report_rows import MOST_LISTED
from .report_units import asked_of_units, overdue

FIGURE_HEADS = ("指标", "结果", "分子", "分母", "口径")


@dataclass(frozen=True)
class Grid:
    """A table of plain values. `note` says what its figures count; `is_wide` wants a sheet of paper across."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]
    note: str = ""
    empty: str = "没有。"
    is_wide: bool = False

    @property
    def labelled(self) -> list[list[tuple[str, Any]]]:
        """The rows, each value with the head of its column."""
        return [list(zip(self.heads, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Part:
    """A part of the report, 一、 to 六、: sentences first, then grids."""

    title: str
    sentences: Sequence[str]
    grids: Sequence[Grid] = field(default_factory=tuple)
    ordinal: str = ""


@dataclass(frozen=True)
class Report:
    """The whole report. `scope_words` say what was chosen, `on` is the day as of which it was counted."""

    title: str
    scope_words: str
    on: date
    figures: Figures
    parts: Sequence[Part]
    definitions: Grid

    @property
    def grids(self) -> list[Grid]:
        return [grid for part in self.parts for grid in part.grids]


def report(scope: Scope, on: date, words: str = "", *, most: int | None = MOST_LISTED) -> Report:
    """Everything that the report says of a scope as of a day. A fixed number of queries, whatever the number of rows.

    `most`: how many rows its lists hold at most; None lists all of them.
    """
    told = figures(scope, on)
    tables = {table.code: table for table in told.tables}
    channels = by_channel(scope, on)
    promised = promises(scope, on, most)
    late = overdue(scope, on, most)
    parts = [
        Part("收集情况", _collected(told), [_table(channels)]),
        Part("审查立案情况", _reviewed(told), [_figures("审查结果", told.identity)]),
        Part(
            "办理答复情况",
            _handled(told),
            [
                _figures("办理答复", _answering(told)),
                *(_figures(f"办理结果（{one.words}）", one.measures) for one in told.classes),
                Grid("逾期未答复清单", late.heads, late.rows, late.note, "没有逾期未答复的。", is_wide=True),
            ],
        ),
        Part(
            "承诺兑现情况",
            promised.sentences,
            [
                Grid("没有兑现的承诺", promised.heads, promised.rows, promised.note, "没有。", is_wide=True),
                Grid("复查结果", promised.result_heads, promised.results, promised.result_note, "还没有复查。"),
            ],
        ),
        Part("各单位、各类别办理情况", [_uneven(told)], [_table(tables["lead"]), _table(tables["category"])]),
        Part("对有关单位的要求", asked_of_units(scope, on)),
    ]
    parts = [replace(part, ordinal=ordinal(number)) for number, part in enumerate(parts, start=1)]
    return Report(_title(scope), words or "全部", on, told, parts, _definitions(told, channels))


def _title(scope: Scope) -> str:
    noun = "提案和职工意见办理工作报告"
    if scope.channel == Channel.PROPOSAL or scope.session.isdecimal():
        noun = "提案工作报告"
    elif scope.channel:
        noun = f"{Channel(scope.channel).label}办理工作报告"
    if scope.session.isdecimal():
        session = CongressSession.objects.select_related("term__unit").filter(pk=int(scope.session)).first()
        return f"{session.term.unit}{session}职工代表大会{noun}" if session else noun
    return f"{scope.year} 年{noun}" if scope.year else noun


def said(measure: Measure) -> str:
    """A figure with its counts, as a sentence takes it: `按期答复率 96.30%（26 / 27 件）`."""
    return f"{measure.label} {measure.words}" + (f"（{measure.of}）" if measure.of else "")


def _sections(told: Figures) -> dict[str, Sequence[Measure]]:
    return {section.title: section.measures for section in told.sections}


def _collected(told: Figures) -> list[str]:
    received, *_rates, withdrawn = _sections(told)["收到与立案"]
    return [
        f"截至 {told.on:%Y 年 %-m 月 %-d 日}，共收到 {received.words}；提交以后撤回的 {withdrawn.words}，不算在收到里。"
    ]


def _reviewed(told: Figures) -> list[str]:
    whole, *parts = told.identity
    listed = "、".join(f"{part.label} {part.words}" for part in parts)
    sentences = [f"收到的 {whole.words}中：{listed}。按提案纸计数，并入别案的也是一件。"]
    if not told.adds_up:
        total = sum(part.numerator or 0 for part in parts)
        sentences.append(
            f"以上各项相加为 {total:,} 件，与收到的 {whole.words}相差 {abs(total - (whole.numerator or 0)):,} 件，"
            "照实列出，请核对数据。"
        )
    _received, sheets, matters, _withdrawn = _sections(told)["收到与立案"]
    return [*sentences, f"{said(sheets)}；{said(matters)}。"]


def _handled(told: Figures) -> list[str]:
    by_title = _sections(told)
    _rate, late, overdue_, waiting = by_title["答复"]
    on_time, replied, _broad, mean, closed = told.headline
    strict, broad, unrated, talked = by_title["满意与沟通"]
    return [
        f"{said(on_time)}；{said(replied)}；{said(closed)}。",
        f"逾期答复 {late.words}，逾期未答复 {overdue_.words}，尚未到期 {waiting.words}。{said(mean)}。",
        f"两种口径并列：{said(strict)}；{said(broad)}。没有评价的 {unrated.words}，不计入满意。",
        f"{said(talked)}。",
    ]


def _answering(told: Figures) -> list[Measure]:
    by_title = _sections(told)
    _on_time, replied, _broad, _mean, closed = told.headline
    return [replied, *by_title["答复"], *by_title["用时"], *by_title["满意与沟通"], closed]


def _uneven(told: Figures) -> str:
    units = next(table for table in told.tables if table.code == "lead")
    received = sum(row.counts["received"] for row in units.rows)
    whole = told.identity[0].numerator or 0
    words = f"各承办单位合计 {received:,} 件，各单位各类别的率都列出分子和分母。"
    return words if received == whole else words + f"合计与收到的 {whole:,} 件不符，照实列出，请核对数据。"


def value_of(measure: Measure) -> str:
    """The figure of a cell: a count alone, a share as percentage with its counts."""
    if measure.denominator is None:
        return f"{measure.numerator or 0}"
    return (
        f"{measure.words}（{measure.numerator}/{measure.denominator}）" if measure.value is not None else measure.words
    )


def _figures(title: str, measures: Iterable[Measure]) -> Grid:
    rows = [(one.label, one.words, one.numerator, one.denominator, f"{one.definition}{_rule(one)}") for one in measures]
    return Grid(title, FIGURE_HEADS, rows)


def _table(table: Table) -> Grid:
    """Counts as numbers, shares as percentages with their counts; a total is not made, parts may overlap."""
    rows = [
        (row.name, *(one.numerator if one.denominator is None else value_of(one) for one in row.measures))
        for row in table.rows
    ]
    return Grid(table.title, (table.head, *COLUMNS), rows, table.note, is_wide=True)


def _definitions(told: Figures, channels: Table) -> Grid:
    """Each figure of the report once, with what it counts and the rule."""
    measures = [*told.headline, *told.identity]
    measures += [measure for section in told.sections for measure in section.measures]
    measures += [measure for one in told.classes for measure in one.measures]
    measures += channels.rows[0].measures if channels.rows else []
    told_once: dict[str, Sequence[str]] = {}
    for one in measures:
        told_once.setdefault(one.label, (one.label, one.definition, one.rule))
    return Grid("口径说明", ("指标", "怎么算", "规则"), list(told_once.values()))


def _rule(measure: Measure) -> str:
    return f"（{measure.rule}）" if measure.rule else ""


__all__ = ["Grid", "Part", "Report", "report", "said", "value_of"]
