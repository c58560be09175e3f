"""Every page kind of the demo year: no axe violation, and never wider than the window, at 390, 768 and 1440 px."""

import pytest

from tests.browser.accessibility import violations
from tests.browser.pages import KINDS
from ymdm.duties import sweep
from ymdm.organization.models import Person
from ymdm.roof import demo

pytestmark = pytest.mark.django_db(transaction=True)
# Two frames, and every colour that is on its way has arrived.
SETTLED = """async () => {
  const frame = () => new Promise(done => requestAnimationFrame(done));
  await frame(); await frame();
  await Promise.all(document.getAnimations().map(one => one.finished.catch(() => {})));
}"""
LOOKS = ((390, "light"), (1440, "light"), (768, "dark"))


@pytest.mark.expects_errors  # the error pages are page kinds as well
def test_every_page_kind_holds_at_every_width_and_passes_axe(visit):
    demo.seed()
    sweep.remind_all()
    found, browsers = [], {}
    for kind in KINDS:
        if kind.who not in browsers:
            person = Person.objects.get(name=kind.who) if kind.who else None
            # Colours that are still on their way from light to dark would be measured half way.
            browsers[kind.who] = visit(person, reduced_motion="reduce")
        page = browsers[kind.who]
        answer = page.goto(kind.where())
        expected = int(kind.name[-3:]) if kind.name.startswith("error-") else 200
        if answer is None or answer.status != expected:
            found.append(f"{kind.name}: answered {answer and answer.status}")
        for width, scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.evaluate(SETTLED)
            where = f"{kind.name} at {width} px, {scheme}"
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{where}: wider than the window")
            found += [f"{where}: {line}" for line in violations(page)]
    assert found == []
