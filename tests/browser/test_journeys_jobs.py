"""The other jobs of product.md that proposals serve: pressing, paper, more time, returning, promises, figures."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from time_machine import travel

from proposals import workflow
from proposals.models import Proposal
from tests import factories as make
from tests.browser.walking import DESK, PHONE
from tests.papers.test_workflow import BAD, GOOD, roster
from ymdm.duties.models import Slip

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house():
    return make.bureau()


def button(page: Page, words: str):
    """The button of an act's form: in the dialog where scripts opened one, else on the page."""
    return page.get_by_role("button", name=words, exact=True).last


def long_ago():
    return travel(timezone.now() - timedelta(days=100), tick=True)


def test_who_is_late_is_seen_and_all_of_a_unit_are_pressed_at_once(visit, walk, house):
    with long_ago():
        late = [make.in_progress(house, title=f"早该答复的 {number}") for number in (1, 2, 3)]
    desk = visit(house.union, viewport=DESK)
    with walk("看谁逾期，一次催办一个单位的全部", desk, target="从首页 2 次点击", clicks=2) as way:
        way.open()
        way.click(desk.get_by_role("link", name="逾期与催办"))
        way.click(desk.get_by_role("button", name="催办全部 3 件"))
        expect(desk.get_by_role("button", name="今天已催办").first).to_be_disabled()
    assert Slip.objects.filter(stage__startswith="press").count() == len(late)


def test_the_union_files_and_hands_out_one_after_the_other(visit, walk, house):
    titles = ["更换救生衣", "整修进场道路", "改善饮水条件"]
    for title in titles:
        make.submitted(house, title=title)
    desk = visit(house.union, viewport=DESK)
    with walk("工会连续审查 3 件新提案", desk, target="每件 20 秒，保存并看下一件", clicks=5) as way:
        way.open()
        way.click(desk.get_by_role("link", name="审查 3 件"))
        way.click(desk.get_by_role("button", name="登记会议"))
        for title in titles:
            expect(desk.get_by_role("heading", name=title)).to_be_visible()
            way.click(desk.get_by_role("button", name="保存并看下一件"))
        expect(desk.get_by_text("没有等待审查的提案")).to_be_visible()
    with walk("工会连续交办 3 件提案", desk, target="每件 20 秒，保存并看下一件", clicks=7) as way:
        way.open()
        way.click(desk.get_by_role("link", name="交办 3 件"))
        for title in titles:
            expect(desk.get_by_role("heading", name=title)).to_be_visible()
            way.type(desk.get_by_label("主办单位"), "人事劳动处")
            desk.get_by_label("分管领导").select_option(label="宋致远")
            way.clicks += 1
            way.click(desk.get_by_role("button", name="交办并看下一件"))
        expect(desk.get_by_text("没有等待交办的提案")).to_be_visible()
    assert set(Proposal.objects.values_list("state", flat=True)) == {"assigned"}


def test_a_clerk_who_comes_second_reads_the_sentence_and_nothing_is_done_twice(visit, house):
    proposal = make.assigned(house)
    pages = [visit(person, viewport=DESK) for person in (house.handler, house.head)]
    for page in pages:
        page.goto("/w/")
    pages[0].get_by_role("button", name="签收").click()
    expect(pages[0].get_by_text("已办理：签收")).to_be_visible()
    pages[1].get_by_role("button", name="签收").click()
    expect(pages[1].get_by_text("不能再“签收”").first).to_be_visible()
    assert proposal.assignments.get().accepted_by == house.handler


def test_a_proposal_on_paper_is_entered_with_its_signatures(visit, walk, house):
    desk = visit(house.union, viewport=DESK)
    with walk("工会代为录入书面提案", desk, target="≤ 60 秒", clicks=11) as way:
        way.open()
        way.click(desk.get_by_role("link", name="代为录入"))
        way.type(desk.get_by_role("searchbox"), "马红霞")
        way.click(desk.get_by_role("button", name="替马红霞录入"))
        way.pick("后勤保障")
        way.click(desk.get_by_role("button", name="下一步"))
        way.type(desk.get_by_label("题目"), "更换测站吊箱缆道钢丝绳")
        way.type(desk.get_by_label("情况"), "用了十二年，今年汛前检查有两处断丝。")
        way.type(desk.locator("#points textarea").nth(0), "更换主缆和循环索。")
        way.click(desk.get_by_role("button", name="下一步").last)
        for seconder in house.seconders:
            way.click(desk.get_by_role("button", name=f"登记{seconder}的书面附议"))
            expect(desk.get_by_text(f"已登记{seconder}的书面附议")).to_be_visible()
        way.click(desk.get_by_role("button", name="下一步").last)
        for box in desk.locator("#wizard-form input[type=checkbox]").all():
            box.check()
            way.clicks += 1
        way.click(button(desk, "提交提案"))
        expect(desk.get_by_text("代为录入").first).to_be_visible()
    assert Proposal.objects.get().source == "on_behalf"


def test_a_roster_with_bad_rows_is_imported_from_the_start_page(visit, walk, house):
    desk = visit(house.branch_union, viewport=DESK)
    with walk("基层工会导入名册，坏行逐条说明", desk, target="500 行一次导入", clicks=4) as way:
        way.open()
        way.click(desk.get_by_role("link", name="导入名册"))
        desk.locator("input[type=file]").set_input_files(
            {"name": "名册.xlsx", "mimeType": "application/octet-stream", "buffer": roster(GOOD, BAD).getvalue()}
        )
        way.clicks += 1
        way.click(desk.get_by_role("button", name="上传并核对"))
        expect(desk.get_by_text("这个单位不在组织树里")).to_be_visible()
        way.click(desk.get_by_role("button", name="导入合格的 1 行"))
        expect(desk.get_by_text("已提请复核，另一个人同意后写入。")).to_be_visible()
    colleague = visit(make.another(house.branch_union), viewport=DESK)
    with walk("另一位工会干部复核后写入", colleague, target="1 次点击", clicks=3) as way:
        way.open()
        way.click(colleague.get_by_role("link", name="双人复核").first)
        way.click(colleague.get_by_role("link", name="名册.xlsx").first)
        way.click(colleague.get_by_role("button", name="同意并办理"))
        expect(colleague.get_by_role("button", name="同意并办理")).to_have_count(0)
    desk.reload()
    expect(desk.get_by_text("已写入：新登记 1 人")).to_be_visible()


def test_more_time_is_asked_for_and_granted_on_the_phone(visit, walk, house):
    proposal = make.in_progress(house)
    due = proposal.reply_due_on
    desk = visit(house.handler, viewport=DESK)
    with walk("承办单位申请延期", desk, target="3 项", clicks=3) as way:
        way.open()
        way.click(desk.locator(".queue").get_by_role("link", name=proposal.title).first)
        way.click(desk.get_by_role("link", name="申请延期"))
        way.type(desk.get_by_label("延长几天"), "20")
        way.type(desk.get_by_role("textbox", name="延期理由"), "等待政府采购开标。")
        way.click(button(desk, "申请延期"))
        expect(desk.get_by_text("已办理：申请延期")).to_be_visible()
    phone = visit(house.union, viewport=PHONE)
    with walk("工会在手机上审批延期", phone, target="1 次点击", clicks=2) as way:
        way.open()
        way.click(phone.get_by_role("link", name="审批延期").first)
        expect(phone.get_by_text("PRO-26")).to_be_visible()
        way.click(phone.get_by_role("button", name="同意延期"))
        expect(phone.get_by_text("没有延期申请")).to_be_visible()
    proposal.refresh_from_db()
    assert proposal.reply_due_on > due


def test_an_assignment_that_is_not_the_units_business_is_returned_in_one_line(visit, walk, house):
    proposal = make.assigned(house)
    desk = visit(house.handler, viewport=DESK)
    with walk("承办单位退办", desk, target="一行理由，期限内", clicks=3) as way:
        way.open()
        way.click(desk.locator(".queue").get_by_role("link", name=proposal.title).first)
        way.click(desk.get_by_role("link", name="退办"))
        way.type(desk.get_by_role("textbox", name="为什么不属于本单位"), "停车位由办公室管理，不是本处职责。")
        way.click(button(desk, "申请退办"))
        expect(desk.get_by_text("已办理：退办")).to_be_visible()
    proposal.refresh_from_db()
    assert proposal.state == "reassign_requested"


def test_not_done_reopens_it_and_a_promise_is_kept(visit, walk, house):
    proposal = make.replied(house, result_class="B")
    phone = visit(house.proposer, viewport=PHONE)
    with walk("代表评价“不满意”，重新办理", phone, target="≤ 30 秒，退回再办理", clicks=4) as way:
        way.open()
        way.click(phone.get_by_role("link", name="评价答复"))
        way.pick("不满意", phone.get_by_role("group", name="办理结果"))
        way.pick("基本满意", phone.get_by_role("group", name="办理态度"))
        way.type(phone.get_by_role("textbox", name="意见"), "没有写哪天以前办好。")
        way.click(button(phone, "提交评价"))
        expect(phone.get_by_text("再办理").first).to_be_visible()
    proposal.refresh_from_db()
    assert (proposal.state, proposal.round) == ("rehandling", 2)

    promise = make.closed(house, result_class="B", title="承诺明年三月完工的")
    desk = visit(house.handler, viewport=DESK)
    with walk("承办单位填报承诺进展", desk, target="≤ 1 分钟", clicks=3) as way:
        way.open()
        way.click(desk.get_by_role("link", name="填报进展"))
        way.type(desk.get_by_role("textbox", name="进展"), "已经全部完工，提案人到场验收。")
        desk.get_by_label("现在属于").select_option(value="A")
        way.clicks += 1
        way.click(button(desk, "提交进展"))
        expect(desk.get_by_text("已办理：跟踪复查")).to_be_visible()
    promise.refresh_from_db()
    assert promise.result_class == "A" and not promise.duties.owed().exists()


def test_leader_inspector_and_author_see_where_things_stand(visit, walk, house):
    mine = make.in_progress(house, title="我关心的那件")
    make.closed(house, title="已经办完的")
    workflow.archive(make.closed(house), house.union)
    leader = visit(house.leader, viewport=PHONE)
    with walk("领导从五项指标点到明细", leader, target="30 秒看清，2 次点击到明细", clicks=1) as way:
        way.open()
        expect(leader.locator(".stat")).to_have_count(5)
        way.click(leader.locator(".stat a").first)
        expect(leader.get_by_text("已经办完的").first).to_be_visible()
    inspector = visit(house.inspector, viewport=DESK)
    with walk("上级检查人员从统计抽查一件提案", inspector, target="2 次点击到明细和材料", clicks=2) as way:
        way.open()
        way.click(inspector.locator(".stat a").first)
        way.click(inspector.get_by_role("link", name="已经办完的").first)
        expect(inspector.get_by_role("heading", name="全部经过")).to_be_visible()
    phone = visit(house.proposer, viewport=PHONE)
    with walk("代表看自己的提案办到哪一步", phone, target="1 次点击", clicks=1) as way:
        way.open()
        way.click(phone.locator(".pmini").filter(has_text=mine.title))
        expect(phone.get_by_text("人事劳动处").first).to_be_visible()
        expect(phone.get_by_text("个工作日").first).to_be_visible()
