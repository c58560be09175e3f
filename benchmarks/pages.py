"""Goals G1, G2 and G4: the list, the detail page and a step over HTTP, against the floors, at three sizes."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from django.db import connection
from django.test import Client as Inner
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from proposals import workflow
from proposals.models import Proposal
from tests import factories as make
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.organization.models import Person

from .filling import Bureau
from .http import Client, Target, ratio, take_turns, work_ratio
from .serving import cookie_of, server
from .tables import heading, table
from .work import meter

EVENTS = 40
STEPS = 4000


def long_proposal(bureau: Bureau) -> Proposal:
    """One with a timeline of forty events, answered and rated."""
    house = bureau.house
    proposal = make.in_progress(house, assisting=[house.logistics, house.finance])
    while Event.objects.of(proposal).count() < EVENTS - 6:
        make.contacted(house, proposal)
    workflow.draft_reply(proposal, house.handler, **make.answering(proposal, result_class="B"))
    for helper in (house.helper, house.finance_handler):
        workflow.countersign(proposal, helper, agrees=True)
        proposal.refresh_from_db()
    workflow.sign(proposal, house.leader)
    workflow.evaluate(proposal, proposal.proposer, attitude="satisfied", result="basically")
    while Event.objects.of(proposal).count() < EVENTS:
        workflow.change_class(
            proposal, house.union, result_class="C" if proposal.result_class == "B" else "B", reason="核对"
        )
    return proposal


def questions(person: Person, path: str) -> tuple[int, int, int]:
    """Queries of one page, its bytes, and its bytes packed."""
    inner = Inner(HTTP_HOST="127.0.0.1")
    inner.force_login(person)
    inner.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = inner.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return len(asked), len(answer.content), len(gzip.compress(answer.content, 6))


def measure(bureau: Bureau, sizes: list[int], texts: Iterator[Any], rounds: int, seconds: float) -> None:
    """Print the tables of the pages; the data grow between the tables."""
    house = bureau.house
    detail = long_proposal(bureau)
    lists = reverse("proposals:proposal-list")
    growth = []
    for size in sizes:
        bureau.grow(size, texts)
        with server() as (port, process):
            anyone, union, branch, handler = (
                Client(port),
                *(Client(port, cookie_of(person)) for person in (house.union, house.branch_union, house.handler)),
            )
            std = Target("floor std: session, user, one SELECT", asking(union, f"/w/floor/std/{house.hr.pk}/"))
            targets = [
                std,
                Target("floor empty: no SQL", asking(anyone, "/floor/empty/")),
                Target("list, 20 rows, union officer (G1)", asking(union, lists)),
                Target("list, page 50", asking(union, f"{lists}?after={page(house.union, 50)}")),
                Target("list by number", asking(union, f"{lists}?sort=number")),
                Target("list, unit officer", asking(branch, lists)),
                Target("list, handler of one unit", asking(handler, lists)),
                Target(f"detail, {EVENTS} events (G2)", asking(union, detail.get_absolute_url())),
            ]
            take_turns(targets, rounds, seconds, meter(process))
        told(f"{size:,} proposals: how many times as fast as std, in the same rounds", targets)
        growth.append((size, {t.name: work_ratio(t, std) or ratio(t, std)[0] for t in targets}))
    measure_steps(bureau, rounds, seconds)
    heading("Growth: cost at each size ÷ cost at the smallest, in std of its own rounds (1.00 is flat)")
    names = [name for name in growth[0][1] if not name.startswith("floor")]
    table(
        ("", *(f"{size:,}" for size, _ in growth)),
        [(name, *(f"{growth[0][1][name] / ratios[name]:.2f}" for _, ratios in growth)) for name in names],
    )
    heading("Queries and bytes of a page")
    rows = [("list, union officer", house.union, lists), ("list, unit officer", house.branch_union, lists)]
    rows += [("list, handler", house.handler, lists), ("detail", house.union, detail.get_absolute_url())]
    for name, words in (("proposals:review-desk", "review desk"), ("proposals:press-desk", "press desk")):
        rows.append((words, house.union, reverse(name)))
    asked = [(words, *questions(person, path)) for words, person, path in rows]
    table(("", "queries", "HTML bytes", "gzipped"), [(w, str(q), f"{b:,}", f"{z:,}") for w, q, b, z in asked])


def told(words: str, targets: list[Target]) -> None:
    """The table of targets that took turns; the first is the floor."""
    std = targets[0]
    heading(words)
    table(
        ("", "× std by work", "× std by clock", "least", "most", "work", "per second"),
        [
            (
                t.name,
                f"{work_ratio(t, std):.2f}",
                *(f"{x:.2f}" for x in ratio(t, std)),
                f"{t.milliseconds:.2f} ms",
                f"{t.rate:,.0f}",
            )
            for t in targets
        ],
    )


def asking(client: Client, path: str) -> Callable[[], None]:
    def ask() -> None:
        status = client.get(path)
        assert status == 200, (path, status)

    return ask


def page(person: Person, number: int) -> str:
    """The cursor of a page far down the list."""
    from proposals.listing import page_of  # slow import: models

    rows = Proposal.objects.visible_to(person)
    return page_of(rows, ("pk",), size=20 * (number - 1)).next or ""


def measure_steps(bureau: Bureau, rounds: int, seconds: float) -> None:
    """Steps over HTTP, each on rows of its own: pressing, signing for, recording a contact."""
    house = bureau.house
    waiting = [proposal.pk for proposal in bureau.handed_out(STEPS)]
    half = waiting[: STEPS // 2]
    owed = iter(Duty.objects.owed().filter(kind="proposals.sign_for", subject_id__in=half).values_list("pk", flat=True))
    left = iter(waiting[STEPS // 2 :])
    day = count(1)
    contact = reverse("proposals:act", args=[make.in_progress(house).pk, "record_contact"])
    with server() as (port, process):
        union, handler = (Client(port, cookie_of(person)) for person in (house.union, house.handler))

        def press() -> None:
            doing(union, f"/w/duties/{next(owed)}/press/", "back=/w/proposals/late/")

        def sign_for() -> None:
            doing(handler, reverse("proposals:act", args=[next(left), "sign_for"]), "")

        def record() -> None:
            doing(handler, contact, f"form=phone&held_on={timezone.localdate()}&people=a&minutes={next(day)}")

        targets = [
            Target("floor std: session, user, one SELECT", asking(union, f"/w/floor/std/{house.hr.pk}/")),
            Target("press: slip, notices, event (G4)", press),
            Target("sign for: state, duty, event (G4)", sign_for),
            Target("record a contact: row, event", record),
        ]
        take_turns(targets, rounds, seconds, meter(process))
    told("Steps over HTTP: how many times as fast as std, in the same rounds", targets)


def doing(client: Client, path: str, body: str) -> None:
    status = client.post(path, body)
    assert status == 302, (path, status, client.body[:300])
