"""Real lists brought in, each beside a floor that reads the same file and inserts its rows in bulk; then what came in is
searched, paged and exported (issue 4, real input)."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import unquote

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from proposals.channels import Channel
from proposals.models import Proposal, State
from proposals.models.states import Source
from proposals.papers.letters import Letters
from proposals.papers.motions import Motions
from ymdm.limits.models import Count
from ymdm.organization.models import Unit
from ymdm.papers import sheets
from ymdm.search.models import Document
from ymdm.workflow import SYSTEM

from .exporting import export_beside_openpyxl
from .filling import Bureau
from .tables import heading, line, table

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
FILES = (
    ("letters", DATA / "letters" / "letters_replied_train_asreceived.xlsx", Letters),
    ("suggestions", DATA / "proposals" / "suggestions.csv", Motions),
    ("motions", DATA / "proposals" / "motions.csv", Motions),
)
WORDS = ("学校", "路灯", "水", "活动中心", "陈情", "本市府", "龘")


class _Done(Exception):
    """Leaves a transaction without a trace."""


def measure(bureau: Bureau, rounds: int) -> None:
    """Print seconds and rows a second of each list and of its floor; then pages and the export of what came in."""
    if not all(file.is_file() for _name, file, _kind in FILES):
        line("no lists beside the checkout")
        return
    unit, rows = bureau.house.unit, []
    for name, file, kind in FILES:
        floors = [_taken(lambda file=file: _floor(file, unit), undone=True) for _ in range(min(rounds, 3))]
        taken, count = _taken(lambda file=file, kind=kind: _bring_in(file, kind))
        again, _ = _taken(lambda file=file, kind=kind: _bring_in(file, kind))
        floor = median(seconds for seconds, _count in floors)
        rows.append(
            (name, f"{count:,}", f"{taken:.1f}", f"{count / taken:,.0f}", f"{floor:.2f}", f"{taken / floor:.1f}", f"{again:.1f}")
        )  # fmt: skip
    heading("Lists of past years, preview and import in one: seconds beside reading the file and inserting in bulk")
    table(("", "rows in", "s", "rows/s", "floor s", "× floor", "second run s"), rows)
    _look(bureau)


def _bring_in(file: Path, kind: Any) -> int:
    with transaction.atomic(), file.open("rb") as content:
        reading = kind.read(sheets.read(content, file.name), SYSTEM)
        kind.write(reading, SYSTEM, lambda done, total: None)
    return len(reading.accepted)


def _floor(file: Path, unit: Unit) -> int:
    with file.open("rb") as content:
        (sheet,) = sheets.read(content, file.name)
    head, *lines = sheet.rows
    today, now = timezone.localdate(), timezone.now()
    made = Proposal.objects.bulk_create(
        [
            Proposal(
                channel=Channel.SUGGESTION, unit=unit, number=f"FLOOR-{place:06d}", state=State.CLOSED, source=Source.IMPORTED,
                title=str(values[2])[:120], rationale="\n".join(f"{name}：{value}" for name, value in zip(head, values, strict=False)),
                started_at=now, submitted_on=today, closed_on=today,
            )
            for place, values in enumerate(lines)
        ],
        batch_size=500,
    )  # fmt: skip
    return len(made)


def _taken(do: Callable[[], int], *, undone: bool = False) -> tuple[float, int]:
    """Seconds and rows; `undone` leaves nothing behind."""
    count, started = 0, time.perf_counter()
    try:
        with transaction.atomic():
            count = do()
            if undone:
                raise _Done
    except _Done:
        pass
    return time.perf_counter() - started, count


def _look(bureau: Bureau) -> None:
    """Search for words of the lists, walk the list of matters from its first page to its last, hand everything out."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    imported = Proposal.objects.filter(source=Source.IMPORTED)
    found = Document.objects.filter(subject__in=imported.values("pk")).count()
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(bureau.house.union)
    searched = [_page(client, reverse("search:search"), {"q": word}) for word in WORDS * 2][len(WORDS) :]
    listed = [_page(client, reverse("proposals:proposal-list"), {"q": word}) for word in WORDS]
    pages, after, seen = [], "", 0
    while True:
        taken, answer = _page(client, reverse("proposals:proposal-list"), {"sort": "number", "after": after})
        pages.append(taken)
        text = answer.content.decode()
        seen += text.count('id="proposal-')
        following = re.search(r"[?&;]after=([^\"&]+)", text)
        if following is None:
            break
        after = unquote(following[1])
    rows = [
        ("search page", f"{len(searched)}", *_spread([taken for taken, _answer in searched])),
        ("list with a word", f"{len(listed)}", *_spread([taken for taken, _answer in listed])),
        (f"list, every page ({seen:,} rows)", f"{len(pages):,}", *_spread(pages)),
    ]
    heading(f"{imported.count():,} imported, {found:,} of them to be found: milliseconds of a page")
    table(("", "pages", "median", "least", "most"), rows)
    export_beside_openpyxl(bureau.house.union, Proposal.objects.visible_to(bureau.house.union))


def _page(client: Client, path: str, query: dict[str, str]) -> tuple[float, Any]:
    Count.objects.all().delete()
    started = time.perf_counter()
    answer = client.get(path, query)
    taken = (time.perf_counter() - started) * 1000
    assert answer.status_code == 200, (path, query, answer.status_code)
    return taken, answer


def _spread(times: list[float]) -> tuple[str, str, str]:
    return f"{median(times):,.0f}", f"{min(times):,.0f}", f"{max(times):,.0f}"
