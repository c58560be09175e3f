"""Vouchers as a file: 期间, 凭证号, 日期, 摘要, 金额. Every row that cannot come in is named with what is wrong and how to mend it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from proposals.papers import writings
from ymdm.organization.models import within_paths
from ymdm.organization.papers import cells, tables

from ..models import WRITTEN, ReviewPeriod
from ..rules import cents_of, yuan
from ..workflow import VoucherRow, keep_vouchers

NUMBER, PURPOSE = 20, 120


class Wrong(NamedTuple):
    says: str
    remedy: str


@dataclass
class Row:
    """One line of the file: what it says, and what is wrong with it."""

    sheet: str
    row: int
    number: str = ""
    period: ReviewPeriod | None = None
    voucher: VoucherRow | None = None
    wrongs: list[Wrong] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        return {
            "sheet": self.sheet,
            "row": self.row,
            "name": self.number,
            "says": [wrong.says for wrong in self.wrongs],
            "remedies": list(dict.fromkeys(wrong.remedy for wrong in self.wrongs)),
        }


@dataclass
class VoucherReading:
    """A file as read and judged, beside what is here already."""

    rows: list[Row] = field(default_factory=list)
    fresh: list[Row] = field(default_factory=list)
    known: int = 0
    skipped: list[list[Any]] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{len(self.fresh) + self.known} 行可导入，{len(self.rejected)} 行要先改"

    @cached_property
    def rejected(self) -> list[Row]:
        return [row for row in self.rows if row.wrongs]

    @cached_property
    def digest(self) -> str:
        """Changes when the outcome does, so that nothing is written under a preview that no longer holds."""
        seen = ([(row.period and row.period.pk, row.voucher) for row in self.fresh], self.known, self.answer)
        return hashlib.sha256(repr(seen).encode("utf-8", "backslashreplace")).hexdigest()

    @cached_property
    def answer(self) -> dict[str, Any]:
        return {
            "rows": len(self.rows),
            "accepted": len(self.fresh) + self.known,
            "already_imported": self.known,
            "rejected": len(self.rejected),
            "rejected_rows": [row.told() for row in self.rejected],
        }

    @cached_property
    def report(self) -> dict[str, Any]:
        return {
            "rows": len(self.rows), "accepted": len(self.fresh) + self.known, "created": len(self.fresh), "changed": 0,
            "unchanged": self.known, "rejected": [row.told() for row in self.rejected], "warnings": [], "changes": [],
            "skipped": self.skipped, "unused_sheets": self.unused,
        }  # fmt: skip


class VoucherList:
    """The kind of import: into the reviews that are open and whose accounts the person hands in."""

    title = "民主理财凭证"
    noun = "张"
    act = "finance.keep"
    headings: ClassVar[dict[str, tuple[str, ...]]] = {
        "period": ("期间", "审查期"),
        "unit": ("单位",),
        "number": ("凭证号", "凭证编号", "凭证字号"),
        "on": ("日期", "凭证日期"),
        "purpose": ("摘要", "用途"),
        "amount": ("金额", "金额（元）", "金额(元)"),
    }
    needed = ("period", "number", "on", "purpose", "amount")
    columns = ("期间", "凭证号", "日期", "摘要", "金额")
    hint = (
        "期间写成 2026年第3季度 或 2026年10月，和正在审查的一期相同；金额以元计，红字写负数。同一期里凭证号不重复，已经登记的不再改写。"
        "为几个单位记账的，加一列“单位”。导入的凭证都是待审，由民主理财小组逐笔审查。"
    )

    @classmethod
    def read(cls, sheets: list[tables.Sheet], by: Any) -> VoucherReading:
        """Read and judge the sheets against the reviews that `by` may fill. Writes nothing."""
        open_ = ReviewPeriod.objects.filter(
            within_paths(by.scope(cls.act), "group__keeper__path"), state__in=WRITTEN
        ).select_related("unit", "group__keeper")
        periods: dict[str, list[ReviewPeriod]] = defaultdict(list)
        for period in open_.order_by("pk"):
            periods[period.label].append(period)
        reading = VoucherReading()
        for sheet in sheets:
            table = tables.find(sheet, cls.headings, cls.needed)
            if table is None:
                reading.unused.append(sheet.name)
                continue
            reading.skipped += [[table.sheet, row, why] for row, why in table.skipped]
            reading.rows += [_judged(Row(table.sheet, number), values, periods) for number, values in table.rows]
        _beside_what_is_here(reading)
        return reading

    @staticmethod
    def write(reading: VoucherReading, by: Any, progress: Callable[[int, int], None]) -> dict[str, int]:
        """Bring the accepted rows in, one step for each review. Called inside a transaction."""
        together: dict[int, list[Row]] = defaultdict(list)
        for row in reading.fresh:
            assert row.period is not None and row.voucher is not None  # noqa: S101  (fresh rows are whole)
            together[row.period.pk].append(row)
        done = 0
        for rows in together.values():
            keep_vouchers(rows[0].period, by, rows=[row.voucher for row in rows])
            done += len(rows)
            progress(done, len(reading.fresh))
        return {"created": done, "changed": 0, "unchanged": reading.known}


def _judged(row: Row, values: dict[str, Any], periods: dict[str, list[ReviewPeriod]]) -> Row:
    def tell(says: str, remedy: str) -> None:
        row.wrongs.append(Wrong(says, remedy))

    row.number = cells.text(values.get("number"))
    if not row.number:
        tell("没有凭证号", "补上凭证号")
    elif len(row.number) > NUMBER:
        tell(f"凭证号超过 {NUMBER} 个字符", "把凭证号写短")
    purpose = " ".join(cells.text(values.get("purpose")).split())
    if not purpose:
        tell("没有摘要", "补上摘要")
    elif len(purpose) > PURPOSE:
        tell(f"摘要超过 {PURPOSE} 字", "把摘要写短")
    row.period = _period(values, periods, tell)
    on = _day(values.get("on"), row.period, tell)
    cents = _cents(values.get("amount"), tell)
    if not row.wrongs and on and cents:
        row.voucher = VoucherRow(row.number, on, purpose, cents)
    return row


def _period(
    values: dict[str, Any], periods: dict[str, list[ReviewPeriod]], tell: Callable[[str, str], None]
) -> ReviewPeriod | None:
    written = cells.heading(values.get("period"))
    found, unit = periods.get(written, []), cells.text(values.get("unit"))
    if unit:
        found = [period for period in found if unit in {period.unit.name, period.unit.short_name, period.unit.code}]
    if not written:
        tell("没有期间", "写成 2026年第3季度 或 2026年10月")
    elif not found:
        open_ = "、".join(list(periods)[:4]) or "没有"
        tell(f"{written[:20]}{unit[:20]}没有正在审查、由您填报的账目", f"现在可以填报的：{open_}")
    elif len(found) > 1:
        tell(f"{written}有 {len(found)} 个单位的账目由您填报", "加一列“单位”")
    return found[0] if len(found) == 1 else None


def _day(value: Any, period: ReviewPeriod | None, tell: Callable[[str, str], None]) -> date | None:
    try:
        on = writings.day(value)
    except ValueError:
        tell(f"日期“{cells.text(value)[:20]}”看不懂", "写成 2026-09-20")
        return None
    if on is None:
        tell("没有日期", "补上日期")
    elif period is not None and not period.first_on <= on <= period.last_on:
        tell(f"日期 {on.isoformat()} 不在{period.label}里", "核对日期和期间")
    return on


def _cents(value: Any, tell: Callable[[str, str], None]) -> int | None:
    written = cells.text(value)
    if not written:
        tell("没有金额", "补上金额")
        return None
    try:
        return cents_of(written)
    except ValueError as why:
        tell(str(why).rstrip("。"), "只写数字，元为单位，到分为止")
        return None


def _beside_what_is_here(reading: VoucherReading) -> None:
    """Doubled numbers, and numbers that stand here with other words, do not come in; the same again changes nothing."""
    pks = {row.period.pk for row in reading.rows if row.period}
    here = {
        (pk, number): (on, purpose, cents)
        for period in ReviewPeriod.objects.filter(pk__in=pks).prefetch_related("vouchers")
        for pk, number, on, purpose, cents in (
            (period.pk, one.number, one.on, one.purpose, one.cents) for one in period.vouchers.all()
        )
    }
    seen: dict[tuple[int, str], int] = {}
    for row in reading.rows:
        if row.period is None or not row.number:
            continue
        key = (row.period.pk, row.number)
        if key in seen:
            row.wrongs.append(Wrong(f"凭证号 {row.number} 与第 {seen[key]} 行重复", "删去其中一行，或改凭证号"))
        seen.setdefault(key, row.row)
        if row.voucher is None or row.wrongs:
            continue
        if (old := here.get(key)) is None:
            reading.fresh.append(row)
        elif old == (row.voucher.on, row.voucher.purpose, row.voucher.cents):
            reading.known += 1
        else:
            row.wrongs.append(
                Wrong(
                    f"凭证号 {row.number} 已经登记，系统里是“{old[1]}”{yuan(old[2])} 元", "核对；要改请在凭证页面上改"
                )
            )
