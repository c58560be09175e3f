"""Who is late anywhere, and one press for all of a unit; each duty once a day."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from ymdm.duties.models import Duty, Slip
from ymdm.notices.models import Notice

pytestmark = pytest.mark.django_db
DESK, PRESS = reverse("proposals:press-desk"), reverse("proposals:press")
LIST = reverse("proposals:proposal-list")


@pytest.fixture
def house():
    return make.bureau()


def make_late(*proposals, days=3):
    today = timezone.localdate()
    for proposal in proposals:
        owed = proposal.duties.owed()
        owed.update(opened_on=today - timedelta(60), due_on=today - timedelta(days))


@pytest.fixture
def late(house):
    """The personnel department is late with two answers, the finance department with one."""
    two = [make.in_progress(house), make.in_progress(house)]
    one = make.in_progress(house, lead=house.finance)
    make_late(*two, one)
    make.in_progress(house)  # in time
    return two, one


def test_units_stand_with_what_they_are_late_with_those_with_most_first(client, house, late):
    client.force_login(house.union)
    response = client.get(DESK)
    assert [(row.unit, row.number) for row in response.context["late"]] == [(house.hr, 2), (house.finance, 1)]
    text = response.content.decode()
    assert "2 个单位有 3 件逾期" in text and "催办全部 2 件" in text


def test_one_press_presses_everything_that_the_unit_is_late_with_and_nothing_else(client, house, late):
    client.force_login(house.union)
    response = client.post(reverse("proposals:press-unit", args=[house.hr.pk]), follow=True)
    assert "人事劳动处：已发出 2 份催办" in response.content.decode()
    assert {slip.duty.subject for slip in Slip.objects.filter(stage__startswith="press")} == set(late[0])
    assert Notice.objects.filter(kind="duty-pressed", person=house.handler).count() == 2
    assert "今天已催办" in response.content.decode()


def test_a_second_press_on_the_same_day_sends_nothing(client, house, late):
    client.force_login(house.union)
    for _ in range(2):
        response = client.post(reverse("proposals:press-unit", args=[house.hr.pk]), follow=True)
    assert "今天都已经催办过" in response.content.decode()
    assert Slip.objects.filter(stage__startswith="press").count() == 2


def test_it_goes_on_where_a_single_press_began(client, house, late):
    client.force_login(house.union)
    duty = late[0][0].duties.owed().get()
    client.post(reverse("duties:press", args=[duty.pk]), {"back": DESK})
    response = client.post(reverse("proposals:press-unit", args=[house.hr.pk]), follow=True)
    assert "已发出 1 份催办" in response.content.decode()


def test_one_does_not_press_what_one_owes_oneself(client, house):
    submitted = make.submitted(house)
    make_late(submitted)
    client.force_login(house.union)
    assert "没有逾期的事项" in client.get(DESK).content.decode()
    client.post(PRESS, {"pick": submitted.pk})
    assert not Slip.objects.filter(stage__startswith="press").exists()


def test_picked_proposals_are_pressed_from_the_list(client, house, late):
    client.force_login(house.union)
    (first, _), one = late
    back = f"{LIST}?light=overdue"
    response = client.post(PRESS, {"pick": [first.pk, one.pk], "back": back})
    assert response.url == back
    assert {slip.duty.subject for slip in Slip.objects.filter(stage__startswith="press")} == {first, one}
    again = client.post(PRESS, {"pick": [first.pk, one.pk]}, follow=True).content.decode()
    assert "没有发出催办；2 件今天已经催办过" in again


@pytest.mark.parametrize("picked", [[], ["x"], ["-1"], ["9" * 30], ["999999"]])
def test_nothing_that_can_be_pressed_is_said_so(client, house, late, picked):
    client.force_login(house.union)
    text = client.post(PRESS, {"pick": picked}, follow=True).content.decode()
    assert "还没有选提案" in text or "没有需要您催办的事项" in text
    assert not Slip.objects.filter(stage__startswith="press").exists()


def test_what_one_does_not_see_is_not_pressed(client, house, late):
    """The officer of a unit below holds the right to press, and not over the departments of the bureau."""
    client.force_login(house.branch_union)
    assert "没有逾期的事项" in client.get(DESK).content.decode()
    client.post(PRESS, {"pick": [proposal.pk for proposal in late[0]]})
    assert client.post(reverse("proposals:press-unit", args=[house.hr.pk])).status_code == 404
    assert not Slip.objects.filter(stage__startswith="press").exists()


@pytest.mark.parametrize("who", ["handler", "proposer", "employee", "admin"])
def test_nobody_presses_without_the_right(client, house, late, who):
    client.force_login(getattr(house, who))
    assert client.get(DESK).status_code == client.post(PRESS, {"pick": late[1].pk}).status_code == 403
    assert client.post(reverse("proposals:press-unit", args=[house.hr.pk])).status_code == 403


def test_a_clock_that_stands_still_is_not_late(client, house, late):
    Duty.objects.of(late[1]).owed().update(paused_on=timezone.localdate())
    client.force_login(house.union)
    assert [row.unit for row in client.get(DESK).context["late"]] == [house.hr]


def test_pressing_is_no_link(client, house, late):
    client.force_login(house.union)
    assert (
        client.get(PRESS).status_code
        == client.get(reverse("proposals:press-unit", args=[house.hr.pk])).status_code
        == 405
    )


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "/ledger/", "javascript:1"])
def test_the_way_back_stays_in_the_house(client, house, late, back):
    client.force_login(house.union)
    assert client.post(PRESS, {"pick": late[1].pk, "back": back}).url == LIST


def test_the_number_of_questions_does_not_grow_with_what_is_late(client, house, late, django_assert_max_num_queries):
    client.force_login(house.union)
    client.get(DESK)
    for _ in range(8):
        make_late(make.in_progress(house))
    with django_assert_max_num_queries(11):
        assert client.get(DESK).status_code == 200
