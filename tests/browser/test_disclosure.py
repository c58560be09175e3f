"""Disclosure in a real browser: published through three people, asked about and answered; tables pasted stay tables."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from disclosure import kinds
from disclosure.models import Obligation, Publication, Version
from tests import factories as make
from tests.browser.walking import DESK, PHONE
from tests.disclosure import scenes
from tests.disclosure.conftest import small_png  # noqa: F401  (a fixture)
from ymdm.duties import workflow as duties
from ymdm.organization.models import Level, Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house():
    return scenes.desk()


def test_a_clerk_publishes_in_four_clicks_and_two_others_let_it_through(visit, walk, house):
    owed = scenes.owed(house.unit)
    duties.open_duty(
        owed, kind=kinds.PUBLISH, says="公开", act="disclosure.draft", unit=house.unit, watcher=house.unit, days=5,
        rule="DIS-20", person=house.author,
    )  # fmt: skip
    clerk = visit(house.author, viewport=DESK)
    with walk("公开一项，送交审查", clerk, target="4 次点击", clicks=4) as way:
        way.open()
        way.click(clerk.get_by_role("link", name="决算、收入和支出").first)
        way.click(clerk.get_by_role("link", name="起草公开"))
        expect(clerk.get_by_role("toolbar", name="格式")).to_be_visible()  # before it the box is a plain textarea
        text = clerk.get_by_role("textbox", name="正文")
        text.evaluate(
            """box => {
                 box.focus();
                 const data = new DataTransfer();
                 data.setData("text/html", "<p class=MsoNormal onclick=alert(1)>收支<script>alert(1)</script></p>"
                   + "<table style='x'><tr><td bgcolor=red>差旅费</td><td>12</td></tr></table>");
                 box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
               }"""
        )
        expect(text.get_by_role("cell", name="差旅费")).to_be_visible()
        way.click(clerk.get_by_role("button", name="保存，去提交审查"))
        way.click(clerk.get_by_role("button", name="提交审查"))
        expect(clerk.get_by_text("已办理：提交保密审查。")).to_be_visible()
    version = Version.objects.get()
    assert version.state == Version.State.REVIEW
    assert "<td>差旅费</td>" in version.body
    assert "script" not in version.body

    second = visit(house.reviewer, viewport=DESK)
    second.goto(f"{version.get_absolute_url()}pass_review/")
    for label in ("国家秘密", "工作秘密", "商业秘密", "个人信息"):
        second.get_by_role("group", name=label).get_by_label("不涉及").check()
    second.get_by_role("button", name="签署，通过").click()
    expect(second.get_by_text("已办理：签署审查单。")).to_be_visible()

    third = visit(house.approver, viewport=DESK)
    third.goto(f"{version.get_absolute_url()}approve/")
    third.get_by_role("button", name="批准").click()
    expect(third.get_by_text("已办理：批准公开。")).to_be_visible()
    assert Publication.objects.get().state == Publication.State.PUBLISHED


def test_an_employee_asks_on_the_phone_and_reads_the_answer(visit, walk, house):
    publication = scenes.published(house)
    phone = visit(house.reader, viewport=PHONE)
    with walk("对一项公开提问", phone, target="3 次点击", clicks=3) as way:
        phone.goto("/w/disclosure/")
        way.click(phone.get_by_role("link", name=publication.title))
        way.click(phone.get_by_role("link", name="提问或提意见"))
        way.type(phone.get_by_label("内容"), "差旅费为什么多了？")
        way.click(phone.get_by_role("button", name="提交"))
        expect(phone.get_by_text("已办理：提问或提意见。")).to_be_visible()
    remark = publication.remarks.get()
    desk = visit(house.approver, viewport=DESK)
    desk.goto(f"{remark.get_absolute_url()}answer/")
    desk.get_by_label("答复内容").fill("汛期多了两次检查。")
    desk.get_by_role("button", name="提交答复").click()
    expect(desk.get_by_text("已办理：答复。")).to_be_visible()
    phone.goto(publication.get_absolute_url())
    expect(phone.get_by_text("汛期多了两次检查。")).to_be_visible()


def test_a_team_opens_a_photograph_in_three_taps_from_its_page(visit, walk, house, small_png):  # noqa: F811
    team = make.unit("巡检班", parent=house.unit, level=Level.TEAM)
    foreman = make.person(team, role=Role.HANDLER)
    today = timezone.localdate()
    Obligation.objects.create(
        unit=team, item=scenes.item("D22"), period="2026M10", label="2026年10月", stage="result", year=today.year,
        ends_on=today, due_on=today, rule="DIS-20", owed_from_on=today,
    )  # fmt: skip
    phone = visit(foreman, viewport=PHONE)
    phone.goto(f"/w/disclosure/teams/{team.pk}/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    photo = small_png("kq.png")
    with walk("班组拍照公开一项", phone, target="3 次点击", clicks=3) as way:
        way.click(phone.get_by_role("link", name="班组考勤、任务、检查和评选"))
        phone.locator("input[type=file]").set_input_files(
            {"name": photo.name, "mimeType": "image/png", "buffer": photo.read()}
        )
        way.click(phone.get_by_role("button", name="送交审查"))
        expect(phone.get_by_text("已办理：班组公开一项。")).to_be_visible()
    assert Version.objects.get().state == Version.State.REVIEW
