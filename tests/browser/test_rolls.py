"""The roll in a real browser: a roster comes in, with script and without; pages hold at every width and pass axe."""

import io

import pytest
from playwright.sync_api import expect

from tests import factories as make
from tests.browser.accessibility import violations
from tests.papers.test_workflow import BAD, GOOD, names, roster
from ymdm.organization import granting
from ymdm.organization.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
FILE = {"name": "名册.xlsx", "mimeType": "application/octet-stream"}


@pytest.fixture
def house():
    return make.bureau()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize(
    "viewport", [{"width": 390, "height": 844}, {"width": 1440, "height": 900}], ids=["phone", "desk"]
)
def test_a_roster_comes_in_after_preview(visit, house, javascript):
    page = visit(house.union)
    page.goto("/w/people/")
    page.get_by_role("link", name="导入名册").click()
    page.locator("input[type=file]").set_input_files(FILE | {"buffer": roster(GOOD, BAD).getvalue()})
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_text("这个单位不在组织树里")).to_be_visible()
    assert names() == set()
    if javascript:
        assert violations(page) == []
    page.get_by_role("button", name="导入合格的 1 行").click()
    expect(page.get_by_text("已提请复核，另一个人同意后写入。")).to_be_visible()
    assert names() == set()
    second = visit(make.another(house.union))
    second.goto("/w/pairs/")
    second.get_by_role("link", name="名册.xlsx").first.click()
    second.get_by_role("button", name="同意并办理").click()
    page.reload()
    expect(page.get_by_text("已写入：新登记 1 人")).to_be_visible()
    assert names() == {"尉迟红霞"}


@pytest.mark.parametrize("width", [390, 768, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_the_roll_hold_at_every_width_and_pass_axe(visit, house, width, scheme):
    page = visit(house.admin, viewport={"width": width, "height": 900}, color_scheme=scheme)
    unit, person = house.branch.pk, house.handler.pk
    for address in (
        "/w/units/", f"/w/units/{unit}/", f"/w/units/{unit}/open/", f"/w/units/{unit}/codes/", "/w/people/", "/w/people/?q=zz",
        f"/w/people/{person}/", f"/w/people/{person}/entry/", f"/w/people/{person}/appoint/", "/w/import/people/",
    ):  # fmt: skip
        page.goto(address)
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            f"{address} is wider than the window"
        )


def test_slips_print_whole(visit, house):
    granting.confirm(granting.ask_codes(house.branch, house.admin), house.confirmer)
    page = visit(house.admin)
    page.goto(f"/w/units/{house.branch.pk}/codes/")
    page.get_by_role("button", name="生成激活单").click()
    waiting = Person.objects.filter(unit__path__startswith=house.branch.path).count()
    expect(page.locator(".slip")).to_have_count(waiting)
    assert violations(page) == []
    page.emulate_media(media="print")
    expect(page.locator(".slip").first).to_be_visible()
    expect(page.locator(".nav")).to_be_hidden()
    assert io.BytesIO(page.pdf(format="A4")).getvalue().startswith(b"%PDF")
