"""A selection that is open leads to the secret ballot of the staff (DIS-09 P)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from disclosure import workflow
from tests import factories as make
from tests.ballots.test_asking import asked, boxed, kept
from tests.disclosure import scenes
from ymdm.ballots import freezing, opens
from ymdm.ballots.forms import voters
from ymdm.organization.models import Role
from ymdm.workflow import NoAuthority, Refused


@pytest.fixture
def house(db):
    return scenes.desk()


def opened(house, code, key="x"):
    owed = scenes.owed(house.unit, code, stage="before", period=f"event:{key}")
    return scenes.published(house, scenes.drafted(house, owed, title=f"{code}{key}"))


def page(publication, person) -> str:
    client = Client()
    client.force_login(person)
    return client.get(publication.get_absolute_url()).content.decode()


def test_a_reader_finds_the_vote_where_the_conditions_stand_and_votes_from_there(house):
    union = make.person(house.unit, role=Role.UNION_OFFICER)
    made = asked(house.unit, union)
    keepers, _words = kept(made, union)
    box = boxed(made, union)
    publication = opened(house, "D14")
    workflow.put_to_vote(publication, house.author, asking=made)
    assert "年度评选" in page(publication, house.reader) and "去投票" not in page(publication, house.reader)
    now = timezone.now()
    freezing.freeze(box, union, keepers[0], voters(box), now - timedelta(seconds=1), now + timedelta(days=3))
    opens.open_box(box, union)
    assert "去投票" in page(publication, house.reader)
    superior = make.person(house.unit.parent, role=Role.UNION_OFFICER)  # reads, and is on no roll
    assert "去投票" not in page(publication, superior)


def test_only_a_selection_leads_to_a_vote_and_only_to_one_of_the_own_unit_whose_paper_is_made(house):
    union = make.person(house.unit, role=Role.UNION_OFFICER)
    written = asked(house.unit, union)
    with pytest.raises(Refused, match="还在拟题"):
        workflow.put_to_vote(opened(house, "D14"), house.author, asking=written)
    kept(written, union)
    boxed(written, union)
    with pytest.raises(Refused, match="不是评选公开"):
        workflow.put_to_vote(opened(house, "D04"), house.author, asking=written)
    other = scenes.desk()
    with pytest.raises(Refused, match=r"不是.*的投票"):
        workflow.put_to_vote(opened(other, "D14"), other.author, asking=written)
    with pytest.raises(NoAuthority):
        workflow.put_to_vote(opened(house, "D14", "y"), house.reader, asking=written)
