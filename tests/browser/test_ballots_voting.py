"""The voter's page in a real Chromium: two taps and a confirmation, and nothing is lost, doubled or left behind.

The traps 1–3 of product.md stand here by their numbers; 8 and 9 in tests/ballots/test_pages.py.
"""

import re

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.ballots import making
from tests.browser.accessibility import violations
from tests.browser.fixtures import _session_cookie as session_cookie
from tests.browser.walking import PHONE
from ymdm.ballots.models import RollState, SealedBallot, State

pytestmark = pytest.mark.django_db(transaction=True)
CODE = re.compile(r"[0-9A-F]{4} [0-9A-F]{4} [0-9A-F]{4}")
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


def choose(phone, words="赞成"):
    phone.locator("label", has_text=words).first.click()


def press(phone):
    phone.get_by_role("button", name="提交我的一票").click()
    phone.get_by_role("button", name="确认投出").click()


def counted(room, box):
    making.close(room, box)
    return making.plain(making.unseal(room, box))


def test_two_taps_and_a_confirmation_cast_a_ballot_and_the_receipt_names_it(visit, walk, room, box, voter):
    phone = visit(voter, viewport=PHONE)
    with walk("代表投票：两次点按、一次确认，到回执", phone, target="≤ 2 次点按加一次确认", clicks=3) as way:
        way.open(f"/w/ballots/{box.pk}/")
        way.click(phone.locator("label", has_text="赞成").first)
        way.click(phone.get_by_role("button", name="提交我的一票"))
        expect(phone.get_by_role("heading", name="确认投“赞成”？")).to_be_visible()
        assert not SealedBallot.objects.exists(), "nothing is cast before the confirmation"
        way.click(phone.get_by_role("button", name="确认投出"))
        expect(phone.get_by_role("heading", name="您的一票已在票箱里")).to_be_visible()
    tracker = SealedBallot.objects.get().tracker
    code = phone.get_by_text(CODE)
    expect(code).to_have_text(f"{tracker[:4]} {tracker[4:8]} {tracker[8:12]}".upper())
    assert phone.evaluate(STORED) == "", "nothing of the ballot stays in the browser"
    assert violations(phone) == []
    phone.reload()
    expect(phone.get_by_text("您的票已在箱中")).to_be_visible()
    expect(code).to_have_count(0)


def test_a_filled_ballot_survives_a_refresh_and_a_lost_line_and_is_cast_once(visit, room, box, voter):
    """Trap 2: a half-filled ballot that is cleared. Trap 3: sealed, but read as cast."""
    phone = visit(voter, viewport=PHONE)
    phone.goto(f"/w/ballots/{box.pk}/")
    choose(phone, "反对")
    phone.reload()
    expect(phone.get_by_role("radio", name="反对")).to_be_checked()
    phone.context.set_offline(True)
    press(phone)
    expect(phone.get_by_role("heading", name="已封好，还没有投出")).to_be_visible()
    expect(phone.get_by_text("还没有投出。第 1 次")).to_be_visible()
    kept = phone.evaluate(STORED)
    assert "fields" not in kept, "once it is sealed, the choice itself is nowhere"
    phone.context.set_offline(False)
    expect(phone.get_by_role("heading", name="您的一票已在票箱里")).to_be_visible(timeout=15_000)
    assert SealedBallot.objects.count() == 1
    assert '"no"' in counted(room, box)


def test_a_lost_answer_is_asked_for_again_and_counts_once(visit, room, box, voter):
    phone = visit(voter, viewport=PHONE)
    phone.goto(f"/w/ballots/{box.pk}/")
    lost = []

    def lose(route):
        if not lost:
            lost.append(route.fetch())  # the house has taken it; the phone never hears so
            route.abort()
        else:
            route.continue_()

    phone.route("**/cast/", lose)
    choose(phone)
    press(phone)
    expect(phone.get_by_text("还没有投出。第 1 次")).to_be_visible()
    phone.on("dialog", lambda dialog: dialog.accept())
    phone.reload()
    expect(phone.get_by_text("您的票已在箱中")).to_be_visible()
    assert SealedBallot.objects.count() == 1
    assert box.roll.get().state == RollState.CAST


def test_who_signs_in_next_at_a_screen_neither_sees_nor_casts_what_was_begun_there(visit, room, voter):
    other = make.person(room.unit, "马红霞")
    box = making.opened(room, [voter, other])
    phone = visit(voter)
    phone.goto(f"/w/ballots/{box.pk}/")
    choose(phone)
    phone.context.add_cookies([session_cookie(other, phone.url)])
    phone.reload()
    expect(phone.get_by_role("radio", name="赞成")).not_to_be_checked()
    assert phone.evaluate(STORED) == ""


def test_a_closed_vote_takes_no_ballot_and_says_so(visit, room, box, voter):
    """Trap 1: a vote that is opened again. The sealed ballot is refused, loudly, and forgotten."""
    phone = visit(voter, viewport=PHONE)
    phone.goto(f"/w/ballots/{box.pk}/")
    choose(phone)
    making.close(room, box)
    assert box.state == State.CLOSED
    press(phone)
    expect(phone.get_by_role("heading", name="这张票没有投出")).to_be_visible()
    expect(phone.get_by_text("投票已经截止")).to_be_visible()
    assert not SealedBallot.objects.exists()
    assert phone.evaluate(STORED) == ""


@pytest.mark.parametrize("javascript", [False], ids=["without-scripts"])
def test_without_scripts_the_page_is_readable_and_says_where_to_vote(visit, box, voter, javascript):
    phone = visit(voter, viewport=PHONE)
    phone.goto(f"/w/ballots/{box.pk}/")
    expect(phone.get_by_text("在这里还不能投票")).to_be_visible()
    expect(phone.get_by_text("投票终端").first).to_be_visible()
    expect(phone.get_by_role("heading", name="是否通过《职工休假办法》？")).to_be_visible()
    expect(phone.get_by_role("radio", name="赞成")).to_be_disabled()


def test_an_address_without_encryption_refuses_to_seal(visit, box, voter):
    phone = visit(voter, viewport=PHONE)
    phone.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    phone.goto(f"/w/ballots/{box.pk}/")
    expect(phone.get_by_text("这个网址没有加密（http）")).to_be_visible()
    expect(phone.get_by_role("button", name="提交我的一票")).to_have_count(0)


PAPER = {
    "v": 1,
    "title": "第八届工会委员会选举和干部评议",
    "lede": "",
    "items": [
        *[
            {"id": f"i{n}", "kind": "decide", "text": f"第 {n} 项决议", "options": making.OPTIONS} for n in (1, 2)
        ],
        {"id": "e1", "kind": "elect", "text": "工会委员选票", "seats": 2, "write_in": True, "against": True,
         "candidates": [[17, "陆天佑", "高级工程师"], [18, "吴春燕", "站长"], [19, "沈嘉树", "工程师"]]},
        *[
            {"id": f"r{n}", "kind": "rate", "text": "局领导班子成员评议", "subject": [n, f"成员{n}", "副局长"],
             "scale": [["a", "优秀"], ["b", "称职"], ["c", "基本称职"], ["d", "不称职"]], "blank": True}
            for n in range(1, 7)
        ],
        {"id": "s1", "kind": "score", "text": "给今年的局务公开打分", "low": 0, "high": 100, "step": 1},
        {"id": "c1", "kind": "comment", "text": "意见和建议", "most": 60},
    ],
}  # fmt: skip


def test_a_long_paper_goes_question_by_question_and_by_keyboard_alone(visit, room, voter):
    box = making.opened(room, [voter], paper=PAPER)
    desk = visit(voter, reduced_motion="reduce")
    desk.goto(f"/w/ballots/{box.pk}/")
    onward = desk.get_by_role("button", name="下一题")
    expect(desk.get_by_text("第 1 题，共 6 题")).to_be_visible()
    assert violations(desk) == []

    desk.get_by_role("radio", name="赞成").first.focus()
    desk.keyboard.press("Space")
    desk.keyboard.press("Enter")  # as a form is sent everywhere
    expect(desk.get_by_text("第 2 题，共 6 题")).to_be_visible()
    onward.press("Enter")
    expect(desk.get_by_role("heading", name="工会委员选票")).to_be_visible()
    for name in ("陆天佑", "吴春燕", "沈嘉树"):
        desk.get_by_role("radio", name=f"{name}：赞成").focus()
        desk.keyboard.press("Space")
    onward.press("Enter")
    expect(desk.get_by_text("赞成了 3 名，最多 2 名")).to_be_visible()
    assert violations(desk) == []
    desk.get_by_role("radio", name="沈嘉树：反对").focus()
    desk.keyboard.press("Space")
    onward.press("Enter")
    expect(desk.get_by_role("heading", name="局领导班子成员评议")).to_be_visible()
    desk.get_by_role("radio", name="成员1：称职", exact=True).check(force=True)
    onward.press("Enter")
    desk.get_by_role("spinbutton").fill("120")
    onward.press("Enter")
    expect(desk.get_by_text("请填 0 至 100 之间的分数")).to_be_visible()
    desk.get_by_role("spinbutton").fill("92")
    onward.press("Enter")
    desk.get_by_role("textbox", name="意见和建议").fill("公开得很及时。")
    desk.reload()
    expect(desk.get_by_role("textbox", name="意见和建议")).to_have_value("公开得很及时。")
    desk.get_by_role("button", name="提交选票").press("Enter")
    dialog = desk.get_by_role("dialog")
    expect(dialog).to_contain_text("赞成：陆天佑、吴春燕；反对：沈嘉树")
    expect(dialog).to_contain_text("92 分")
    expect(dialog.get_by_text("没有填，留空")).to_have_count(6)
    assert violations(desk) == []
    dialog.get_by_role("button", name="确认投出").press("Enter")
    expect(desk.get_by_role("heading", name="您的一票已在票箱里")).to_be_focused()
    assert SealedBallot.objects.count() == 1
