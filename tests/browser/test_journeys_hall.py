"""The jobs of product.md in the congress: convening from the last session, the door, and the hall with one press an act."""

from datetime import time, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from congress.checkin import code_at
from congress.models import Attendee, CongressSession, Delegation, Mandate, Presence, Vote
from congress.workflow import give_mandate
from tests import factories as make
from tests.browser.walking import DESK, PHONE
from ymdm.organization.models import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def unit():
    return make.unit("西峰局", code="XF", short_name="西峰局")


@pytest.fixture
def union(unit):
    return make.person(unit, "杜海燕", role=Role.UNION_OFFICER)


@pytest.fixture
def people(unit):
    term = make.term(unit, 4)
    delegation = Delegation.objects.create(term=term, name="第一代表组")
    people = [make.person(unit) for _ in range(6)]
    for person in people:
        give_mandate(
            term, make.SYSTEM, person=person, delegation=delegation, from_on=term.begins_on,
            category=Mandate.Category.FRONT_LINE,
        )  # fmt: skip
    return people


@pytest.fixture
def session(unit, union, people):
    """Of today: the roll is frozen, the presidium elected, nobody has come yet."""
    today, now = timezone.localdate(), timezone.now()
    term = unit.congress_terms.get()
    made = CongressSession.objects.create(
        term=term, number=1, state=CongressSession.State.PREPARED, held_on=today, begins=time(9), place="二楼会议室",
        total=len(people), ruled_on=today, noticed_at=now - timedelta(days=20), roll_frozen_at=now,
        call_opens_on=today - timedelta(days=60), call_closes_on=today - timedelta(days=30),
    )  # fmt: skip
    for number, mandate in enumerate(Mandate.objects.filter(term=term).order_by("pk"), 1):
        made.attendees.create(
            person=mandate.person, mandate=mandate, delegation=mandate.delegation, is_qualified=True, called_at=now,
            kind=Attendee.Kind.REPRESENTATIVE, number=f"{number:03d}",
        )  # fmt: skip
    made.venues.create(name="二楼会议室")
    made.offices.create(person=people[0], office="chair")
    for order, (title, matter, right) in enumerate(
        (("听取工会工作报告", "union_work", "deliberate"), ("举手通过选举办法", "procedure", "approve")), 1
    ):
        made.agenda.create(order=order, title=title, matter=matter, right=right, is_noticed=True)
    return made


def test_a_session_is_convened_from_the_last_one(visit, walk, union, people):
    term = union.unit.congress_terms.get()
    make.session(term, 1, held_on=timezone.localdate() - timedelta(days=300))
    desk = visit(union, viewport=DESK)
    with walk("工会从上一次会议筹备下一次，并发出通知", desk, target="≤ 12 次点击，10 分钟", clicks=5) as way:
        way.open()
        way.click(desk.get_by_role("link", name="职代会", exact=True).first)
        way.click(desk.get_by_role("link", name="筹备下一次会议"))
        way.type(desk.get_by_label("会场"), "二楼会议室")
        way.click(desk.get_by_role("button", name="开始筹备"))
        expect(desk.get_by_role("heading", name="第四届职工代表大会第二次会议")).to_be_visible()
        way.click(desk.get_by_role("link", name="发出会议通知"))
        way.click(desk.get_by_role("button", name="发出通知"))
        expect(desk.get_by_text("已通知").first).to_be_visible()
    assert CongressSession.objects.get(number=2).attendees.filter(called_at__isnull=False).count() == len(people)


def test_a_scan_checks_in_and_a_second_one_changes_nothing(visit, walk, session, people):
    phone = visit(people[0], viewport=PHONE)
    address = f"/w/congress/{session.pk}/check-in/"
    with walk("代表扫码签到", phone, target="一次扫码，≤ 3 秒", clicks=0) as way:
        way.open(f"{address}?c={code_at(session, timezone.now())}")
        expect(phone.get_by_text("已签到")).to_be_visible()
    phone.goto(f"{address}?c={code_at(session, timezone.now())}")
    expect(phone.get_by_text("已签到")).to_be_visible()
    assert Presence.objects.count() == 1


def test_a_phone_without_a_line_keeps_the_code_and_sends_it_when_the_line_is_back(visit, session, people):
    phone = visit(people[0], viewport=PHONE)
    phone.goto(f"/w/congress/{session.pk}/check-in/")
    code = code_at(session, timezone.now())
    phone.context.set_offline(True)
    phone.get_by_label("签到码").fill(code)
    phone.get_by_role("button", name="签到", exact=True).click()
    expect(phone.get_by_text("网络不通")).to_be_visible()
    assert not Presence.objects.exists()
    phone.context.set_offline(False)
    expect(phone.get_by_text("已签到")).to_be_visible(timeout=15_000)
    assert Presence.objects.get().way == "late_sent"


@pytest.mark.parametrize("javascript", [False], ids=["without-scripts"])
def test_a_phone_without_scripts_types_the_code(visit, session, people, javascript):
    phone = visit(people[0], viewport=PHONE)
    phone.goto(f"/w/congress/{session.pk}/check-in/")
    phone.get_by_label("签到码").fill(code_at(session, timezone.now()))
    phone.get_by_role("button", name="签到", exact=True).click()
    expect(phone.get_by_text("已签到").first).to_be_visible()


def test_the_hall_takes_one_press_an_act_and_the_screen_follows(visit, walk, session, union, people):
    now = timezone.now()
    session.attendees.exclude(person=people[5]).update(is_present=True, arrived_at=now)
    screen = visit(union, viewport=DESK)
    screen.goto(f"/w/congress/{session.pk}/screen/")
    expect(screen.get_by_text("请代表签到")).to_be_visible()
    desk = visit(union, viewport=DESK)
    with walk("工会主持会场：开会、下一项、举手表决、宣布、闭幕", desk, target="每步 1 次点击", clicks=16) as way:
        way.open(f"/w/congress/{session.pk}/")
        way.click(desk.get_by_role("link", name="宣布开会"))
        way.click(desk.get_by_role("button", name="宣布开会"))
        way.click(desk.get_by_role("button", name="下一项议程"))
        expect(screen.get_by_role("heading", name="听取工会工作报告")).to_be_visible(timeout=8_000)
        way.click(desk.get_by_role("button", name="下一项议程"))
        way.click(desk.get_by_role("link", name="拟定表决"))
        desk.get_by_label("方式").select_option(label="举手表决")
        way.clicks += 1
        way.click(desk.get_by_role("button", name="拟定表决"))
        way.click(desk.get_by_role("link", name="开始表决"))
        way.click(desk.get_by_role("button", name="开始表决"))
        expect(screen.get_by_text("正在表决")).to_be_visible(timeout=8_000)
        way.click(desk.get_by_role("link", name="结束表决"))
        way.type(desk.get_by_label("赞成"), "5")
        way.click(desk.get_by_role("button", name="结束表决"))
        way.click(desk.get_by_role("link", name="宣布结果"))
        way.click(desk.get_by_role("button", name="宣布结果"))
        expect(screen.get_by_text("通过", exact=True)).to_be_visible(timeout=8_000)
        way.click(desk.get_by_role("link", name="宣布闭幕"))
        way.click(desk.get_by_role("button", name="宣布闭幕"))
        expect(desk.get_by_text("已闭幕").first).to_be_visible()
    vote = Vote.objects.get()
    assert (vote.outcome, vote.yes, vote.total) == ("passed", 5, 6)
