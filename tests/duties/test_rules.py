"""Lights and stages of a duty. No database."""

from datetime import date

import pytest

from ymdm.duties.rules import LADDER, light, next_stage_day, stages_passed
from ymdm.workdays import Workdays

# A calendar without any holiday: what is tested here is the ladder, not the calendar.
WORKDAYS = Workdays(first_year=2026, last_year=2026, special={}, announced={2026})
DUE = date(2026, 9, 30)  # a Wednesday


@pytest.mark.parametrize(
    ("today", "tone", "words"),
    [
        (date(2026, 9, 15), "green", "剩 11 个工作日"),
        (date(2026, 9, 16), "blue", "剩 10 个工作日"),
        (date(2026, 9, 24), "blue", "剩 4 个工作日"),
        (date(2026, 9, 25), "amber", "剩 3 个工作日"),
        (date(2026, 9, 29), "amber", "剩 1 个工作日"),
        (date(2026, 9, 30), "amber", "今天到期"),
        (date(2026, 10, 1), "red", "逾期 1 个工作日"),
        (date(2026, 10, 2), "red", "逾期 2 个工作日"),
    ],
)
def test_the_light_turns_blue_at_ten_yellow_at_three_red_after_the_due_day(today, tone, words):
    shown = light(today=today, due_on=DUE, workdays=WORKDAYS)
    assert (shown.tone, shown.words) == (tone, words)


def test_a_friday_deadline_is_late_on_saturday():
    assert light(today=date(2026, 10, 3), due_on=date(2026, 10, 2), workdays=WORKDAYS).tone == "red"


def test_a_paused_clock_is_grey_even_past_its_day():
    assert light(today=date(2026, 11, 1), due_on=DUE, workdays=WORKDAYS, paused=True).tone == "paused"


@pytest.mark.parametrize(
    ("met", "words"), [(date(2026, 9, 30), "按期办理"), (date(2026, 10, 5), "已办，晚 3 个工作日")]
)
def test_late_means_answered_on_a_date_after_the_due_date(met, words):
    shown = light(today=date(2026, 12, 1), due_on=DUE, workdays=WORKDAYS, met_on=met)
    assert (shown.tone, shown.words) == ("done", words)


@pytest.mark.parametrize(
    ("today", "codes"),
    [
        (date(2026, 9, 15), []),
        (date(2026, 9, 16), ["blue"]),
        (date(2026, 9, 25), ["blue", "yellow"]),
        (date(2026, 9, 30), ["blue", "yellow", "due"]),
        (date(2026, 10, 1), ["blue", "yellow", "due", "red"]),
        (date(2026, 10, 6), ["blue", "yellow", "due", "red"]),
        (date(2026, 10, 7), ["blue", "yellow", "due", "red", "report"]),
        (date(2026, 12, 1), ["blue", "yellow", "due", "red", "report"]),
    ],
)
def test_stages_are_reached_before_on_and_after_the_due_day(today, codes):
    passed = stages_passed(opened_on=date(2026, 6, 1), due_on=DUE, today=today, workdays=WORKDAYS)
    assert [stage.code for stage in passed] == codes


def test_a_short_duty_skips_the_stages_before_its_opening():
    passed = stages_passed(opened_on=date(2026, 9, 28), due_on=DUE, today=DUE, workdays=WORKDAYS)
    assert [stage.code for stage in passed] == ["due"]


def test_the_next_stage_is_the_first_that_was_not_told():
    opened = date(2026, 6, 1)
    days = []
    done: list[str] = []
    for stage in LADDER:
        days.append(next_stage_day(opened_on=opened, due_on=DUE, done=done, workdays=WORKDAYS))
        done.append(stage.code)
    assert days == [date(2026, 9, 16), date(2026, 9, 25), DUE, date(2026, 10, 1), date(2026, 10, 7)]
    assert next_stage_day(opened_on=opened, due_on=DUE, done=done, workdays=WORKDAYS) is None


def test_escalation_reaches_the_leader_only_once_it_is_late():
    told = {stage.code: set(stage.audience) for stage in LADDER}
    assert "leader" not in told["blue"] | told["yellow"] | told["due"]
    assert {"leader", "union", "head"} <= told["red"] & told["report"]
