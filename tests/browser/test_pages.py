"""Every page kind of the demo year: no axe violation, and never wider than the window, at 390, 768 and 1440 px."""

import pytest

from tests.browser.accessibility import violations
from tests.browser.pages import KINDS
from ymdm.duties import sweep
from ymdm.organization.models import Person
from ymdm.roof import demo

pytestmark = pytest.mark.django_db(transaction=True)
LOOKS = ((390, "light"), (768, "dark"), (1440, "light"))


@pytest.mark.expects_errors  # the error pages are page kinds as well
def test_every_page_kind_holds_at_every_width_and_passes_axe(visit):
    demo.seed()
    sweep.remind_all()
    found = []
    for width, scheme in LOOKS:
        browsers = {}
        for kind in KINDS:
            if kind.who not in browsers:
                person = Person.objects.get(name=kind.who) if kind.who else None
                browsers[kind.who] = visit(person, viewport={"width": width, "height": 900}, color_scheme=scheme)
            page = browsers[kind.who]
            answer = page.goto(kind.where())
            where = f"{kind.name} at {width} px, {scheme}"
            expected = int(kind.name[-3:]) if kind.name.startswith("error-") else 200
            if answer is None or answer.status != expected:
                found.append(f"{where}: answered {answer and answer.status}")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{where}: wider than the window")
            found += [f"{where}: {line}" for line in violations(page)]
    assert found == []
