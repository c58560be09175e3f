"""The portal of disclosure at 1,000 and at 100,000 publications: queries, work against std, and growth."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from disclosure import obliging
from disclosure.models import Obligation, Publication, Version
from disclosure.models.publications import ReviewSlip
from tests import factories as make
from ymdm.organization.models import Person, Role, Unit

from .covering import _house
from .http import Client, Target, ratio, take_turns, work_ratio
from .pages import asking, questions
from .pages import told as told_of
from .serving import cookie_of, server
from .tables import heading, table
from .work import meter

YEARS = (2024, 2025, 2026)
SIZES = (1_000, 100_000)
BATCH = 2_000
BODY = "<p>福利费使用情况：本期支出按职工代表大会通过的办法执行，明细见附表，接受职工监督。</p>"


def measure(sizes: tuple[int, ...], rounds: int, seconds: float) -> None:
    """Print the tables; the publications grow between them."""
    root = _house(300)
    for year in YEARS:
        obliging.owe_year(year)
    below = Unit.objects.filter(parent=root).order_by("pk")[7]
    reader, officer = make.person(below), make.person(root, role=Role.UNION_OFFICER)
    makers = [make.person(root) for _ in range(3)]
    keys = list(Obligation.objects.order_by("pk").values_list("pk", flat=True)[: max(sizes)])
    home, opened = reverse("disclosure:home"), reverse("disclosure:opened")
    pages = [("home, an employee", reader, home), ("all that is open, an employee", reader, opened),
             ("… of one opening", reader, f"{opened}?goal=Z"), ("… a word in the title", reader, f"{opened}?{urlencode({'q': '福利'})}"),
             ("home, a union officer", officer, home), ("all that is open, a union officer", officer, opened)]  # fmt: skip
    growth, done = [], 0
    for size in sizes:
        _publish(keys[done:size], makers)
        done = size
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        with server() as (port, process):
            clients = {person.pk: Client(port, cookie_of(person)) for person in (reader, officer)}
            std = Target("floor std", asking(clients[officer.pk], f"/w/floor/std/{root.pk}/"))
            targets = [std, *(Target(words, asking(clients[who.pk], path)) for words, who, path in pages)]
            take_turns(targets, rounds, seconds, meter(process))
        told_of(f"{size:,} publications: how many times as fast as std, in the same rounds", targets)
        growth.append({one.name: work_ratio(one, std) or ratio(one, std)[0] for one in targets[1:]})
        asked = [(words, *questions(who, path)) for words, who, path in pages]
        heading(f"Queries and bytes at {size:,} publications")
        table(("", "queries", "HTML bytes", "gzipped"), [(w, str(q), f"{b:,}", f"{z:,}") for w, q, b, z in asked])
    heading("Growth: cost at each size ÷ cost at the smallest (1.00 is flat)")
    names = list(growth[0])
    table(("", *(f"{size:,}" for size in sizes)),
          [(name, *(f"{growth[0][name] / found[name]:.2f}" for found in growth)) for name in names])  # fmt: skip


def _publish(keys: list[int], makers: list[Person]) -> None:
    """Each obligation opened by three people, one in three for the whole house, spread over the years."""
    author, reviewer, approver = makers
    start = datetime(YEARS[0], 1, 5, 9, tzinfo=timezone.get_default_timezone())
    for first in range(0, len(keys), BATCH):
        batch = list(Obligation.objects.filter(pk__in=keys[first : first + BATCH]))
        made = []
        for row in batch:
            at = start + timedelta(minutes=(row.pk * 7919) % 1_500_000)
            on = at.date()
            wide = row.pk % 3 == 0
            made.append(Publication(
                unit_id=row.unit_id, item_id=row.item_id, obligation=row, title=f"{row.label}公开事项 {row.pk}",
                scope=Publication.Scope.HOUSE if wide else Publication.Scope.UNIT, made_at=at,
                state=Publication.State.PUBLISHED if on > date(2026, 6, 1) else Publication.State.ENDED,
                published_at=at, published_on=on, ends_on=on + timedelta(days=30), days=30,
            ))  # fmt: skip
        Publication.objects.bulk_create(made)
        versions = Version.objects.bulk_create(
            [Version(publication=one, number=1, body=BODY, author=author, made_at=start) for one in made]
        )
        slips = ReviewSlip.objects.bulk_create(
            [ReviewSlip(version=one, state_secrets="none", work_secrets="none", business_secrets="none",
                        personal_data="none", attribute="employees", passes=True, by=reviewer, at=start, sha256="")
             for one in versions]
        )  # fmt: skip
        for version, slip, one in zip(versions, slips, made, strict=True):
            version.slip, version.reviewer, version.approver = slip, reviewer, approver
            version.publish_on, version.published_at, version.state = one.published_on, one.published_at, "published"
        Version.objects.bulk_update(
            versions, ["slip", "reviewer", "approver", "publish_on", "published_at", "state"], batch_size=500
        )
        for row, one in zip(batch, made, strict=True):
            row.published_on = one.published_on
        Obligation.objects.bulk_update(batch, ["published_on"], batch_size=500)
