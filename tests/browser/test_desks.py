"""What scripts add to the list and the desks, and what stays without them."""

import pytest
from playwright.sync_api import expect

from proposals.models import Proposal, ReplyDraft, State
from tests import factories as make
from tests.browser.accessibility import violations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house():
    return make.bureau()


def test_filters_change_the_list_without_loading_the_page_and_stand_in_the_address(visit, house):
    make.submitted(house, title="食堂早餐品种")
    make.closed(house, title="野外食宿补助")
    page = visit(house.union)
    page.goto("/w/proposals/")
    page.evaluate("window.stays = true")
    page.get_by_label("关键词").fill("早餐")
    expect(page.get_by_role("link", name="野外食宿补助", exact=True)).to_have_count(0)
    expect(page.get_by_role("link", name="食堂早餐品种", exact=True)).to_be_visible()
    page.get_by_label("关键词").fill("")
    page.get_by_label("期限").select_option("intime")
    expect(page.get_by_role("link", name="食堂早餐品种", exact=True)).to_have_count(0)
    assert page.evaluate("window.stays") and "light=intime" in page.url
    page.get_by_role("link", name="已办结").click()
    expect(page.get_by_role("link", name="野外食宿补助", exact=True)).to_be_visible()


def test_picked_rows_are_counted_and_pressed(visit, house):
    first, second = make.in_progress(house, title="第一件"), make.in_progress(house, title="第二件")
    page = visit(house.union)
    page.goto("/w/proposals/")
    expect(page.locator("[data-bulk]")).to_be_hidden()
    page.get_by_label("全选本页").check()
    expect(page.locator("[data-bulk-n]")).to_have_text("2")
    page.get_by_label(f"选择 {first.number}").uncheck()
    page.locator("[data-bulk]").get_by_role("button", name="催办").click()
    expect(page.get_by_text("已发出 1 份催办")).to_be_visible()
    assert second.duties.owed().get().slips.filter(stage__startswith="press").count() == 1


def test_the_reasons_follow_the_outcome_and_the_keyboard_saves(visit, house):
    head, proposal = make.filed(house, title="站点配应急通信"), make.submitted(house, title="为站点配应急通信设备")
    page = visit(house.union)
    page.goto(f"/w/proposals/review/?pk={proposal.pk}")
    into, reason = page.get_by_label("并入哪一件"), page.get_by_label("理由", exact=True)
    expect(into).to_be_hidden()
    page.get_by_label("不立案").check()
    assert page.evaluate("document.getElementById('id_reason').selectedOptions[0].parentElement.label") == "不立案"
    page.get_by_role("button", name="并入这一件").first.click()
    expect(into).to_be_visible()
    expect(into).to_have_value(str(head.pk))
    expect(reason).to_have_value("same_matter")
    page.get_by_label("说明").first.fill("与前一件反映同一件事。")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("已并案")).to_be_visible()
    assert Proposal.objects.get(pk=proposal.pk).merged_into == head


@pytest.mark.parametrize("javascript", [True, False])
def test_an_answer_that_is_being_typed_survives_leaving_the_page(visit, house, javascript):
    proposal = make.in_progress(house)
    page = visit(house.handler)
    page.goto(f"/w/proposals/{proposal.pk}/reply/")
    page.get_by_role("textbox", name="总体答复").fill("写到一半的答复")
    if javascript:
        expect(page.get_by_text("已保存到")).to_be_visible()
    else:
        page.get_by_role("button", name="先保存").click()
    assert ReplyDraft.objects.get().data["text"] == "写到一半的答复"
    page.goto("/w/")
    page.goto(f"/w/proposals/{proposal.pk}/reply/")
    expect(page.get_by_role("textbox", name="总体答复")).to_have_value("写到一半的答复")


def test_the_day_and_the_plan_are_asked_for_only_where_the_class_needs_them(visit, house):
    proposal = make.contacted(house, make.in_progress(house))
    page = visit(house.handler)
    page.goto(f"/w/proposals/{proposal.pk}/reply/")
    page.get_by_label("A 类").check()
    expect(page.get_by_label("下一步计划或理由")).to_be_hidden()
    page.get_by_label("D 类").check()
    expect(page.get_by_label("下一步计划或理由")).to_be_visible()
    expect(page.get_by_label("复查日期")).to_be_hidden()
    page.get_by_label("B 类").check()
    expect(page.get_by_label("复查日期")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("javascript", [False])
def test_a_unit_is_typed_and_the_proposal_handed_out_without_scripts(visit, house, javascript):
    proposal = make.filed(house)
    page = visit(house.union, viewport={"width": 390, "height": 844})
    page.goto("/w/proposals/assign/")
    page.get_by_label("主办单位").fill("财务处")
    page.get_by_label("分管领导").select_option(label=house.leader.name)
    page.get_by_role("button", name="交办并看下一件").click()
    expect(page.get_by_text("已交财务处办理")).to_be_visible()
    assert Proposal.objects.get(pk=proposal.pk).state == State.ASSIGNED
