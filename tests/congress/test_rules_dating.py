"""The 24 steps and their days, what a date leaves no time for, and who may call (CON-44, 50 to 57, 60, 78 to 85)."""

from contextlib import nullcontext
from datetime import date, timedelta

import pytest

from congress.rules import convening, dating
from congress.rules.convening import Delivery
from ymdm.workdays import Workdays
from ymdm.workdays.years import FIRST_YEAR, LAST_YEAR, national
from ymdm.workflow import Refused

from .laws import CHARTER, FACTORY, HENAN, NATIONAL, SHANGHAI, LawOf

SPECIAL, ANNOUNCED = national()
CHINA = Workdays(first_year=FIRST_YEAR, last_year=LAST_YEAR, special=SPECIAL, announced=ANNOUNCED)
CLEAR = LawOf(own=[("CON-57", "足日")])
HELD = date(2026, 3, 20)  # a Friday


def d(text):
    return date.fromisoformat(text)


PLAN = {
    # code: latest day for a session on Friday 20 March 2026, by the papers' figures
    "call_for_proposals": "2026-02-18",
    "party_approval": "2026-02-18",
    "superior_filing": "2026-02-18",
    "elect_representatives": "2026-02-28",
    "matters_to_union": "2026-03-05",
    "topics_fixed": "2026-03-10",
    "materials_delivered": "2026-03-13",
    "agenda_disclosed": "2026-03-13",
    "group_discussion": "2026-03-19",
    "proposals_reviewed": "2026-03-19",
    "qualification_review": "2026-03-19",
    "preparatory_session": "2026-03-20",
    "roll_call": "2026-03-20",
    "reports": "2026-03-20",
    "confirm_joint_decisions": "2026-03-20",
    "deliberate": "2026-03-20",
    "elections_and_appraisal": "2026-03-20",
    "vote_items": "2026-03-20",
    "quality_survey": "2026-03-23",
    "publish_resolutions": "2026-03-23",
    "assign_proposals": "2026-04-03",
    "report_to_superior": "2026-03-31",
    "archive": "2026-04-20",  # 19 April is a Sunday: it runs to Monday (CAL-05)
    "inspection_tour": "2027-03-20",
}


def test_the_plan_has_the_24_steps_of_the_papers_in_order_with_their_days():
    steps = dating.timeline(HELD, workdays=CHINA, law=CHARTER)
    assert {step.code: step.due_on.isoformat() for step in steps} == PLAN
    assert [step.code for step in steps] == list(PLAN) and len(steps) == 24
    for step in steps:
        assert step.says and step.who and step.reckoned and step.rule.id, step.code
        assert len(step.code) <= 32 and len(step.says) <= 80


def test_the_posting_ends_15_days_after_the_publication_and_7_in_henan():
    posted = {
        name: dating.timeline(HELD, workdays=CHINA, law=law)[19] for name, law in (("", CHARTER), ("河南", HENAN))
    }
    assert posted[""].until_on == d("2026-04-07") and posted["河南"].until_on == d("2026-03-30")


@pytest.mark.parametrize(
    ("law", "code", "due", "reckoned"),
    [
        (CHARTER, "matters_to_union", "2026-03-05", "会前 15 天"),
        (LawOf("enterprise", "北京"), "matters_to_union", "2026-03-13", "会前 7 天"),
        (LawOf("enterprise", "重庆"), "agenda_disclosed", "2026-03-15", "会前 5 天"),
        (CLEAR, "matters_to_union", "2026-03-04", "会前 15 天（足日）"),
        (CLEAR, "materials_delivered", "2026-03-12", "会前 7 天（足日）"),
        (CLEAR, "group_discussion", "2026-03-19", "会前 1 天"),
        (CLEAR, "publish_resolutions", "2026-03-23", "闭幕后 3 天内"),
        (LawOf(own=[("PRO-11", "40")]), "call_for_proposals", "2026-02-08", "会前 40 天"),
        (LawOf(own=[("CON-85", "20")]), "archive", "2026-04-09", "闭幕后 20 天内"),
    ],
)
def test_a_step_takes_the_days_of_the_law_and_clear_days_where_the_unit_counts_so(law, code, due, reckoned):
    step = next(step for step in dating.timeline(HELD, workdays=CHINA, law=law) if step.code == code)
    assert (step.due_on, step.reckoned) == (d(due), reckoned)


def test_what_follows_runs_from_the_closing_and_over_holidays():
    steps = {step.code: step for step in dating.timeline(d("2026-09-28"), workdays=CHINA, closed_on=d("2026-09-29"))}
    assert steps["report_to_superior"].due_on == d("2026-10-14")  # seven working days over the national holiday
    assert steps["publish_resolutions"].due_on == d("2026-10-08")  # the third day is a holiday
    assert steps["roll_call"].due_on == d("2026-09-28")


@pytest.mark.parametrize(
    ("days", "law", "latest"),
    [(7, None, "2026-03-13"), (7, CLEAR, "2026-03-12"), (15, None, "2026-03-05"), (0, None, "2026-03-20")],
)
def test_n_days_before_does_not_count_the_session_day(days, law, latest):
    assert dating.latest_before(HELD, days, law) == d(latest)  # CON-57
    assert dating.earliest_session(d(latest), days, law) == HELD


IN_TIME = {
    "matters_on": "2026-03-05",
    "topics_on": "2026-03-10",
    "materials_on": "2026-03-13",
    "disclosed_on": "2026-03-13",
}


@pytest.mark.parametrize(
    ("today", "changed", "law", "errors"),
    [
        ("2026-03-01", {}, CHARTER, {}),
        ("2026-03-20", {}, CHARTER, {}),  # everything was done in time
        ("2026-03-20", {"materials_on": "2026-03-14"}, CHARTER, {"materials_delivered": "2026-03-21"}),
        ("2026-03-20", {"matters_on": "2026-03-06"}, CHARTER, {"matters_to_union": "2026-03-21"}),
        ("2026-03-20", {"topics_on": "2026-03-12"}, CHARTER, {"topics_fixed": "2026-03-22"}),
        ("2026-03-20", {"disclosed_on": "2026-03-14"}, CHARTER, {"agenda_disclosed": "2026-03-21"}),
        ("2026-03-20", {"disclosed_on": "2026-03-15"}, LawOf("enterprise", "重庆"), {}),
        ("2026-03-13", {"materials_on": None}, CHARTER, {}),  # today is the last day
        ("2026-03-14", {"materials_on": None}, CHARTER, {"materials_delivered": "2026-03-21"}),
        ("2026-03-13", {"materials_on": None}, CLEAR, {
            "matters_to_union": "2026-03-21", "topics_fixed": "2026-03-21", "materials_delivered": "2026-03-21",
            "agenda_disclosed": "2026-03-21",
        }),
    ],
)  # fmt: skip
def test_a_limit_that_cannot_be_kept_is_named_with_the_day_that_would_cure(today, changed, law, errors):
    done = {name: d(value) if value else None for name, value in (IN_TIME | changed).items()}
    found = dating.lead_time_errors(HELD, d(today), law=law, **done)
    assert {error.code: error.cure_on.isoformat() for error in found} == errors


def test_a_session_called_at_short_notice_is_told_every_limit_and_one_day_that_keeps_them_all():
    found = dating.lead_time_errors(HELD, d("2026-03-16"), law=CHARTER)
    assert [error.rule.id for error in found] == ["CON-54", "CON-53", "CON-55", "CON-56"]
    assert found[0].sentence == (
        "须在会前 15 天把议题书面交工会，最迟2026年3月5日；今天是2026年3月16日，已经来不及把议题书面交工会。"
        "会议改到2026年3月31日或以后，就来得及。"
    )
    assert dating.cure_for_all(found) == d("2026-03-31")
    assert dating.lead_time_errors(d("2026-03-31"), d("2026-03-16"), law=CHARTER) == ()
    assert dating.cure_for_all(()) is None


def test_the_day_that_cures_is_the_first_that_does():
    today = d("2026-03-16")
    for law in (CHARTER, CLEAR, NATIONAL):
        for ahead in range(40):
            held = today + timedelta(days=ahead)
            cure = dating.cure_for_all(dating.lead_time_errors(held, today, law=law))
            if cure is None:
                continue
            assert cure > held and not dating.lead_time_errors(cure, today, law=law)
            assert dating.lead_time_errors(cure - timedelta(days=1), today, law=law)


# --- convening -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "supporters", "total", "may"),
    [
        ("employer", 0, 0, True), ("union", 0, 60, True),
        ("representatives", 20, 60, True), ("representatives", 19, 60, False),
        ("representatives", 21, 61, True), ("representatives", 20, 61, False),
        ("representatives", 0, 0, False), ("representatives", 61, 60, False), ("leadership", 19, 60, False),
    ],
)  # fmt: skip
def test_an_extraordinary_session_is_asked_for_by_either_side_or_a_third_of_the_representatives(
    by, supporters, total, may
):
    with nullcontext() if may else pytest.raises(Refused, match="三分之一以上") as caught:
        convening.check_extraordinary(by, supporters=supporters, total=total, law=SHANGHAI)
    if not may:
        assert caught.value.rule.id == "CON-52"


def test_only_the_union_calls_a_joint_meeting():
    convening.check_joint_meeting("union")
    with pytest.raises(Refused, match="只能由工会召集") as caught:
        convening.check_joint_meeting("employer")
    assert caught.value.rule.id == "CON-44"


@pytest.mark.parametrize(
    ("noticed", "extraordinary", "may"), [(True, True, True), (False, True, False), (False, False, True)]
)
def test_an_extraordinary_session_keeps_to_what_was_notified(noticed, extraordinary, may):
    with nullcontext() if may else pytest.raises(Refused, match="不在临时会议的通知之内"):
        convening.check_noticed("奖金方案", is_noticed=noticed, is_extraordinary=extraordinary)


@pytest.mark.parametrize(
    ("deliveries", "counts"),
    [
        ([], None),
        ([("2026-03-01", True, False)], "2026-03-01"),
        ([("2026-03-01", False, False)], "2026-03-01"),
        ([("2026-03-01", True, False), ("2026-03-10", False, False)], "2026-03-01"),  # a slip of the pen
        ([("2026-03-01", True, False), ("2026-03-10", True, False)], "2026-03-10"),
        ([("2026-03-10", True, False), ("2026-03-01", True, False)], "2026-03-10"),
        ([("2026-03-01", True, False), ("2026-03-20", True, True)], "2026-03-01"),  # the congress itself changed it
        ([("2026-03-01", True, False), ("2026-03-05", True, False), ("2026-03-09", False, False)], "2026-03-05"),
    ],
)
def test_a_substantive_change_restarts_the_clock(deliveries, counts):
    found = convening.counts_from(Delivery(d(on), substantive, floor) for on, substantive, floor in deliveries)
    assert found == (d(counts) if counts else None)  # CON-60


@pytest.mark.parametrize(
    ("held", "law", "verdict", "rule"),
    [
        (["2026-03-20"], CHARTER, "pass", "CON-50"),
        ([], CHARTER, "fail", "CON-50"),
        (["2025-03-20"], CHARTER, "fail", "CON-50"),
        (["2026-03-20", "2026-09-20"], FACTORY, "pass", "CON-50"),
        (["2026-03-20"], FACTORY, "fail", "CON-50"),
        (["2026-03-20", "2026-06-30"], FACTORY, "fail", "CON-51"),
        (["2026-07-01", "2026-09-20"], FACTORY, "fail", "CON-51"),
        (["2026-06-30", "2026-07-01"], FACTORY, "pass", "CON-50"),
    ],
)
def test_a_year_sees_its_session_and_a_state_factory_one_in_each_half(held, law, verdict, rule):
    found = convening.judge_sessions([d(one) for one in held], 2026, law)
    assert (found.verdict, found.rule.id) == (verdict, rule)
