"""The appraisal on a representative's phone: from the start page to the receipt, one step for the words on each leader."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.walking import PHONE
from tests.evaluation import scenes
from ymdm.ballots.models import RollState

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_representative_marks_the_leaders_and_writes_to_each_on_a_step_of_its_own(visit):
    stage = scenes.voting(scenes.planned(voters=5))
    box, voter = stage.appraisal.box, stage.voters[0]
    leaders = len(stage.leaders)
    phone = visit(voter, viewport=PHONE)
    phone.goto("/w/")
    phone.get_by_role("link", name=re.compile("测评票")).first.click()
    expect(phone.get_by_text(f"第 1 题，共 {leaders + 3} 题")).to_be_visible()
    steps = [phone.locator("#where").inner_text()]  # the body, left blank
    phone.get_by_role("button", name="下一题").click()
    for row in phone.locator("[data-item]:visible").all():
        row.locator("label", has_text="优秀").first.click()
    expect(phone.get_by_text("已全部选好")).to_be_visible()
    steps.append(phone.locator("#where").inner_text())
    while phone.get_by_role("button", name="下一题").is_visible():
        phone.get_by_role("button", name="下一题").click()
        steps.append(phone.locator("#where").inner_text())
        if phone.locator("textarea:visible").count():
            assert phone.locator("textarea:visible").count() == 1, "one leader a step"
            phone.locator("textarea:visible").fill("请多到测站走一走。")
    assert len(steps) == leaders + 3
    phone.reload()
    assert phone.locator("textarea:visible").input_value() == "请多到测站走一走。", "a reload keeps step and words"
    phone.get_by_role("button", name="提交选票").click()
    assert phone.locator("#said dd.is-blank").count() == 1, "the body was left blank"
    phone.get_by_role("button", name="确认投出").click()
    expect(phone.get_by_role("heading", name="您的一票已在票箱里")).to_be_visible()
    assert box.roll_state(voter) == RollState.CAST


def test_who_is_appraised_reads_on_the_ballot_that_the_own_line_is_left_out(visit):
    stage = scenes.voting(scenes.planned(voters=5))
    own = stage.leaders[-1]
    phone = visit(own, viewport=PHONE)
    phone.goto(stage.appraisal.box.get_absolute_url())
    expect(phone.get_by_text("评您自己的一行不在这张票上")).to_be_visible()
    phone.get_by_role("button", name="下一题").click()
    expect(phone.locator("[data-item]:visible")).to_have_count(len(stage.leaders) - 1)
