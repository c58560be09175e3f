"""Tours, yearly reports to the congress and files: what counts, what is missing by name, and what says nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from congress.models import AgendaItem, CongressSession, SessionSurvey
from evaluation.figures.sources import SOURCES
from proposals.meetings.models import Forum
from proposals.models import Proposal
from tests import factories as make

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 10, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def house():
    with time_machine.travel(NOW):
        yield make.bureau()


def live(unit, key):
    return SOURCES[f"oversight.{key}"].figure(unit, 2026, timezone.localdate())


def over(house, **more):
    """The session of the house, held this year and over."""
    CongressSession.objects.filter(pk=house.session.pk).update(
        **({"state": "archived", "held_on": NOW.date(), "archived_at": NOW} | more)
    )
    return CongressSession.objects.get(pk=house.session.pk)


def test_a_visit_with_its_findings_or_a_rated_session_is_a_tour_and_none_is_named(house):
    figure = live(house.unit, "tours")
    assert (figure.part, figure.whole) == (0, 1) and "还没有职工代表巡视" in figure.raises
    typed = {
        "unit": house.unit,
        "topic": "看测站",
        "meets_at": NOW,
        "place": "测站",
        "host": house.union,
        "called_at": NOW,
    }
    visit = Forum.objects.create(
        recorder=house.union,
        kind="visit",
        state="settled",
        minutes="看了。",
        held_on=NOW.date(),
        settled_at=NOW,
        **typed,
    )
    Forum.objects.create(
        recorder=house.union,
        kind="forum",
        state="settled",
        minutes="谈了。",
        held_on=NOW.date(),
        settled_at=NOW,
        **typed,
    )
    assert [row.url for row in live(house.unit, "tours").rows] == [visit.get_absolute_url()]
    survey = SessionSurvey.objects.create(
        session=over(house), state="over", opened_at=NOW, until_on=NOW.date(), invited=20, ended_at=NOW
    )
    assert live(house.unit, "tours").whole == 1, "nobody rated it"
    SessionSurvey.objects.filter(pk=survey.pk).update(forms=11)
    assert (live(house.unit, "tours").part, live(house.unit, "tours").whole) == (2, 2)


def test_what_the_congress_has_to_hear_each_year_counts_once_it_was_through_with_it(house):
    assert live(house.unit, "reported").raises == "还差：职工福利、社会保险和劳动保护"
    item = AgendaItem.objects.create(session=over(house), order=70, title="福利", matter="welfare", right="oversee")
    assert live(house.unit, "reported").part == 0, "it is only planned"
    AgendaItem.objects.filter(pk=item.pk).update(state="done")
    assert [row.is_met for row in live(house.unit, "reported").rows] == [True, False]
    over(house, held_on=NOW.date().replace(year=2025))
    assert live(house.unit, "reported").part == 0, "the year before does not count"


def test_files_are_asked_by_kind_and_only_of_what_there_was(house):
    assert live(house.unit, "kept").whole == 0
    make.closed(house, title="修路灯")
    over(house, archived_at=NOW + timedelta(days=30))
    assert [(row.label, row.is_met) for row in live(house.unit, "kept").rows] == [
        ("职代会档案", False),
        ("提案档案", False),
    ]
    over(house)
    Proposal.objects.filter(state="closed").update(state="archived")
    assert live(house.unit, "kept").part == 2
    over(house, state="past")
    assert [row.label for row in live(house.unit, "kept").rows] == ["提案档案"], "from before the house kept records"
