"""Goal G11: the list as a workbook, as the worker writes it, beside openpyxl's own writer on the same rows."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.utils import timezone
from openpyxl import Workbook

from proposals.models import Proposal
from proposals.papers.listing import columns, readable
from ymdm.papers import workbooks
from ymdm.workdays import calendar

from .filling import Bureau
from .tables import heading, line, table

PEAK_OF = 10_000  # rows over which memory is measured as well, because measuring it makes everything slow


def measure(bureau: Bureau, size: int, texts: Iterator[Any]) -> None:
    bureau.grow(size, texts)
    export_beside_openpyxl(bureau.house.union, Proposal.objects.visible_to(bureau.house.union))


def export_beside_openpyxl(person: Any, rows: Any) -> None:
    """Print what reading the rows takes, what writing them takes here and there, and how much memory a tenth needs."""
    told = columns(person, timezone.localdate(), calendar())
    heads = [column[0] for column in told]

    def lines(most: int | None = None) -> Iterator[list[Any]]:
        found = readable(rows)[:most] if most else readable(rows)
        for one in found.iterator(chunk_size=2000):
            yield [column[1](one) for column in told]

    started = time.process_time()
    kept = list(lines())
    read = time.process_time() - started

    def ours(file: Any) -> None:
        workbooks.write(file, "提案台账", heads, iter(kept))

    def theirs(file: Any) -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("提案台账")
        sheet.append(heads)
        for row in kept:
            sheet.append(row)
        book.save(file)

    taken: dict[str, list[float]] = {"as exported": [], "openpyxl, write-only": []}
    for _ in range(3):
        taken["as exported"].append(_written(ours)[0])
        taken["openpyxl, write-only"].append(_written(theirs)[0])
    floor = sorted(taken["openpyxl, write-only"])[1]
    heading(f"{len(kept):,} rows as XLSX (G11: ≤ 1.5 × openpyxl write-only), seconds of work")
    table(
        ("", "median", "least", "most", "× openpyxl"),
        [
            (name, f"{sorted(times)[1]:.1f}", f"{min(times):.1f}", f"{max(times):.1f}", f"{sorted(times)[1] / floor:.2f}")
            for name, times in taken.items()
        ],
    )  # fmt: skip
    line(f"reading and wording the rows: {read:.1f} s; {_written(ours)[1] / 1e6:.1f} MB")
    line("memory at most: " + ", ".join(
        f"{_peak(lambda n=n: workbooks.write(_Nowhere(), '提案台账', heads, lines(n))) / 1e6:,.0f} MB over {n:,} rows"
        for n in (PEAK_OF // 4, PEAK_OF)
    ))  # fmt: skip


def _written(write: Callable[[Any], None]) -> tuple[float, int]:
    with NamedTemporaryFile(suffix=".xlsx") as file:
        started = time.process_time()
        write(file)
        taken = time.process_time() - started
        file.flush()
        return taken, Path(file.name).stat().st_size


def _peak(do: Callable[[], Any]) -> int:
    tracemalloc.start()
    try:
        do()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


class _Nowhere:
    """Takes what is written and keeps nothing of it."""

    def __init__(self) -> None:
        self.at = 0

    def write(self, data: bytes) -> int:
        self.at += len(data)
        return len(data)

    def tell(self) -> int:
        return self.at

    def flush(self) -> None:
        pass
