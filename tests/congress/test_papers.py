"""Versions of a paper are read beside each other: what went, what came, and nothing that the reader may not see (F20, CON-60)."""

from datetime import date

import pytest
import time_machine

from congress import workflow

from . import scenes
from .scenes import HELD_ON, at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(at(date(2026, 12, 31)), tick=False):
        yield


def test_a_change_from_the_floor_is_read_beside_the_draft(client):
    made = scenes.opened()
    paper = made.item().papers.get()
    workflow.revise_paper(
        paper, made.union, at=at(HELD_ON, 9, 30), note="按代表意见增加一条",
        text="第一条　为规范职工福利费的管理和使用。\n第二条　高温补助另列。",
    )  # fmt: skip
    client.force_login(made.people[1])
    page = client.get(f"{paper.get_absolute_url()}?version=2&with=1").content.decode()
    assert "<ins>第二条　高温补助另列。</ins>" in page and "<ins>的</ins>" in page and "第 2 版与第 1 版对照" in page
    assert "with=1" in client.get(paper.get_absolute_url()).content.decode()
    assert client.get(f"{paper.get_absolute_url()}?version=2&with=7").status_code == 404


def test_a_version_that_was_not_sent_is_compared_by_nobody_outside(client):
    made = scenes.with_papers()
    paper = made.item().papers.get()
    workflow.revise_paper(
        paper, made.union, at=at(date(2026, 11, 12)), note="提高标准", text="第二条", is_substantive=True
    )
    for who, status in ((made.union, 200), (made.people[1], 404)):
        client.force_login(who)
        assert client.get(f"{paper.get_absolute_url()}?version=1&with=2").status_code == status
