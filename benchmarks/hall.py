"""Goal G5, the half that is here: five hundred check in within a minute, and five hundred phones follow the hall."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from statistics import median, quantiles

from django.db import connection
from django.test import Client as Inner
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from congress.checkin import code_at
from congress.models import Attendee, CongressSession, Delegation, Presence
from congress.workflow import give_mandate
from tests import factories as make
from ymdm.organization.models import Person, Role
from ymdm.workflow import SYSTEM

from .http import Client
from .serving import cookie_of, server
from .tables import heading, line, table
from .work import meter

AT_ONCE = 50  # phones that ask at the same moment
FOLLOW = 5.0  # seconds between two questions of a following phone


def session_of(size: int) -> tuple[CongressSession, list[Person]]:
    """A session of today with `size` representatives, its roll frozen; nobody is here yet."""
    today = timezone.localdate()
    unit = make.unit(f"{size} 人大会", code=f"HALL{size}")
    term = make.term(unit, 5)
    delegations = Delegation.objects.bulk_create(Delegation(term=term, name=f"第{n}代表团") for n in range(1, 11))
    people = [make.person(unit, f"代表{n}") for n in range(size)]
    session = CongressSession.objects.create(
        term=term, number=1, state=CongressSession.State.PREPARED, held_on=today, place="会议厅", total=size,
        call_opens_on=today - timedelta(days=60), call_closes_on=today - timedelta(days=30), ruled_on=today,
        noticed_at=timezone.now(), roll_frozen_at=timezone.now(),
    )  # fmt: skip
    for number, person in enumerate(people):
        mandate = give_mandate(term, SYSTEM, person=person, delegation=delegations[number % 10], from_on=term.begins_on)
        Attendee.objects.create(
            session=session, person=person, mandate=mandate, delegation=mandate.delegation, is_qualified=True,
            kind=Attendee.Kind.REPRESENTATIVE, number=f"{number:03d}", called_at=timezone.now(),
        )  # fmt: skip
    for number in range(10):
        session.agenda.create(
            order=number + 1, title=f"第{number}项", matter="welfare", right="approve", is_noticed=True
        )
    return session, people


def measure(size: int = 500) -> None:
    """Half of `size` come in a rush, fifty at a time; half at twice the pace that a minute for all needs. Then all follow."""
    session, people = session_of(size)
    union = make.person(session.unit, role=Role.UNION_OFFICER)
    cookies = [cookie_of(person) for person in people]
    heading(f"{size} check-ins over HTTP, {connection.vendor}")
    with server() as (port, pid):
        worked, rows = meter(pid), []
        for name, mine, pace in (
            (f"a rush, {AT_ONCE} at once", cookies[: size // 2], 0.0),
            (f"{size} in 30 s", cookies[size // 2 :], size / 30),
        ):
            before = worked()
            took, spent = _check_in(session, port, mine, pace)
            rows.append([
                name, f"{median(took) * 1000:.0f}", f"{quantiles(took, n=20)[-1] * 1000:.0f}", f"{max(took) * 1000:.0f}",
                f"{len(took) / spent:.0f}", f"{(worked() - before) / len(took) * 1000:.1f}",
            ])  # fmt: skip
        table(["", "p50 ms", "p95 ms", "max ms", "per s", "work ms"], rows)
        here = Attendee.objects.filter(session=session, is_present=True).count()
        times = Presence.objects.filter(attendee__session=session).count()
        line(f"sent {size + size // 10} times by {size} phones: {here} present, {times} rows of presence")
        _follow(session, port, cookies, cookie_of(union))
    heading("Queries of the pages of a session, by representatives")
    table(["page", f"{size}", "30"], _queries(session, union))


def parts(whole: list[str], size: int) -> list[list[str]]:
    return [whole[begin : begin + size] for begin in range(0, len(whole), size)]


def _check_in(session: CongressSession, port: int, cookies: list[str], pace: float) -> tuple[list[float], float]:
    """Each phone sends its code, every tenth twice, as on a bad line. With a `pace`, so many start each second."""
    path, took, lock = reverse("congress:check-in", args=[session.pk]), [], threading.Lock()
    sending = [*cookies, *cookies[::10]]
    begun = time.perf_counter()

    def phones(first: int) -> None:
        for number in range(first, len(sending), AT_ONCE):
            if pace:
                time.sleep(max(0.0, begun + number / pace - time.perf_counter()))
            client = Client(port, sending[number])
            asked = time.perf_counter()
            status = client.post(path, f"code={code_at(session, timezone.now())}")
            spent = time.perf_counter() - asked
            assert status == 302, (status, client.body[:300])
            with lock:
                took.append(spent)

    threads = [threading.Thread(target=phones, args=(first,)) for first in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took, time.perf_counter() - begun


def _follow(session: CongressSession, port: int, cookies: list[str], desk: str) -> None:
    """All phones ask for the hall every five seconds for half a minute; meanwhile the screen is asked every two."""
    now, screen = reverse("congress:now", args=[session.pk]), reverse("congress:screen", args=[session.pk])
    stop, asked, lock = time.monotonic() + 30, [0], threading.Lock()

    def phones(mine: list[str]) -> None:
        clients = [Client(port, cookie) for cookie in mine[:4]]
        while time.monotonic() < stop:
            begun = time.monotonic()
            for number, _cookie in enumerate(mine):
                assert clients[number % len(clients)].get(now) == 200
            with lock:
                asked[0] += len(mine)
            time.sleep(max(0.0, FOLLOW - (time.monotonic() - begun)))

    threads = [threading.Thread(target=phones, args=(part,)) for part in parts(cookies, -(-len(cookies) // 20))]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    took, client = [], Client(port, desk)
    while time.monotonic() < stop:
        asking = time.perf_counter()
        assert client.get(screen) == 200
        took.append(time.perf_counter() - asking)
        time.sleep(1)
    for thread in threads:
        thread.join()
    heading(f"The big screen while {len(cookies)} phones follow")
    table(
        ["", "asked/s", "screen p50 ms", "screen max ms", "at most s after a change"],
        [["follow", f"{asked[0] / (time.monotonic() - begun):.0f}", f"{median(took) * 1000:.0f}", f"{max(took) * 1000:.0f}",
          f"{2 + max(took):.2f}"]],
    )  # fmt: skip


def _queries(session: CongressSession, union: Person) -> list[list[str]]:
    small, _people = session_of(30)
    other = make.person(small.unit, role=Role.UNION_OFFICER)
    rows = []
    for page in ("session", "agenda", "people", "votes", "now", "screen"):
        counts = []
        for of, who in ((session, union), (small, other)):
            inner = Inner(headers={"host": "127.0.0.1"})
            inner.force_login(who)
            url = reverse(f"congress:{page}", args=[of.pk])
            inner.get(url)
            with CaptureQueriesContext(connection) as caught:
                assert inner.get(url).status_code == 200
            counts.append(str(len(caught)))
        rows.append([page, *counts])
    return rows
