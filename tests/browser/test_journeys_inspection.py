"""On site without a line: what an inspector types waits on the device, goes out when the line is back, and counts once."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from evaluation.inspections import workflow
from evaluation.inspections.models import SentSheet, Visit
from evaluation.inspections.workflow.visits import Seen
from tests import factories as make
from ymdm.ledger.models import Event

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def house():
    return make.bureau()


@pytest.fixture
def team(house):
    return [make.person(house.unit, name) for name in ("邢守正", "鲁明察")]


@pytest.fixture
def underway(house, team) -> Visit:
    today = timezone.localdate()
    made = workflow.plan(house.unit, house.union, unit=house.branch, kind="irregular", on=today, year=today.year)
    workflow.call_team(made, house.union, people=team)
    workflow.begin(Visit.objects.get(pk=made.pk), team[0])
    return Visit.objects.select_related("unit", "organiser").get(pk=made.pk)


def marked() -> int:
    return Event.objects.filter(act="inspections.mark").count()


def test_what_was_typed_without_a_line_survives_a_reload_and_is_sent_once_when_it_is_back(visit, underway, team):
    first, second = underway.items.all()[:2]
    phone = visit(team[0], viewport=PHONE)
    address = f"/w/evaluation/inspections/{underway.pk}/mark/"
    phone.goto(address)
    # Meanwhile the other inspector looks at another item; a page that was opened before must not take that back.
    workflow.mark(underway, team[1], seen={second.pk: Seen("met")})
    phone.context.set_offline(True)
    phone.locator(f"[name=result-{first.pk}]").select_option("not_met")
    phone.locator(f"[name=note-{first.pk}]").fill("公开栏是上季度的")
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_text("网络不通")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone).to_have_url(re.compile(rf"{underway.get_absolute_url()}$"), timeout=20_000)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.result, first.note, second.result) == ("not_met", "公开栏是上季度的", "met")
    assert (marked(), SentSheet.objects.count()) == (2, 1)
    phone.goto(address)
    expect(phone.get_by_text("还没有提交的内容")).to_have_count(0)


def test_a_reload_puts_back_what_was_not_sent(visit, underway, team):
    first = underway.items.first()
    phone = visit(team[0], viewport=PHONE)
    phone.goto(f"/w/evaluation/inspections/{underway.pk}/mark/")
    phone.locator(f"[name=result-{first.pk}]").select_option("met")
    phone.locator(f"[name=note-{first.pk}]").fill("看过原件")
    phone.reload()
    expect(phone.get_by_text("还没有提交的内容")).to_be_visible()
    expect(phone.locator(f"[name=note-{first.pk}]")).to_have_value("看过原件")
    other = visit(team[1], viewport=PHONE)
    other.goto(f"/w/evaluation/inspections/{underway.pk}/mark/")
    expect(other.locator(f"[name=note-{first.pk}]")).to_have_value("")
