"""A team's one page on the phone: what it owes this month, opened by photograph, and the photograph of the board (DIS-45)."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from disclosure import workflow
from disclosure.models import Board, Obligation, Posting, Publication, Version
from tests import factories as make
from tests.disclosure import scenes
from ymdm.attachments.models import Attachment
from ymdm.limits.models import Count
from ymdm.organization.models import Level, Role
from ymdm.workflow import NoAuthority, Refused


@pytest.fixture
def house(db):
    with time_machine.travel(timezone.make_aware(datetime(2026, 11, 20, 9)), tick=False):
        yield scenes.desk()


@pytest.fixture
def team(house):
    made = make.unit("巡检班", parent=house.unit, level=Level.TEAM)
    make.person(made, "石栓", role=Role.HANDLER)
    Board.objects.create(unit=made, place="值班室", from_on=date(2026, 1, 1))
    return made


def owe(team, code="D22", period="2026M10", due_on=date(2026, 11, 25), **fields):
    return Obligation.objects.create(
        unit=team, item=scenes.item(code), period=period, label=period, stage="result", year=2026, ends_on=due_on,
        due_on=due_on, rule="DIS-20", owed_from_on=min(date(2026, 11, 1), due_on), **fields,
    )  # fmt: skip


def foreman(team):
    return team.people.get()


def test_the_page_shows_what_is_owed_this_month_and_not_what_has_time(house, team, client):
    now, late = owe(team), owe(team, "D15", "2026H1", date(2026, 7, 31))
    later = owe(team, "D04", "2026Q4", date(2027, 1, 15))
    done = owe(team, "D18", "2026M10", date(2026, 11, 10), published_on=date(2026, 11, 9))
    client.force_login(foreman(team))
    page = client.get(f"/w/disclosure/teams/{team.pk}/").content.decode()
    assert f"/w/disclosure/owed/{now.pk}/hand_in/" in page and f"/w/disclosure/owed/{late.pk}/hand_in/" in page
    assert str(later.item.name) not in page and str(done.item.name) not in page
    assert '<svg class="square"' in page
    assert client.get("/w/disclosure/teams/own/").url == f"/w/disclosure/teams/{team.pk}/"
    # Everybody of the house reads it; only who publishes for the team opens things from it.
    client.force_login(house.reader)
    page = client.get(f"/w/disclosure/teams/{team.pk}/").content.decode()
    assert now.item.name in page and "hand_in" not in page
    assert client.get(f"/w/disclosure/teams/{house.unit.pk}/").status_code == 404
    assert client.get("/w/disclosure/teams/own/").url == "/w/disclosure/catalogues/"


def test_a_photograph_alone_is_handed_in_at_once_and_three_people_still_stand_behind_it(house, team, client, small_png):
    owed = owe(team)
    client.force_login(foreman(team))
    answer = client.post(
        f"/w/disclosure/owed/{owed.pk}/hand_in/", {"name": "十月考勤", "body": "", "upload": small_png("kq.png")}
    )
    assert answer.url == f"/w/disclosure/teams/{team.pk}/"
    version = Version.objects.get()
    assert (version.state, version.author) == (Version.State.REVIEW, foreman(team))
    assert Attachment.objects.of(version).count() == 1
    with pytest.raises(NoAuthority):
        workflow.pass_review(version, foreman(team), attribute="employees", **scenes.CLEAN)
    workflow.pass_review(version, house.reviewer, attribute="employees", **scenes.CLEAN)
    workflow.approve(Version.objects.get(), house.approver)
    owed.refresh_from_db()
    assert owed.published_on == timezone.localdate()
    made = Publication.objects.get()
    sheet = client.get(f"/w/papers/disclosure-posting/?of={made.pk}").content.decode()
    assert "扫码在手机上看" in sheet
    # The photograph of the board: it is the only board, so that it is chosen already.
    form = client.get(f"/w/disclosure/publications/{made.pk}/put_up/").content.decode()
    board = Board.objects.get()
    assert f'<option value="{board.pk}" selected' in form
    client.post(f"/w/disclosure/publications/{made.pk}/put_up/", {"board": board.pk, "photo": small_png("q.png", 90)})
    assert Posting.objects.get().up_photo is not None
    assert "贴在值班室" in client.get(f"/w/disclosure/teams/{team.pk}/").content.decode()


def test_nothing_is_handed_in_without_words_or_photograph(team):
    with pytest.raises(Refused, match="拍一张照片"):
        workflow.hand_in(team, foreman(team), obligation=owe(team), title="十月考勤")
    assert not Publication.objects.exists()


def test_a_text_with_personal_data_waits_until_its_author_has_decided(team, client):
    """DIS-35."""
    client.force_login(foreman(team))
    answer = client.post(
        f"/w/disclosure/owed/{owe(team).pk}/hand_in/", {"name": "十月考勤", "body": "电话 13912345678"}
    )
    version = Version.objects.get()
    assert version.state == Version.State.DRAFT
    assert answer.url == f"/w/disclosure/versions/{version.pk}/submit/"


def test_the_page_of_a_team_asks_as_much_however_long_it_is(house, team, client):
    client.force_login(foreman(team))

    def asked():
        for _ in range(2):
            cache.clear()
            Count.objects.all().delete()
            with CaptureQueriesContext(connection) as told:
                client.get(f"/w/disclosure/teams/{team.pk}/")
        return len(told)

    workflow.hand_in(team, foreman(team), obligation=owe(team), title="十月考勤", body="见表")
    owe(team, "D15", "2026H1", date(2026, 7, 31))
    first = asked()
    for number in range(3):
        period = f"event:{number}"
        workflow.hand_in(team, foreman(team), obligation=owe(team, period=period), title="考勤", body="见表")
        owe(team, "D15", period, date(2026, 7, 31) + timedelta(days=number))
    assert asked() == first
