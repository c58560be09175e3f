"""Lists of settled matters as files: what a preview says of them, and how the good rows come in."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from django.utils import timezone

from ymdm.organization.models import Unit
from ymdm.organization.papers import cells, tables

from ..importing.past import Past, bring_in, present
from . import rejections, writings

LONGEST_CELL = 32_767  # no workbook holds more: what is as long may have been cut
LONG = 5_000
MOST_REMARKS = 200
# A line break that some programs write into the text of a cell.
_BREAK = re.compile("_x000[dD]_")
_BINARY = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]|_x00(?:0[0-8b-cB-CeE-fF]|1[0-9a-fA-F])_"
)
_BLANK_LINES = re.compile(r"\s*\n\s*")
_TIME = re.compile(r"(?P<day>.+?)[ T]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:\.0+)?")

REASONS = {
    "NO_MISSING": ("没有编号", "补上编号"),
    "NO_INVALID": ("编号“{}”不是整数", "编号只写数字"),
    "NO_LONG": ("编号超过 20 个字符", "把编号写短"),
    "NO_DOUBLED": ("编号 {} 与前面一行重复", "删去其中一行，或改编号"),
    "NO_TAKEN": ("编号 {} 已经导入过，这一行的内容与系统里的不同，没有改动系统里的", "核对编号；系统里已经办结的不再改写"),
    "TITLE_MISSING": ("没有主题", "补上主题"),
    "TITLE_LONG": ("主题超过 120 字", "把主题写短，其余放进内容"),
    "TEXT_MISSING": ("没有内容", "补上内容"),
    "ANSWER_MISSING": ("没有答复意见", "补上答复意见；没有答复的来信不在这里导入"),
    "TYPE_INVALID": ("{}不是文字", "改成文字"),
    "BINARY": ("{}里有二进制控制字符", "用文本打开原文，删去看不见的字符"),
    "TEXT_CUT": ("{}达到表格一格的上限 32,767 字，可能已被截断", "找原文核对，分成两件"),
    "DATE_MISSING": ("没有{}", "补上日期"),
    "DATE_INVALID": ("{}不是日期", "写成 2019-04-25 或 2019-04-25 09:32:09"),
    "DATE_EARLY": ("{}在 1990 年以前，工作日历没有那一年", "核对日期"),
    "DATE_FUTURE": ("{}在今天以后", "核对日期"),
    "DATE_ORDER": ("答复时间早于留言时间", "核对两个时间"),
    "OUT_OF_SCOPE": ("这个单位不在您管理的范围内", "请由该单位工会导入"),
}  # fmt: skip


class Reason(rejections.Reason):
    TABLE = REASONS


class Judged(NamedTuple):
    row: Past
    reasons: list[Reason]
    remarks: list[str]


@dataclass
class PastReading:
    """A list as read and judged, beside what is here already."""

    unit: Unit
    rows: int = 0
    accepted: list[Past] = field(default_factory=list)
    fresh: list[Past] = field(default_factory=list)
    rejected: list[tuple[Past, list[Reason]]] = field(default_factory=list)
    warnings: list[tuple[Past, str]] = field(default_factory=list)
    skipped: list[list[Any]] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{len(self.accepted)} 行可导入，{len(self.rejected)} 行要先改"

    @cached_property
    def digest(self) -> str:
        """Changes when the outcome does, so that nothing is written under a preview that no longer holds."""
        seen = (self.unit.pk, self.fresh, len(self.accepted), self.rejected)
        return hashlib.sha256(repr(seen).encode("utf-8", "backslashreplace")).hexdigest()

    @cached_property
    def answer(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "accepted": len(self.accepted),
            "already_imported": len(self.accepted) - len(self.fresh),
            "rejected": len(self.rejected),
            "rejected_by_reason": dict(Counter(reason.code for _row, reasons in self.rejected for reason in reasons)),
            "rejected_rows": rejections.listed(self.rejected),
        }

    @cached_property
    def report(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "accepted": len(self.accepted),
            "created": len(self.fresh),
            "changed": 0,
            "unchanged": len(self.accepted) - len(self.fresh),
            "rejected": rejections.told(self.rejected),
            "warnings": [
                {"sheet": row.sheet, "row": row.row, "name": row.label, "says": says}
                for row, says in self.warnings[:MOST_REMARKS]
            ],
            "changes": [],
            "skipped": self.skipped,
            "unused_sheets": self.unused,
        }


class PastList:
    """A kind of import for settled matters; a list of its own says which columns it has and how to read a row."""

    title: str
    noun = "件"
    act = "proposals.import"
    headings: ClassVar[dict[str, tuple[str, ...]]]
    needed: ClassVar[tuple[str, ...]]
    columns: tuple[str, ...]
    hint: str

    @classmethod
    def read_row(cls, sheet: str, number: int, values: dict[str, Any], told: Cells) -> Past:
        raise NotImplementedError

    @classmethod
    def read(cls, sheets: list[tables.Sheet], by: Any) -> PastReading:
        """Read and judge the sheets as seen by `by`, into the highest unit for which `by` may import. Writes nothing."""
        units = list(Unit.objects.order_by("depth", "path"))
        unit = next((one for one in units if by.may(cls.act, one)), None)
        reading = PastReading(unit or units[0])
        judged: list[Judged] = []
        for sheet in sheets:
            table = tables.find(sheet, cls.headings, cls.needed)
            if table is None:
                reading.unused.append(sheet.name)
                continue
            reading.skipped += [[table.sheet, row, why] for row, why in table.skipped]
            for number, values in table.rows:
                told = Cells(values, cls.headings)
                row = cls.read_row(table.sheet, number, values, told)
                judged.append(Judged(row, told.reasons, told.remarks))
        reading.rows = len(judged)
        _sort(reading, judged, in_scope=unit is not None)
        return reading

    @staticmethod
    def write(reading: PastReading, by: Any, progress: Callable[[int, int], None]) -> dict[str, int]:
        """Bring the accepted rows in. Call inside a transaction. Returns how many were created."""
        created = bring_in(reading.unit, reading.fresh, by, progress)
        return {"created": created, "changed": 0, "unchanged": len(reading.accepted) - created}


def _sort(reading: PastReading, judged: list[Judged], *, in_scope: bool) -> None:
    """Accepted and rejected: doubled numbers, and those that are here already with other words, are rejected."""
    here: dict[tuple[str, str], tuple[Any, ...]] = {}
    for channel in sorted({row.channel for row, _reasons, _remarks in judged}):
        here |= present(reading.unit, channel)
    seen: set[tuple[str, str]] = set()
    for row, reasons, remarks in judged:
        if not in_scope:
            reasons.append(Reason("OUT_OF_SCOPE"))
        if row.no and row.key in seen:
            reasons.append(Reason("NO_DOUBLED", row.no))
        elif row.key in here and not reasons and not row.is_same(here[row.key]):
            reasons.append(Reason("NO_TAKEN", row.no))
        seen.add(row.key)
        if reasons:
            reading.rejected.append((row, reasons))
            continue
        reading.accepted.append(row)
        if row.key not in here:
            reading.fresh.append(row)
            reading.warnings += [(row, remark) for remark in remarks]


class Cells:
    """The cells of one row by the words of its columns, and what is wrong with them."""

    def __init__(self, values: dict[str, Any], headings: dict[str, tuple[str, ...]]) -> None:
        self.values, self.headings = values, headings
        self.reasons: list[Reason] = []
        self.remarks: list[str] = []

    def tell(self, code: str, about: str = "") -> None:
        self.reasons.append(Reason(code, about))

    def text(self, word: str, missing: str = "") -> str:
        """The whole text of a cell; outer blanks and the blanks between lines go, nothing else. Long ones are told of."""
        value, heading = self.values.get(word), self.headings[word][0]
        if value is None or isinstance(value, str):
            raw = _BREAK.sub("\n", value or "").replace("\r", "\n")
        elif isinstance(value, bool | datetime):
            self.tell("TYPE_INVALID", heading)
            return ""
        else:
            raw = cells.text(value)
        if _BINARY.search(raw):
            self.tell("BINARY", heading)
            return ""
        if len(raw) >= LONGEST_CELL:
            self.tell("TEXT_CUT", heading)
        written = _BLANK_LINES.sub("\n", writings.prose(raw)).strip()
        if "\ufffd" in written:
            self.remarks.append(f"{heading}里有乱码，按原样保留")
        if len(written) > LONG:
            self.remarks.append(f"{heading}有 {len(written):,} 字，全文保留")
        if not written and missing:
            self.tell(missing)
        return written

    def moment(self, word: str, *, needed: bool) -> datetime | None:
        """The instant that a cell means, of a mere day its beginning in Shanghai."""
        value, heading = self.values.get(word), self.headings[word][0]
        try:
            at = _moment(value)
        except writings.Unreadable as what:
            shown = "".join(character for character in str(what) if character.isprintable())[:40]
            self.tell("DATE_INVALID", f"{heading}“{shown}”")
            return None
        if at is None:
            if needed:
                self.tell("DATE_MISSING", heading)
            return None
        if at.year < 1990:
            self.tell("DATE_EARLY", heading)
        elif timezone.localdate(at) > timezone.localdate():
            self.tell("DATE_FUTURE", f"{heading} {timezone.localdate(at).isoformat()}")
        return at


def _moment(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return timezone.make_aware(value.replace(microsecond=0))
    written = cells.text(value)
    hours = time.min
    if found := _TIME.fullmatch(written):
        try:
            hours = time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
        except ValueError:
            raise writings.Unreadable(written) from None
        value = found["day"]
    try:
        on = writings.day(value)
    except writings.Unreadable:
        raise writings.Unreadable(written) from None
    return timezone.make_aware(datetime.combine(on, hours)) if on else None
