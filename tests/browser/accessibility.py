"""axe-core on a page, run by evaluation: the CSP rightly stops a script tag."""

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _axe_source() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """One line for each violation: rule, weight, what it says and the elements that it stands on."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe_source())
    # Only the violations are written out: what passed is most of the work.
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    result = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{found['id']} ({found['impact']}): {found['help']}: "
        + ", ".join(str(node["target"]) for node in found["nodes"])
        for found in result["violations"]
    ]
