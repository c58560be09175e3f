"""Goals G5 and G12: casts over HTTP beside the raw transaction in one run, and a box of 20,000 closed and opened."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from statistics import median, quantiles

from django.db import connection, connections, transaction
from django.urls import reverse

from tests.ballots import making
from ymdm.ballots import checking, closing, rules, sealing, unsealing
from ymdm.ballots.models import BallotBox, RollEntry, RollState, SealedBallot
from ymdm.organization.models import Person

from .http import TOKEN, Client
from .serving import cookie_of, server
from .tables import heading, line, table
from .work import meter

AT_ONCE = 8  # connections that cast at the same moment, over HTTP and raw
CASTS = 90  # of each kind in a round: five rounds and the warming take no more than 500 voters
WARM = 40  # by the last on the roll, before the clock runs
RAW = (
    "UPDATE bench_roll SET state = 'cast' WHERE box = %s AND person = %s AND state = 'fresh'",
    "INSERT INTO bench_ballot (tracker, box, stratum, body) VALUES (%s, %s, 'x', %s)",
)


class Phone(Client):
    """A client that posts a sealed body."""

    def cast(self, path: str, body: bytes) -> int:
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookie}; ymdm-csrf={TOKEN}\r\nX-CSRFToken: {TOKEN}\r\n"
            f"Content-Type: application/octet-stream\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return self._ask(head.encode() + body)


def measure(sizes: Sequence[int] = (500, 20_000), rounds: int = 5) -> None:
    """Casts into boxes of `sizes` voters, in turns with the raw transaction; then the largest is closed and opened."""
    room = making.room()
    _raw_tables()
    rounds = max(1, min(rounds, (sizes[0] - WARM) // CASTS))
    heading(f"Casts over HTTP and raw, {AT_ONCE} at once, {CASTS} a round, {rounds} rounds, {connection.vendor}")
    rows, ratios = [], []
    with server() as (port, pid):
        worked = meter(pid)
        for size in sizes:
            voters = making.people(room.unit, size)
            box = making.opened(room, voters, minutes=600)
            rates: dict[str, list[float]] = {"http": [], "raw": []}
            took: list[float] = []
            work = 0.0
            _over_http(box, port, voters[-WARM:], [])
            for number in range(rounds):
                some = voters[number * CASTS : (number + 1) * CASTS]
                before = worked()
                rates["http"].append(_over_http(box, port, some, took))
                work += worked() - before
                rates["raw"].append(_raw(size, some, box))
            each = [http / raw for http, raw in zip(rates["http"], rates["raw"], strict=True)]
            ratios.append((size, median(rates["http"])))
            rows.append([
                f"{size:,} voters", f"{median(rates['http']):.0f}", f"{median(took) * 1000:.0f}",
                f"{quantiles(took, n=20)[-1] * 1000:.0f}", f"{work / len(took) * 1000:.1f}", f"{median(rates['raw']):.0f}",
                f"{median(each):.3f} ({min(each):.3f}–{max(each):.3f})",
            ])  # fmt: skip
    table(["roll", "casts/s", "p50 ms", "p95 ms", "work ms", "raw/s", "of raw"], rows)
    if len(ratios) > 1:
        (small, slow), (large, fast) = ratios[0], ratios[-1]
        line(f"growth {small:,} → {large:,}: {slow / fast:.2f} (1.00 is none)")
    _close_and_open(room, box, voters)


def _at_once(work: Sequence[Callable[[], None]]) -> float:
    """Seconds until all are done; what each prepares it prepared before."""
    gate = threading.Barrier(len(work) + 1)

    def run(act: Callable[[], None]) -> None:
        gate.wait()
        try:
            act()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in work]
    for thread in threads:
        thread.start()
    gate.wait()
    begun = time.perf_counter()
    for thread in threads:
        thread.join()
    return time.perf_counter() - begun


def _over_http(box: BallotBox, port: int, voters: Sequence[Person], took: list[float]) -> float:
    path, lock = reverse("ballots:cast", args=[box.pk]), threading.Lock()
    ready = [(cookie_of(person), making.body(box, {"i1": "yes"})) for person in voters]

    def phones(first: int) -> None:
        client = Phone(port)
        for cookie, body in ready[first::AT_ONCE]:
            client.cookie = cookie
            asked = time.perf_counter()
            status = client.cast(path, body)
            spent = time.perf_counter() - asked
            assert status == 200, (status, client.body[:300])
            with lock:
                took.append(spent)

    return len(voters) / _at_once([lambda first=first: phones(first) for first in range(AT_ONCE)])  # type: ignore[misc]


def _raw_tables() -> None:
    with connection.cursor() as cursor:
        binary = "bytea" if connection.vendor == "postgresql" else "blob"
        cursor.execute("CREATE TABLE bench_roll (box int, person int, state text, PRIMARY KEY (box, person))")
        cursor.execute(f"CREATE TABLE bench_ballot (tracker text PRIMARY KEY, box int, stratum text, body {binary})")


def _raw(size: int, voters: Sequence[Person], box: BallotBox) -> float:
    """The two statements in one transaction, as the floor of performance.md."""
    bodies = [making.body(box, {"i1": "yes"}) for _ in voters]
    with connection.cursor() as cursor:
        values = ",".join(f"({size}, {person.pk}, 'fresh')" for person in voters)
        cursor.execute(f"INSERT INTO bench_roll VALUES {values}")  # noqa: S608 (whole numbers)

    def work(first: int) -> None:
        with connection.cursor() as cursor:
            for person, body in list(zip(voters, bodies, strict=True))[first::AT_ONCE]:
                with transaction.atomic():
                    cursor.execute(RAW[0], [size, person.pk])
                    cursor.execute(RAW[1], [sealing.tracker(box.pk, body), size, body])

    return len(voters) / _at_once([lambda first=first: work(first) for first in range(AT_ONCE)])  # type: ignore[misc]


def _close_and_open(room: making.Room, box: BallotBox, voters: Sequence[Person]) -> None:
    """Everybody who has not voted does, past the server; then the keepers close and open the box."""
    rest = set(box.roll.filter(state=RollState.FRESH).values_list("person_id", flat=True))
    bodies = [making.body(box, {"i1": ("yes", "no", "abstain")[number % 3]}) for number in range(len(rest))]
    SealedBallot.objects.bulk_create(
        [
            SealedBallot(tracker=sealing.tracker(box.pk, body), box=box, stratum=making.HALL, body=body)
            for body in bodies
        ],
        batch_size=1000,
    )
    RollEntry.objects.filter(box=box, state=RollState.FRESH).update(state=RollState.CAST)
    begun = time.perf_counter()
    closing.close(box, room.keepers[0])
    closed = time.perf_counter() - begun
    slip = rules.on_the_slip(box.box_root)
    unsealing.give_word(box, room.keepers[0], room.word(1, box), slip)
    begun = time.perf_counter()
    unsealing.give_word(box, room.keepers[1], room.word(2, box), slip)
    opened = time.perf_counter() - begun
    begun = time.perf_counter()
    faults = checking.check(BallotBox.objects.get(pk=box.pk))
    checked = time.perf_counter() - begun
    heading(f"A box of {len(voters):,} ballots")
    table(
        ["act", "seconds", "goal"],
        [
            ["close: rewrite, root, list, vacuum", f"{closed:.1f}", "≤ 10 for 20,000"],
            ["open and count, after the last word", f"{opened:.1f}", "≤ 15 for 20,000"],
            ["check_ballots", f"{checked:.1f}", ""],
        ],
    )
    line(f"faults: {faults or 'none'}; counted {box.box_count:,}")
