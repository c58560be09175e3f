"""A desk that many share: who walks away leaves nothing on the screen, in the tab or signed in."""

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.ballots import making
from tests.browser.walking import PHONE
from ymdm.ballots.models import RollState, SealedBallot

pytestmark = pytest.mark.django_db(transaction=True)
STORED = "() => Object.values(sessionStorage).join('') + Object.values(localStorage).join('')"


@pytest.fixture
def room():
    return making.room()


@pytest.fixture
def voter(room):
    return make.person(room.unit, "石拴柱")


@pytest.fixture
def box(room, voter):
    return making.opened(room, [voter])


def test_who_walks_away_from_a_filled_ballot_leaves_nothing_and_nobody_signed_in(visit, voter, box, settings):
    settings.BALLOT_DESK_SECONDS = 8
    desk = visit(voter)
    desk.goto("/w/ballots/terminal/")
    expect(desk.get_by_role("heading", name=str(box))).to_be_visible()
    desk.locator("label", has_text="反对").first.click()
    assert desk.evaluate(STORED)
    expect(desk.get_by_text("秒后清除屏幕")).to_be_visible(timeout=8000)
    desk.wait_for_url("**/ballots/terminal/", timeout=12000)
    assert not desk.evaluate(STORED)
    assert box.roll_state(voter) == RollState.FRESH and not SealedBallot.objects.exists()
    desk.goto(f"/w/ballots/{box.pk}/")
    assert "sign-in" in desk.url, "the next person is asked who she is"


def test_who_is_still_there_says_so_and_keeps_what_was_chosen(visit, voter, box, settings):
    settings.BALLOT_DESK_SECONDS = 10
    desk = visit(voter, viewport=PHONE)
    desk.goto("/w/ballots/terminal/")
    desk.locator("label", has_text="赞成").first.click()
    desk.get_by_role("button", name="还在，继续").click(timeout=9000)
    expect(desk.get_by_text("秒后清除屏幕")).to_be_hidden()
    desk.get_by_role("button", name="提交我的一票").click()
    desk.get_by_role("button", name="确认投出").click()
    expect(desk.get_by_role("heading", name="您的一票已在票箱里")).to_be_visible()
    assert box.roll_state(voter) == RollState.CAST
    desk.wait_for_url("**/ballots/terminal/", timeout=14000)


def test_the_own_phone_has_no_clock_that_wipes(visit, voter, box, settings):
    settings.BALLOT_DESK_SECONDS = 1
    phone = visit(voter, viewport=PHONE)
    phone.goto(f"/w/ballots/{box.pk}/")
    phone.wait_for_timeout(2500)
    assert phone.url.endswith(f"/w/ballots/{box.pk}/") and not phone.locator("#desk").count()
