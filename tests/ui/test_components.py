"""The components page: everything in one place, seen by a real browser."""

import re

import pytest

from tests.browser.accessibility import violations

WIDTHS = {"phone": (390, 844), "tablet": (768, 1024), "desk": (1440, 900)}
PAGE = "/w/_components/"


@pytest.fixture(autouse=True)
def _shown(settings):
    settings.COMPONENTS_PAGE = True


def test_the_page_is_closed_in_the_product(client, settings):
    settings.COMPONENTS_PAGE = False
    assert client.get(PAGE).status_code == 404


def test_the_page_shows_every_component_and_nothing_that_the_policy_forbids(client):
    page = client.get(PAGE).content.decode()
    assert len(re.findall(r'<section class="sg"', page)) >= 20
    assert not re.search(r"<[^>]*\sstyle=|<style|<script(?![^>]*src=)|\son[a-z]+=", page)


def test_no_two_things_on_the_page_share_an_id(client):
    ids = re.findall(r'\sid="([^"]+)"', client.get(PAGE).content.decode())
    assert sorted({one for one in ids if ids.count(one) > 1}) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("size", WIDTHS)
def test_the_components_hold_no_barrier_and_fit_the_window(visit, size, look):
    width, height = WIDTHS[size]
    page = visit(viewport={"width": width, "height": height}, color_scheme=look)
    page.goto(PAGE)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.django_db(transaction=True)
def test_large_print_is_kept_for_the_next_page(visit):
    page = visit()
    page.goto(PAGE)
    before = page.evaluate("getComputedStyle(document.documentElement).fontSize")
    page.get_by_role("button", name="大字版").click()
    assert page.get_by_role("button", name="大字版").get_attribute("aria-pressed") == "true"
    page.goto(PAGE)
    assert page.evaluate("document.documentElement.dataset.size") == "large"
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") != before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("javascript", [False])
def test_large_print_works_without_script(visit, javascript):
    page = visit()
    page.goto(PAGE)
    page.get_by_role("button", name="大字版").click()
    assert page.url.endswith(PAGE)
    assert page.locator("html").get_attribute("data-size") == "large"


@pytest.mark.django_db(transaction=True)
def test_the_small_script_does_what_it_promises(visit):
    page = visit()
    page.goto(PAGE)
    page.get_by_role("tab", name="全部").focus()
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("tabpanel").inner_text() == "办理中的提案。"
    page.get_by_role("link", name="结束表决").click()
    assert page.get_by_role("dialog").is_visible()
    page.get_by_role("button", name="再等等").click()
    assert not page.get_by_role("dialog").is_visible()
    page.get_by_label("全选").check()
    assert page.locator("[data-bulk-n]").inner_text() == "2"
    page.get_by_role("button", name="取消选择").last.click()
    assert page.locator("[data-bulk]").is_hidden()
    page.locator("#id_title").fill("给巡查人员买保险")
    assert page.locator('[data-counts="id_title"]').inner_text() == "8 / 40 字"


@pytest.mark.django_db(transaction=True)
def test_on_paper_the_navigation_and_the_filters_are_gone(visit):
    page = visit()
    page.goto(PAGE)
    page.emulate_media(media="print")
    for gone in (".filters", ".pager", ".bulk", ".skip"):
        assert page.locator(gone).first.is_hidden()
    assert page.locator(".table").first.is_visible()


@pytest.mark.django_db(transaction=True)
def test_a_table_stays_a_table_on_a_sheet_of_a4(visit):
    page = visit(viewport={"width": 673, "height": 950})
    page.emulate_media(media="print")
    page.goto(PAGE)
    table = page.locator(".table--stack").first
    assert table.evaluate("table => getComputedStyle(table).display") == "table"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("javascript", [False])
def test_without_script_a_phone_hides_no_filter_and_no_station(visit):
    page = visit(viewport={"width": 390, "height": 844})
    page.goto(PAGE)
    assert page.locator(".filters select").is_visible() and page.locator(".filters button[type=submit]").is_visible()
    assert page.locator("#river li.is-done").first.is_visible()
    assert page.locator(".js-only").first.is_hidden()
