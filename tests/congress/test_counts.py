"""No page of a session asks more often for forty representatives than for twelve, nor for many items, papers and votes."""

from datetime import date

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from congress.models import Attendee, Paper, PaperVersion, Vote
from congress.workflow import give_mandate
from tests import factories as make

from . import scenes
from .scenes import at

pytestmark = pytest.mark.django_db
PAGES = ("session", "agenda", "plan", "people", "votes", "minutes", "now", "screen", "check-in")


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(at(date(2026, 12, 31)), tick=False):
        yield


@pytest.mark.parametrize("who", ["union", "representative"])
def test_a_page_asks_no_more_for_many_rows(client, who):
    made, _vote = scenes.decided()
    session = made.session
    client.force_login(made.union if who == "union" else made.people[0])
    pages = [page for page in PAGES if who == "union" or page not in {"people", "screen"}]
    before = _asked(client, session, pages)
    term, now = session.term, timezone.now()
    for number in range(28):
        person = make.person(made.unit)
        mandate = give_mandate(
            term, make.SYSTEM, person=person, delegation=term.delegations.first(), from_on=term.begins_on
        )
        session.attendees.create(
            person=person, mandate=mandate, delegation=mandate.delegation, kind=Attendee.Kind.REPRESENTATIVE,
            is_qualified=True, number=f"{100 + number}", called_at=now,
        )  # fmt: skip
    for number in range(20, 40):
        item = session.agenda.create(order=number, title=f"第{number}项", matter="welfare", right="approve")
        paper = Paper.objects.create(item=item, title=f"材料{number}")
        PaperVersion.objects.create(paper=paper, number=1, text="x", made_at=now, issued_at=now)
        Vote.objects.create(session=session, item=item, question=f"事项{number}", method="paper")
        session.defects.create(check_code=f"x{number}", item=item, sentence="缺", rule="CON-55", found_at=now)
    assert _asked(client, session, pages) == before


def _asked(client, session, pages) -> dict[str, int]:
    counts = {}
    for page in pages:
        url = reverse(f"congress:{page}", args=[session.pk])
        client.get(url)
        cache.delete(f"congress-hall-{session.pk}")
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        counts[page] = len(caught)
    return counts
