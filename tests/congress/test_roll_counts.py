"""No page of terms and their people asks the database more often for many rows than for few (security.md 5)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from congress.models import CongressTerm, Constituency, Election, JointMeeting, Mandate, TeamMeeting
from congress.workflow import roll as workflow
from tests import factories as make
from tests.congress import roll_scenes as scenes
from ymdm.limits.models import Count

pytestmark = pytest.mark.django_db
KINDS = ("welfare", "safety", "finance", "proposals", "appraisal", "qualification")


def grow(house, times: int) -> None:
    """So many more of everything that stands in a list."""
    today = timezone.localdate()
    for number in range(times):
        one = scenes.constituency(house, 3, seats=2, name=f"选区{Constituency.objects.count()}")
        election = workflow.call_election(one, house.union, held_on=today, place="会议室", seats=1)
        workflow.put_up(election, house.union, people=scenes.voters(one)[:2])
        workflow.begin_election(election, house.union)
        scenes.counted(house, Election.objects.get(pk=election.pk), 3, 3, 0)
        workflow.publish_election(election, house.union)
        term = CongressTerm.objects.create(
            unit=make.unit(parent=house.branch), number=1, begins_on=today, ends_on=today + timedelta(1200)
        )
        assert term.pk
        kind = KINDS[min(number, 5)]
        workflow.propose_committee(
            house.term, house.union, kind=kind, head=house.proposer, members=[make.person(house.unit) for _ in range(3)]
        )
        for _ in range(2):
            workflow.record_team(
                house.team,
                house.branch_union,
                held_on=today,
                topic="值班",
                note="商量",
                present=[house.union, house.head],
            )
        joint = JointMeeting.objects.create(term=house.term, held_on=today, place="二楼", urgency="急", minutes="")
        joint.matters.create(matter="budget_accounts", title="餐补", decision="同意", state="joint_settled")


def test_no_page_asks_more_for_many_rows(client, house):
    grow(house, 1)
    one = Constituency.objects.order_by("pk")[0]
    seat = Mandate.objects.filter(constituency=one)[0]
    guess = Mandate.objects.filter(is_guess=True).select_related("person__unit")[0]
    pages = [
        "/w/congress/terms/", house.term.get_absolute_url(), f"{house.term.get_absolute_url()}roll/",
        f"{house.term.get_absolute_url()}roll/export/",
        f"{house.term.get_absolute_url()}roll/?standing=guess&q={guess.person.unit.name}",
        one.get_absolute_url(), one.elections.get().get_absolute_url(), seat.get_absolute_url(),
        "/w/congress/teams/", "/w/congress/teams/export/", TeamMeeting.objects.all()[0].get_absolute_url(),
    ]  # fmt: skip

    def asked(url: str) -> int:
        for _ in range(2):
            cache.clear()
            Count.objects.all().delete()
            with CaptureQueriesContext(connection) as told:
                answer = client.get(url)
                if answer.streaming:
                    b"".join(answer.streaming_content)
            assert answer.status_code == 200, url
        return len(told)

    client.force_login(house.union)
    before = {url: asked(url) for url in pages}
    grow(house, 6)
    after = {url: asked(url) for url in pages}
    assert {url: (before[url], after[url]) for url in pages if after[url] > before[url]} == {}


@pytest.fixture
def house():
    return make.bureau()
