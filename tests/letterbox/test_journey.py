"""In a real browser, on a phone: what leaves it, what the tables hold afterwards, and the way of a whole letter."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.db import connection

from proposals.letterbox import clock, workflow
from proposals.letterbox.curtain import COUNTER
from proposals.letterbox.models import Letter, Message
from tests import factories as make
from tests.letterbox.writing import TEXT, open_box

PHONE = {"width": 390, "height": 844}
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.parametrize("viewport", [PHONE], ids=["390"])]
CLOCKS = re.compile(r"\d{1,2}:\d{2}")


@pytest.fixture
def house(time_machine):
    COUNTER.forget()
    return make.bureau()


def everything() -> dict[str, list[tuple]]:
    """Every row of every table."""
    tables = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            tables[table] = cursor.fetchall()
    return tables


def send(page, words: str = TEXT) -> tuple[str, str]:
    page.goto("/letterbox/")
    page.get_by_label("哪方面的事").select_option("living")
    page.get_by_label("想说的话").fill(words)
    page.get_by_role("button", name="提交意见").click()
    page.get_by_role("heading", name="已收到，谢谢您").wait_for()
    number, secret = page.locator(".code-xl").all_inner_texts()
    return number, secret


def come_back(page, number: str, secret: str) -> None:
    page.goto("/letterbox/read/")
    page.get_by_label("编号").fill(number)
    page.get_by_label("查询密码").fill(secret)
    page.get_by_role("button", name="查看").click()
    page.get_by_role("heading", name="办到哪一步").wait_for()


def test_no_cookie_is_sent_to_the_mailbox_and_none_is_set_by_it(visit, house):
    page = visit(house.employee)
    page.goto("/w/")
    seen = []
    page.on("response", lambda response: seen.append(response))
    kept = page.context.cookies()
    number, secret = send(page)
    come_back(page, number, secret)
    # Asked for once the pages are there: a header that is asked for while a page goes away has nobody to answer.
    ours = [row for row in seen if "/letterbox/" in row.url]
    assert [row.request.method for row in ours] == ["GET", "POST", "GET", "POST"]
    for row in ours:
        sent, got, url = row.request.all_headers(), row.all_headers(), row.url
        assert "cookie" not in sent and "referer" not in sent, url
        assert (
            "set-cookie" not in got and got["cache-control"] == "no-store" and got["referrer-policy"] == "no-referrer"
        ), url
    assert page.context.cookies() == kept
    assert all(secret.replace("-", "") not in row.url.replace("-", "") and number not in row.url for row in seen)


def test_a_post_leaves_no_address_agent_account_or_hour_in_the_tables(visit, house):
    page = visit(house.employee, user_agent="ProbeBrowser/7.7")
    page.goto("/w/")
    before = everything()
    number, secret = send(page)
    come_back(page, number, secret)
    page.get_by_label("补充说明").fill("大约七点回到单位。")
    page.get_by_role("button", name="发送（仍然匿名）").click()
    page.get_by_role("status").get_by_text("补充的话收到了").wait_for()
    after = everything()
    fresh = {table: [row for row in rows if row not in before[table]] for table, rows in after.items()}
    fresh = {table: rows for table, rows in fresh.items() if rows}
    assert set(fresh) == {"letterbox_letter", "letterbox_letterkey", "letterbox_series", "letterbox_message"}
    told = repr(fresh)
    for trace in (
        "127.0.0.1",
        "ProbeBrowser",
        house.employee.name,
        house.employee.staff_number,
        TEXT,
        secret,
        "大约七点",
    ):
        assert trace not in told, trace
    assert not any(isinstance(value, datetime) for rows in fresh.values() for row in rows for value in row)
    assert not CLOCKS.search(told)
    letter = Letter.objects.get()
    assert letter.author_id is None and letter.entered_by_id is None and letter.pk > 1 << 40


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_write_get_the_receipt_come_back_read_the_answer_rate(visit, house, time_machine):
    page = visit()
    number, secret = send(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    come_back(page, number, secret)
    page.get_by_text(TEXT).wait_for()
    Letter.objects.update(received_on="2026-11-20")
    assert clock.gather_all() == 1
    open_box(house)
    letter = Letter.objects.get()
    workflow.moderate(letter, house.union, title="延长食堂晚餐时间", summary="反映晚餐收得太早。")
    workflow.question(letter, house.union, words=workflow.Words("一般几点回到单位？"))
    workflow.answer(letter, house.union, words=workflow.Words("从下月起延长到七点半。"))
    come_back(page, number, secret)
    page.get_by_text("一般几点回到单位？").wait_for()
    page.get_by_text("从下月起延长到七点半。").wait_for()
    # The first press says what is missing and keeps the rest.
    page.get_by_label("想说的").fill("就是冬天还早了点。")
    page.get_by_role("button", name="提交评价（只评一次）").click()
    page.get_by_role("alert").get_by_text("请选一项").wait_for()
    assert page.get_by_label("想说的").input_value() == "就是冬天还早了点。"
    page.locator("label", has_text="基本满意").click()
    page.get_by_role("button", name="提交评价（只评一次）").click()
    page.get_by_role("status").get_by_text("评价收到了").wait_for()
    assert page.get_by_role("button", name="提交评价（只评一次）").count() == 0
    assert Message.objects.filter(kind="rating").count() == 1
    page.goto("/letterbox/answers/")
    page.get_by_role("heading", name="延长食堂晚餐时间").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_two_persons_open_the_box_from_their_own_desks(visit, house):
    send(visit())
    Letter.objects.update(received_on="2026-11-20")
    clock.gather_all()
    officer, member = visit(house.union), visit(house.committee[0])
    officer.goto("/w/letters/")
    officer.get_by_role("button", name="申请开箱").click()
    officer.get_by_text("等监箱人确认").first.wait_for()
    member.goto("/w/letters/")
    member.get_by_role("button", name="我在场，开箱").click()
    member.get_by_text("已开箱，1 封来信").wait_for()
    officer.goto("/w/letters/")
    officer.get_by_role("link", name="YJ-").click()
    officer.get_by_role("button", name="查看原文").click()
    officer.get_by_text(TEXT).wait_for()
    officer.get_by_text("这次查看已经记入台账").wait_for()
