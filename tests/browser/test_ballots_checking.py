"""Whoever voted checks the closed box in the browser: the own ballot is there, and the box is the one that was announced."""

import pytest
from playwright.sync_api import expect

from tests.ballots import making
from tests.browser.walking import PHONE
from ymdm.ballots import lists

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_employee_finds_her_ballot_and_a_changed_list_gives_itself_away(visit, walk):
    room = making.room()
    voters = making.people(room.unit, 5)
    box = making.opened(room, voters)
    mine, *others = [making.cast(box, person) for person in voters]
    making.close(room, box)
    path = lists.write(box)
    phone = visit(viewport=PHONE)
    with walk("职工核对自己的票和整箱票", phone, target="≤ 1 分钟，一个按钮", clicks=1) as way:
        way.open(f"/ballots/{box.pk}/check/")
        way.type(phone.get_by_label("回执上的 12 个字符"), f"{mine[:4]} {mine[4:8]} {mine[8:12]}".upper())
        way.click(phone.get_by_role("button", name="核对"))
        expect(phone.get_by_text("在箱里：清单里有您的票")).to_be_visible()
        expect(phone.get_by_text("票箱没有变：5 张票")).to_be_visible()
    path.write_text(path.read_text().replace(others[0], "0" * 64))
    phone.get_by_role("button", name="核对").click()
    expect(phone.get_by_text("重算出的票箱根与台账里的不一致")).to_be_visible()
