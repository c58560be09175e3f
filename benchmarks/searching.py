"""Goal G8: any word over 100,000 matters, for five people; whole pages without HTTP, and the look-up beside its floor.

Beside the clock stands the work: seconds that the processors ran for it, whatever else the machine does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as make
from ymdm.limits.models import Count
from ymdm.organization.models import Role
from ymdm.search import index
from ymdm.search.asked import Asked
from ymdm.search.looking import find
from ymdm.search.models import Document

from .filling import Bureau
from .tables import heading, line, table
from .work import worked

# The commonest first: a word that stands everywhere costs most.
QUESTIONS = {
    "one character": ["的", "水", "津", "煤", "此"],
    "two characters": ["建议", "职工", "食堂", "煤矿", "津贴"],
    "three characters": ["办公室", "委员会", "黄土地"],
    "four characters": ["环境保护", "社会保障", "公务用车", "建设管理", "电动自行"],
    "five and six": ["民众陈情办", "改革开放以来", "加强管理建设", "会议审议通过"],
    "two words": ["建议 加强", "水 电", "教师 工资", "没有 龘"],
    "number": ["BM-6-050000", "6-0500"],
    # What few may read: the reasons of others.
    "only in the reasons": ["目前", "无法", "依据", "严重影响"],
    # Whose pairs stand in very many texts, and which itself stands in none of them.
    "pairs without the word": ["本市府", "兴建请", "请市民", "都市府"],
    "absent": ["龘", "龘靐", "魑魅魍", "魑魅魍魉", "电动食堂津", "电动食堂津贴"],
}  # fmt: skip
RARE = 200  # documents at most


def measure(bureau: Bureau, size: int, texts: Iterator[Any], rounds: int) -> None:
    """Print what filling took, what pages take for each kind of question, and rare words beside the index alone."""
    bureau.grow(size, texts)
    started = time.monotonic()
    call_command("refill_search", fresh=True, verbosity=0)
    filled = time.monotonic() - started
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    started = time.monotonic()
    call_command("refill_search", verbosity=0)
    line(f"{Document.objects.count():,} documents: filled in {filled:,.0f} s, looked through again in"
         f" {time.monotonic() - started:,.0f} s, {_bytes() / 1e6:,.0f} MB")  # fmt: skip
    house = bureau.house
    people = {
        "officer of the bureau": house.union,
        "officer of a unit": house.branch_union,
        "handler of the whole bureau": make.person(house.unit, role=Role.HANDLER),
        "representative": bureau.people[0],
        "employee": house.employee,
    }
    pages(people, rounds)
    rare_words(people, rounds)


def pages(people: dict[str, Any], rounds: int) -> None:
    cost = _meter()
    for who, person in people.items():
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(person)
        rows = []
        for kind, questions in QUESTIONS.items():
            clock: list[float] = []
            works: list[float] = []
            slowest, queries = (0.0, ""), 0
            for question in questions:
                mine, effort = [], []
                for turn in range(rounds + 1):
                    taken, worked_for, asked = _ask(client, question, cost)
                    if turn:  # the first is for the caches
                        mine.append(taken)
                        effort.append(worked_for)
                    queries = max(queries, asked)
                slowest = max(slowest, (median(effort), question))
                clock += mine
                works += effort
            figures = (median(clock), min(clock), max(clock), median(works), slowest[0])
            rows.append((kind, *(f"{figure:,.0f}" for figure in figures), slowest[1], str(queries)))
        heading(f"Search as {who} (G8: ≤ 300 ms): milliseconds of the whole page")
        table(("", "median", "least", "most", "work", "most work", "of", "queries"), rows)


def rare_words(people: dict[str, Any], rounds: int) -> None:
    """What finding takes over the index alone: keys of a word's pairs, and the texts that hold it (≤ 10 ×)."""
    questions = [question for group in QUESTIONS.values() for question in group if _number(question) <= RARE]
    rows = []
    for who, person in people.items():
        times = []
        for question in questions:
            asked = Asked.read({"q": question})
            floor = median(_timed(lambda asked=asked: _floor(asked), rounds))
            own = median(_timed(lambda asked=asked, person=person: find(asked, person), rounds))
            times.append((own / floor, question, own, floor))
        worst = max(times)
        rows.append(
            (
                who, f"{median(ratio for ratio, *_ in times):.1f}", f"{worst[0]:.1f}", worst[1],
                f"{worst[2]:.1f}", f"{worst[3]:.1f}", f"{max(own for _r, _q, own, _f in times):.1f}",
            )
        )  # fmt: skip
    heading(f"{len(questions)} words in at most {RARE} documents: how many times the index alone, by work")
    table(("", "median", "most", "of", "ms", "floor ms", "most ms"), rows)


def _number(question: str) -> int:
    return len(
        index.matching(index.Wanted(Asked.read({"q": question}).tokens()), 0, 1 << 62, newest=True, limit=RARE + 1)
    )


def _floor(asked: Asked) -> None:
    keys = index.matching(index.Wanted(asked.tokens()), 0, 1 << 62, newest=True, limit=RARE)
    list(Document.objects.filter(pk__in=keys).values_list("title", "text"))


def _timed(do: Callable[[], Any], rounds: int) -> list[float]:
    """Milliseconds of work of each of a few times, after one for the caches."""
    do()
    cost, times = _meter(), []
    for _ in range(max(rounds, 5)):
        before = cost()
        do()
        times.append((cost() - before) * 1000)
    return times


def _meter() -> Callable[[], float]:
    """Seconds that this process and its server process in the database have worked so far."""
    pids: set[int] = set()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pids.add(cursor.fetchone()[0])
    return lambda: time.process_time() + worked(pids)


def _ask(client: Client, question: str, cost: Callable[[], float]) -> tuple[float, float, int]:
    Count.objects.all().delete()
    with CaptureQueriesContext(connection) as asked:
        before, started = cost(), time.perf_counter()
        answer = client.get(reverse("search:search"), {"q": question})
        taken, effort = (time.perf_counter() - started) * 1000, (cost() - before) * 1000
    assert answer.status_code == 200, (question, answer.status_code)
    return taken, effort, len(asked)


def _bytes() -> int:
    """What documents and index take on the disk."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size('search_index') + pg_total_relation_size('search_document')")
        else:
            cursor.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%search%'")
        return int(cursor.fetchone()[0] or 0)
