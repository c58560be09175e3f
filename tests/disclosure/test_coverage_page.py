"""The coverage map in a real browser: a matrix on the desk, a list by unit on the phone, and nothing beside the screen."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from disclosure import laying, obliging
from disclosure.models import Obligation
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house():
    made = make.bureau()
    more = [make.unit(f"第{number}水土保持站", parent=made.unit) for number in range(1, 5)]
    laying.adopt_by_type(
        [made.unit, made.branch, made.team, *more], laying.lay_out(), date(timezone.localdate().year, 1, 1)
    )
    obliging.owe_year(timezone.localdate().year)
    due = Obligation.objects.filter(due_on__lt=timezone.localdate()).exclude(unit=more[0])
    for row in due.exclude(unit=made.branch, item__code__in=["D16", "D04"]):
        late = timedelta(days=2 if row.item.code == "D11" else 0)
        Obligation.objects.filter(pk=row.pk).update(published_on=row.due_on + late)
    due.filter(item__code="D10").update(published_on=None, withheld_on=timezone.localdate())
    return made


@pytest.mark.parametrize(
    "viewport", [{"width": 1440, "height": 900}, {"width": 390, "height": 844}], ids=["desk", "phone"]
)
def test_the_map_fits_the_screen_and_a_cell_opens_its_list_in_one_tap(house, visit, viewport):
    page = visit(house.branch_union)
    page.goto("/w/disclosure/coverage/")
    is_phone = viewport["width"] < 768
    assert page.locator(".cover-map").is_visible() is not is_phone
    assert page.locator(".cover-list").is_visible() is is_phone
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    if is_phone:
        page.locator(".cover-list a", has_text="西峰局").click()
        page.wait_for_url("**/coverage/units/**")
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.locator("a.cover--dead:visible").first.click()
    page.wait_for_url("**/owed/?unit=*")
    assert page.locator("tbody tr").count() >= 1
    page.goto(f"/w/disclosure/catalogues/{house.branch.pk}/")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    page.goto("/w/disclosure/conformity/")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
