"""No page asks the database more often for fifty rows than for one (security.md 5, third pass)."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from proposals import workflow
from proposals.models import Proposal
from tests import factories as make
from tests.security.matters import analyse
from ymdm.duties.models import Duty
from ymdm.limits.models import Count
from ymdm.notices.models import Notice
from ymdm.organization import pairing
from ymdm.organization.models import PairedAct
from ymdm.papers.models import ExportRun, ImportRun

pytestmark = pytest.mark.django_db
TIMES = 50
_serial = count(1)
# Rows of a proposal that a page may show; what hangs on them is copied with them.
DEPTH = 2


def copied(row: models.Model, **changed: Any) -> models.Model:
    """A second row like `row`; numbers that no two rows may share get one of their own."""
    values = {}
    for field in row._meta.concrete_fields:
        if not field.primary_key:
            value = getattr(row, field.attname)
            own = field.unique and isinstance(value, str) and value
            values[field.attname] = f"{next(_serial)}-{value}"[: field.max_length] if own else value
    return type(row)._base_manager.create(**values | changed)


def copied_with_all(row: models.Model, depth: int = DEPTH, **changed: Any) -> models.Model:
    """A second row like `row`, with copies of the rows that point at it, and of those that point at these."""
    made = copied(row, **changed)
    if depth:
        for relation in row._meta.related_objects:
            if relation.one_to_many and relation.related_model is not type(row):
                for hanging in relation.related_model._base_manager.filter(**{relation.field.name: row}):
                    copied_with_all(hanging, depth - 1, **{relation.field.attname: made.pk})
    return made


def many_proposals() -> None:
    kind = ContentType.objects.get_for_model(Proposal)
    for proposal in list(Proposal.objects.all()):
        duties = list(Duty.objects.of(proposal))
        for number in range(TIMES - 1):
            made = copied_with_all(proposal, title=f"{proposal.title}{number}")
            for duty in duties:
                copied(duty, subject_type_id=kind.pk, subject_id=made.pk)


def many_others(house: make.House) -> None:
    for number in range(TIMES - 1):
        copied(house.union.notices.first(), key=f"copy {number}")
        copied(house.employee, staff_number=f"C-{number:04d}", mobile=None)
        make.unit(parent=house.branch)
        copied(ImportRun.objects.first())
        copied(ExportRun.objects.first())
        copied(PairedAct.objects.first(), about=f"copy {number}")


@pytest.fixture
def house(settings, tmp_path):
    """One row of everything that stands in a list."""
    settings.MEDIA_ROOT = tmp_path
    made = make.bureau()
    at = timezone.now() - timedelta(days=60)
    make.draft(made)
    make.submitted(made)
    make.filed(made, at=at)
    make.in_progress(made, at=at)  # late by now
    waiting = make.reply_draft(made, assisting=[made.logistics])
    agreed = make.reply_draft(made, assisting=[made.logistics])
    workflow.countersign(agreed, made.helper, agrees=True)
    make.replied(made)
    make.closed(made)
    del waiting
    Notice.objects.create(person=made.union, kind="x", key="1", title="消息", made_at=timezone.now())
    ImportRun.objects.create(
        kind="people", unit=made.unit, uploaded_by=made.union, file_name="x.xlsx", size=1, sha256="0" * 64,
        created_at=timezone.now(),
    )  # fmt: skip
    ExportRun.objects.create(kind="people", person=made.union, title="名册", rows=1, made_at=timezone.now())
    pairing.ask(
        made.branch, made.admin, kind="unit-rename", about="one", title="更名",
        facts={"name": "新名", "on": timezone.localdate()},
    )  # fmt: skip
    return made


PAGES = [
    ("union", "/w/"), ("leader", "/w/"), ("handler", "/w/"), ("proposer", "/w/"), ("inspector", "/w/"), ("admin", "/w/"),
    ("union", "/w/inbox/"),
    ("union", "/w/duties/"), ("handler", "/w/duties/"), ("leader", "/w/duties/?scope=watched"),
    ("union", "/w/duties/ownerless/"), ("union", "/w/duties/week/"), ("union", "/w/papers/weekly-list/"),
    ("employee", "/w/proposals/figures/league/"), ("employee", "/w/papers/ledger/"), ("union", "/w/papers/work-report/"),
    ("union", "/w/proposals/"), ("leader", "/w/proposals/"), ("handler", "/w/proposals/"), ("proposer", "/w/proposals/"),
    ("union", "/w/proposals/?q=津贴"),
    ("union", "/w/proposals/export/"), ("proposer", "/w/proposals/export/"),
    ("union", "/w/proposals/review/"), ("union", "/w/proposals/assign/"), ("union", "/w/proposals/late/"),
    ("leader", "/w/proposals/sign/"), ("helper", "/w/proposals/countersign/"),
    ("union", "/w/proposals/figures/"), ("union", "/w/proposals/figures/export/"),
    ("union", "/w/proposals/figures/received/"), ("union", "/w/proposals/figures/report/"),
    ("union", "/w/proposals/figures/report/workbook/"), ("union", "/w/proposals/figures/report/document/"),
    ("union", "/w/people/"), ("union", "/w/people/?q=T"), ("union", "/w/export/people/"),
    ("admin", "/w/pairs/"), ("admin", "/w/export/pairs/"), ("admin", "/w/units/"), ("admin", "/w/export/units/"),
    ("union", "/w/import/people/"),
    ("union", "/w/search/?q=津贴"), ("employee", "/w/search/?q=津贴"), ("union", "/w/search/export/?q=津贴"),
    (None, "/ledger/"), (None, "/ledger/export/"),
]  # fmt: skip


def asked(client, house, who: str | None, url: str) -> tuple[int, list[str]]:
    """How many questions a page asks, once whatever is kept between requests has been read."""
    client.logout()
    if who:
        client.force_login(getattr(house, who))
    for _ in range(2):
        cache.clear()
        Count.objects.all().delete()
        with CaptureQueriesContext(
            connection,
        ) as told:
            answer = client.get(url)
            if answer.streaming:
                b"".join(answer.streaming_content)
        assert answer.status_code == 200, (who, url, answer.status_code)
    return len(told), [query["sql"][:150] for query in told.captured_queries]


def test_no_page_asks_more_for_fifty_rows_than_for_one(client, house):
    first = {page: asked(client, house, *page) for page in PAGES}
    many_proposals()
    many_others(house)
    analyse()
    grown = {}
    for page in PAGES:
        number, queries = asked(client, house, *page)
        if number > first[page][0]:
            grown[page] = (first[page][0], number, [query for query in queries if queries.count(query) > 2][:6])
    assert grown == {}
