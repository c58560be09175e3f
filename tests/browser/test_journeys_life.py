"""One proposal walks its whole life in real browsers, each person in her own, with scripts and without."""

import pytest
from playwright.sync_api import Page, expect

from proposals.models import Proposal
from tests import factories as make
from tests.browser.walking import DESK, PHONE

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = "提高一线测站野外津贴标准"


@pytest.fixture
def house():
    return make.bureau()


def form(page: Page, button: str):
    """The button of an act's form: in the dialog where scripts opened one, else on the page."""
    return page.get_by_role("button", name=button, exact=True).last


def told(page: Page, words: str) -> None:
    """Wait until the page itself says what was done: only then is the database asked."""
    expect(page.get_by_text(words).first).to_be_visible()


def proposal() -> Proposal:
    return Proposal.objects.get(title=TITLE)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_a_proposal_is_written_on_the_phone_filed_answered_rated_and_closed(visit, walk, house, javascript):
    # --- the representative writes it and asks two seconders -------------------------------------------------
    phone = visit(house.proposer, viewport=PHONE)
    with walk("代表写提案、请两人附议", phone, target="≤ 3 分钟，打字除外", clicks=9) as way:
        way.open()
        way.click(phone.get_by_role("link", name="提提案").first)
        way.pick("收入福利")
        way.click(phone.get_by_role("button", name="下一步"))
        way.type(phone.get_by_label("题目"), TITLE)
        way.type(phone.get_by_label("情况"), "现行标准是 2016 年定的，每天 60 元，已经不够野外吃住。")
        points = phone.locator("#points textarea")
        way.type(points.nth(0), "调到每天 100 元。")
        way.type(points.nth(1), "每季度公布一次发放明细。")
        way.click(phone.get_by_role("button", name="下一步").last)
        for seconder in house.seconders:
            way.click(phone.get_by_role("button", name=f"邀请{seconder}附议"))
            expect(phone.get_by_text(f"已邀请{seconder}附议")).to_be_visible()
    assert proposal().co_signers.count() == 2

    # --- each seconder: one tap -------------------------------------------------------------------------------
    for seconder in house.seconders:
        other = visit(seconder, viewport=PHONE)
        with walk("附议", other, target="1 次点击", clicks=1) as way:
            way.open()
            way.click(other.get_by_role("button", name="附议"))
            expect(other.get_by_text("已办理：附议")).to_be_visible()

    # --- and it is sent ---------------------------------------------------------------------------------------
    with walk("代表核对后提交", phone, target="≤ 3 分钟，打字除外", clicks=4) as way:
        way.open()
        way.click(phone.get_by_role("link", name="提交提案"))
        for box in phone.locator("form:visible input[type=checkbox]").all():
            box.check()
            way.clicks += 1
        way.click(form(phone, "提交提案"))
        told(phone, "提案已提交，编号")
    assert proposal().state == "submitted"

    # --- the union files it and hands it out --------------------------------------------------------------------
    desk = visit(house.union, viewport=DESK)
    with walk("工会立案并交办一件", desk, target="每件 20 秒", clicks=7) as way:
        way.open()
        way.click(desk.get_by_role("link", name="审查 1 件"))
        way.click(desk.get_by_role("button", name="登记会议"))
        way.click(desk.get_by_role("button", name="保存并看下一件"))
        desk.goto("/w/")
        way.click(desk.get_by_role("link", name="交办 1 件"))
        way.type(desk.get_by_label("主办单位"), "人事劳动处")
        way.type(desk.get_by_label("协办单位").first, "后勤服务中心")
        desk.get_by_label("分管领导").select_option(label="宋致远")
        way.clicks += 2
        way.click(desk.get_by_role("button", name="交办并看下一件"))
        told(desk, "没有等待交办的提案")
    assert proposal().state == "assigned"
    pk = proposal().pk

    # --- the handler signs for it, talks, answers point by point ---------------------------------------------
    handler = visit(house.handler, viewport=DESK)
    with walk("承办人签收", handler, target="1 次点击", clicks=1) as way:
        way.open()
        way.click(handler.get_by_role("button", name="签收"))
        expect(handler.get_by_text("已办理：签收")).to_be_visible()
    with walk("承办人登记沟通、逐条答复、送会签", handler, target="一页办完，答复与原文并排", clicks=12) as way:
        way.open()
        way.click(handler.get_by_role("link", name="答复").first)
        handler.get_by_label("方式").select_option(label="当面沟通")
        way.clicks += 2
        way.type(handler.get_by_label("沟通情况"), "当面核对了三年的发放表。")
        way.click(handler.get_by_role("button", name="登记沟通"))
        for number, point in enumerate(handler.locator(".answers > li").all(), start=1):
            point.get_by_label("处理意见").select_option(label="采纳")
            way.clicks += 2
            way.type(point.get_by_label("答复", exact=True), f"第 {number} 条从下月起执行。")
        way.type(handler.get_by_role("textbox", name="总体答复"), "您的建议收悉，现答复如下。")
        way.pick("A 类")
        way.click(handler.get_by_role("button", name="送会签"))
        told(handler, "答复已送会签")
    assert proposal().state == "reply_draft"

    # --- who assists countersigns; the leader signs on the phone -----------------------------------------------
    helper = visit(house.helper, viewport=DESK)
    with walk("协办单位会签", helper, target="1 次点击（看完全文后）", clicks=2) as way:
        way.open()
        way.click(helper.get_by_role("link", name="会签").first)
        way.click(helper.get_by_role("button", name="同意会签"))
        told(helper, "：已会签。")
    leader = visit(house.leader, viewport=PHONE)
    with walk("领导在手机上签发", leader, target="1 次点击，规则在眼前", clicks=2) as way:
        way.open()
        way.click(leader.get_by_role("link", name="签发").first)
        expect(leader.get_by_text("PRO-28")).to_be_visible()
        way.click(leader.get_by_role("button", name="签发", exact=True))
        told(leader, "：已签发")
    assert proposal().state == "replied"

    # --- the representative rates, the union closes --------------------------------------------------------------
    with walk("代表评价答复", phone, target="≤ 30 秒", clicks=4) as way:
        way.open()
        way.click(phone.get_by_role("link", name="评价答复"))
        way.pick("满意", phone.get_by_role("group", name="办理结果"))
        way.pick("满意", phone.get_by_role("group", name="办理态度"))
        way.click(form(phone, "提交评价"))
        told(phone, "已办理：评价")
    assert proposal().state == "evaluated"
    with walk("工会办结", desk, target="—", clicks=2) as way:
        way.open()
        way.click(desk.get_by_role("link", name="办结").first)
        way.type(desk.get_by_role("textbox", name="办结说明"), "已按答复落实，提案人满意。")
        way.click(form(desk, "办结提案"))
        told(desk, "已办理：办结")
    assert proposal().state == "closed"

    # --- everybody finds every step on its page ------------------------------------------------------------------
    phone.goto(f"/w/proposals/{pk}/")
    log = phone.get_by_role("list", name="办理经过")
    for step in (
        "提交提案",
        "附议",
        "审查",
        "交办",
        "签收",
        "登记沟通",
        "送签答复",
        "会签",
        "签发答复",
        "评价",
        "办结",
    ):
        expect(log.get_by_text(step, exact=True).first).to_be_visible()
    with walk(
        "全体职工在回复台账里看到答复", visit(house.employee, viewport=PHONE), target="从首页 1 次点击", clicks=1
    ) as way:
        way.open()
        way.click(way.page.get_by_role("link", name="查回复台账"))
        expect(way.page.get_by_text(TITLE).first).to_be_visible()
