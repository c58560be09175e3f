"""Walking a job of product.md: every click is counted, the seconds are read, and both are printed beside the target.

    with walk("评价答复", page, target="≤ 30 秒", clicks=4) as way:
        way.open("/w/")
        way.click(page.get_by_role("link", name="评价答复"))

The clicks are held by the test; the seconds are those of a machine that types at once, and are printed, never judged.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
PROPERTY = "job"


class Way:
    """One person's way through one job, from the start page to the end of it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0
        self.typed = 0
        self.started = time.perf_counter()

    def open(self, address: str = "/w/") -> None:
        """Stand on the page from which the job is counted."""
        self.page.goto(address)
        self.clicks, self.typed, self.started = 0, 0, time.perf_counter()

    def click(self, where: Locator) -> None:
        where.click()
        self.clicks += 1

    def pick(self, label: str, within: Locator | None = None) -> None:
        """Choose a radio button or tick a box by its words; a click like any other."""
        (within or self.page).get_by_label(label, exact=False).first.check()
        self.clicks += 1

    def type(self, where: Locator, text: str) -> None:
        where.fill(text)
        self.typed += len(text)


Walk = Callable[..., Any]


@pytest.fixture
def walk(record_property) -> Walk:
    """`walk(job, page, target=…, clicks=…)`: `clicks` is the most that the job may take."""

    @contextmanager
    def begin(job: str, page: Page, *, target: str, clicks: int) -> Iterator[Way]:
        way = Way(page)
        yield way
        seconds = time.perf_counter() - way.started
        told = {
            "job": job,
            "clicks": way.clicks,
            "most": clicks,
            "typed": way.typed,
            "seconds": seconds,
            "target": target,
        }
        record_property(PROPERTY, json.dumps(told, ensure_ascii=False))
        assert way.clicks <= clicks, f"{job}: {way.clicks} clicks, at most {clicks} were meant"

    return begin


def jobs_of(reporter: Any) -> list[dict[str, Any]]:
    """What the passed walks measured, in the order in which they were walked."""
    properties = [one for report in reporter.stats.get("passed", ()) for one in report.user_properties]
    return [json.loads(value) for name, value in properties if name == PROPERTY]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The table of jobs: clicks and seconds beside the target."""
    jobs = jobs_of(terminalreporter)
    if not jobs:
        return
    terminalreporter.section("jobs of product.md: clicks, seconds, target")
    for job in jobs:
        terminalreporter.write_line(
            f"{job['clicks']:>3} clicks (at most {job['most']:>2}) {job['seconds']:6.1f} s {job['typed']:>4} typed"
            f"  {job['job']}  —  {job['target']}"
        )
