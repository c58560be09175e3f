"""Figures of a unit and year: the rows behind each, what would raise it, and a closed year that stays as it was."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from congress.measures import sessions_held
from congress.models import CongressSession, TeamMeeting
from congress.register.measures import linkage, rules_complete
from evaluation.figures.models import ClosedYear, KeptFigure
from evaluation.figures.reading import figures_of
from evaluation.figures.shapes import Row
from evaluation.figures.sources import SOURCES, source_for
from evaluation.figures.workflow import close_year
from proposals.measures import Scope, reply_rate
from proposals.models import Proposal
from tests import factories as make
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.organization.models import Person
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    """On a day late in the year, so that what was handed in a hundred days ago is of this year."""
    with time_machine.travel(datetime(2026, 11, 20, 10, tzinfo=timezone.get_default_timezone())):
        yield _told()


def _told():
    made = make.bureau()
    at = timezone.now() - timedelta(days=100)
    make.closed(made, title="修路灯")
    make.in_progress(made, at=at, title="换空调")  # late by now
    today = timezone.localdate()
    TeamMeeting.objects.create(
        unit=made.team,
        held_on=today,
        topic="安全",
        note="谈了安全。",
        recorder=made.employee,
        written_at=timezone.now(),
    )
    return made


def live(unit, key):
    today = timezone.localdate()
    return SOURCES[key].figure(unit, today.year, today)


def numbers(measure):
    return measure.numerator, measure.denominator


def test_a_figure_counts_what_the_room_below_counts(house):
    unit, today = house.unit, timezone.localdate()
    year = today.year
    assert numbers(live(unit, "proposals.in_time").measure) == numbers(
        reply_rate(Scope(channel="proposal", unit=str(unit.pk), year=str(year)), today)
    )
    assert numbers(live(unit, "register.rules").measure) == numbers(rules_complete(unit, today))
    assert numbers(live(unit, "register.linked").measure) == numbers(linkage(unit, year, today))
    assert live(unit, "congress.held").part == min(1, sessions_held(unit, year, today).numerator)
    CongressSession.objects.filter(pk=house.session.pk).update(state="archived", held_on=today)
    assert live(unit, "congress.held").part == 1 == sessions_held(unit, year, today).numerator


def test_a_figure_names_the_rows_that_would_raise_it_and_every_row_opens(house):
    figure = live(house.unit, "proposals.in_time")
    assert (figure.part, figure.whole) == (1, 2)
    assert figure.raises.startswith("还差：") and "换空调" in figure.raises
    assert all(row.url for row in figure.rows)
    assert SOURCES["congress.teams"].figure(house.branch, timezone.localdate().year, timezone.localdate()).raises == ""


def test_nothing_to_count_has_no_value(house):
    figure = live(house.logistics, "proposals.in_time")
    assert (figure.whole, figure.measure.value, figure.measure.words) == (0, None, "—")


def test_what_happened_after_the_day_does_not_count(house):
    day = timezone.localdate() - timedelta(days=1)
    figure = SOURCES["congress.teams"].figure(house.branch, day.year, day)
    assert figure.part == 0


def test_a_closed_year_keeps_its_number_though_holidays_people_and_units_have_changed_since(house):
    unit, today = house.unit, timezone.localdate()
    before = figures_of(unit, today.year, today)
    close_year(unit, house.union, year=today.year)
    assert Event.objects.filter(act="figures.close_year").exists()
    # A new holiday notice moves due days, somebody leaves, a team is closed, an answer comes late.
    late = Proposal.objects.get(title="换空调")
    Proposal.objects.filter(pk=late.pk).update(reply_due_on=today + timedelta(days=9))
    Duty.objects.of(late).owed().update(due_on=today + timedelta(days=9))
    Person.objects.filter(pk=house.employee.pk).update(is_active=False, left_on=today, name="别人")
    TeamMeeting.objects.all().update(topic="别的", held_on=today - timedelta(days=400))
    assert live(unit, "proposals.in_time").whole == 1, "the records say something else by now"
    assert live(unit, "congress.teams").part == 0
    after = figures_of(unit, today.year, today)
    told = {key: (one.part, one.whole, one.fingerprint, one.raises) for key, one in after.items()}
    assert told == {key: (one.part, one.whole, one.fingerprint, one.raises) for key, one in before.items()}
    assert all(one.is_kept for one in after.values())


def test_a_kept_row_that_was_changed_is_found_by_its_fingerprint(house):
    closed = close_year(house.unit, house.union, year=timezone.localdate().year)
    kept = closed.figures.get(key="proposals.in_time")
    assert kept.is_whole
    kept.rows[0][1] = not kept.rows[0][1]
    assert not kept.is_whole
    kept.refresh_from_db()
    kept.part = 0
    assert not kept.is_whole


def test_the_order_of_rows_does_not_change_the_fingerprint(house):
    figure = live(house.unit, "proposals.in_time")
    turned = type(figure)(figure.key, figure.label, figure.definition, list(reversed(figure.rows)))
    assert turned.fingerprint == figure.fingerprint
    assert Row("x", True, mark="1").fingerprint != Row("x", True, mark="2").fingerprint


def test_a_year_is_closed_once_by_whoever_may_and_not_before_it_begins(house):
    year = timezone.localdate().year
    with pytest.raises(NoAuthority):
        close_year(house.unit, house.head, year=year)
    with pytest.raises(Refused, match="还没有开始"):
        close_year(house.unit, house.union, year=year + 1)
    closed = close_year(house.unit, house.union, year=year)
    with pytest.raises(Refused, match="已经封存"):
        close_year(house.unit, house.union, year=year)
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptFigure.objects.filter(closed=closed, key="congress.held").update(part=9)


def test_items_of_published_tables_find_their_figure_by_name():
    assert source_for("按时答复率") == "proposals.in_time" and source_for("领导体制") == ""


def test_the_page_shows_numbers_rows_and_what_is_missing_and_closes_the_year(house):
    client = Client()
    client.force_login(house.union)
    year = timezone.localdate().year
    url = reverse("figures:figures", args=[house.unit.pk, year])
    text = client.get(url).content.decode()
    assert "50.00%" in text and "换空调" in text and "封存" in text
    content = b"".join(client.get(reverse("figures:figures-export", args=[house.unit.pk, year]) + "?as=csv")).decode()
    assert "换空调" in content
    assert client.post(reverse("figures:close-year", args=[house.unit.pk, year])).status_code == 302
    assert ClosedYear.objects.get().by == house.union and "数据截至" in client.get(url).content.decode()
    assert client.get(reverse("figures:figures", args=[house.unit.pk, year + 1])).status_code == 404
    client.force_login(house.proposer)
    assert client.get(url).status_code == 404


def test_the_page_asks_no_more_for_more_rows(house):
    client = Client()
    client.force_login(house.union)
    url = reverse("figures:figures", args=[house.unit.pk, timezone.localdate().year])

    def asked() -> int:
        with CaptureQueriesContext(connection) as told:
            assert client.get(url).status_code == 200
        return len(told)

    asked()
    first = asked()
    for number in range(4):
        make.in_progress(house, at=timezone.now() - timedelta(days=100), title=f"换空调{number}")
        make.unit(parent=house.branch, level="team")
    assert asked() <= first
