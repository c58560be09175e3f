"""Figures of openness for the yearly assessment: catalogue, time, answers; what is withheld is on neither side."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from disclosure import workflow
from disclosure.workflow import settling
from evaluation.figures.sources import SOURCES, source_for
from tests import factories as make
from tests.disclosure import scenes
from ymdm.organization.models import Role

pytestmark = pytest.mark.django_db


def live(unit, key):
    today = timezone.localdate()
    figure = SOURCES[key].figure(unit, today.year, today)
    return figure.part, figure.whole


@pytest.fixture
def house():
    with time_machine.travel("2026-11-20T02:00:00Z"):
        yield scenes.desk()


def test_the_published_tables_name_these_figures():
    names = ("公开目录", "公开及时率", "公开期限与形式", "意见反馈")
    assert [source_for(name) for name in names] == [
        "disclosure.catalogue", "disclosure.timely", "disclosure.posted", "disclosure.answered",
    ]  # fmt: skip


def test_a_catalogue_counts_once_it_is_settled_for_the_year(house):
    assert live(house.unit, "disclosure.catalogue") == (0, 4)
    union = make.person(house.unit, role=Role.UNION_OFFICER)
    settling.settle(house.unit, union, year=2026, adopted_on=timezone.localdate(), document="〔2026〕1号")
    assert live(house.unit, "disclosure.catalogue") == (4, 4)


def test_what_is_published_in_time_counts_and_what_is_withheld_is_on_neither_side(house):
    """DIS-41."""
    today = timezone.localdate()
    scenes.published(house, scenes.drafted(house, scenes.owed(house.unit, period="2026Q1", due_on=today)))
    scenes.owed(house.unit, period="2026Q2", due_on=today - timedelta(days=3))
    closed = scenes.owed(house.unit, period="2026Q3", due_on=today)
    asked = workflow.withhold(house.unit, house.author, obligation=closed, ground="work_secret", reason="调查中")
    assert live(house.unit, "disclosure.timely") == (1, 3)
    workflow.consent(asked, house.approver)
    assert live(house.unit, "disclosure.timely") == (1, 2)


def test_a_remark_counts_when_it_is_answered_or_overdue(house):
    """DIS-25."""
    publication = scenes.published(house)
    first = workflow.remark(publication, house.reader, kind="question", text="为什么？")
    workflow.remark(publication, house.reader, kind="question", text="还有呢？")
    assert live(house.unit, "disclosure.answered") == (0, 0)
    workflow.answer(first, house.approver, text="汛期多了两次检查。")
    assert live(house.unit, "disclosure.answered") == (1, 1)
    with time_machine.travel("2026-12-22T02:00:00Z"):
        assert live(house.unit, "disclosure.answered") == (1, 2)
