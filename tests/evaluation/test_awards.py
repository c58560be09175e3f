"""Awards by the workflow: quotas, conditions read from the records, notices held by objections, decision, withdrawal."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from congress.models import YearReport
from evaluation.assessments.models import Place, Standings
from evaluation.awards import kinds, workflow
from evaluation.awards.facts import conditions_of
from evaluation.awards.models import CampaignState, Heard, Kind, Level, Objection, ObjectionState, State
from evaluation.awards.rules import check_cycle
from tests import factories as make
from tests.evaluation.award_scenes import OPINIONS, attended, fresh, staged
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.organization.models import Role
from ymdm.workflow import SYSTEM, NoAuthority, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage():
    with staged() as made:
        yield made


def why(nomination):
    return {one.name: one.why for one in conditions_of(nomination, timezone.localdate()) if one.why}


# --- the quota notice -------------------------------------------------------------------------------------------


def test_a_campaign_tells_every_union_below_its_numbers_and_the_last_day(stage):
    made = stage.campaign(quotas={Kind.MODEL_UNIT: 3, Kind.MODEL_GROUP: 5})
    assert [str(one) for one in made.quotas.all()] == ["先进单位 3 名", "先进集体 5 名"]
    told = Notice.objects.get(kind="award-opened", person=stage.house.branch_union)
    assert "先进单位 3 名、先进集体 5 名。12月31日前提名" in told.text


def test_a_year_has_one_campaign_and_the_next_waits_for_the_cycle(stage):
    stage.campaign()
    with pytest.raises(Refused, match="已经下达过"):
        stage.campaign()
    check_cycle(2028, [2026], 2)
    with pytest.raises(Refused, match="2028年才能再评"):
        check_cycle(2027, [2026], 2)
    stage.go(date(2027, 3, 1))
    with pytest.raises(Refused, match=r"2028年才能再评.*EVA-35"):
        stage.campaign(year=2027, nominate_until=date(2027, 12, 1))


def test_a_campaign_without_a_place_is_refused(stage):
    with pytest.raises(Refused, match="至少一种"):
        stage.campaign(quotas={Kind.MODEL_UNIT: 0})


def test_nobody_nominates_after_the_last_day_or_for_a_kind_without_a_quota(stage):
    campaign = stage.campaign(quotas={Kind.MODEL_INDIVIDUAL: 1})
    with pytest.raises(Refused, match="没有这一种"):
        stage.nominated(campaign, kind=Kind.MODEL_UNIT, nominee_unit=stage.house.branch)
    stage.go(date(2027, 1, 1))
    with pytest.raises(Refused, match="提名到12月31日截止"):
        stage.nominated(campaign)


def test_a_unit_nominates_its_own_people_once_and_no_department_as_a_model_unit(stage):
    campaign, house = stage.campaign(), stage.house
    with pytest.raises(Refused, match="不在西峰局"):
        stage.nominated(campaign, nominee_person=make.person(stage.other, "外人"))
    person = make.person(house.branch)
    stage.nominated(campaign, nominee_person=person)
    with pytest.raises(Refused, match="已经提名过"):
        stage.nominated(campaign, nominee_person=person)
    with pytest.raises(Refused, match="不能自己提名自己"):
        stage.nominated(campaign, nominee_person=house.branch_union)
    with pytest.raises(Refused, match="班组，不能提名先进单位"):
        stage.nominated(campaign, kind=Kind.MODEL_UNIT, nominee_unit=house.team)
    with pytest.raises(Refused, match="先进集体只能是班组"):
        stage.nominated(campaign, kind=Kind.MODEL_GROUP, nominee_unit=house.branch)


# --- conditions from the records (EVA-31, EVA-34) -----------------------------------------------------------------


def model_unit(stage):
    return stage.nominated(kind=Kind.MODEL_UNIT, nominee_unit=stage.house.branch)


@pytest.mark.parametrize(
    ("score", "may", "missed"),
    [("90.00", True, set()), ("89.99", True, {"年度考评优秀"}), ("95.00", False, {"没有一票否决"})],
)
def test_a_model_unit_has_the_best_grade_and_no_veto(stage, score, may, missed):
    stage.assess(stage.house.branch, score, may)
    assert set(why(model_unit(stage))) == missed


def test_a_unit_without_a_final_assessment_is_refused_with_its_figure_before_the_notice(stage):
    nomination = model_unit(stage)
    assert set(why(nomination)) == {"年度考评优秀"}
    with pytest.raises(Refused, match=r"西峰局2026年没有定案的考评.*EVA-34"):
        stage.shown(nomination)
    assert fresh(nomination).state == State.DRAFT


def test_a_unit_over_the_quota_of_the_best_grade_is_no_model_unit(stage):
    found = stage.assess(stage.house.branch, "96.00")
    out = Standings.objects.create(scheme=found.scheme, proposed_by=stage.second, proposed_at=timezone.now())
    Place.objects.create(standings=out, assessment=found, grade="良好", over_quota=True)
    nomination = model_unit(stage)
    assert why(nomination) == {}
    Standings.objects.filter(pk=out.pk).update(
        state=Standings.State.OUT, decided_by=stage.house.union, decided_at=timezone.now()
    )
    assert why(nomination) == {"年度考评优秀": "要优秀，现在是良好。"}


@pytest.mark.parametrize(
    ("own", "above", "met"),
    [
        (None, "75.00", True),
        (None, "74.99", False),
        ("75.00", "60.00", True),
        ("74.00", "95.00", False),
        (None, None, False),
    ],
)
def test_a_model_group_is_good_or_better_itself_or_by_its_unit(stage, own, above, met):
    if own:
        stage.assess(stage.house.team, own)
    if above:
        stage.assess(stage.house.branch, above)
    nomination = stage.nominated(kind=Kind.MODEL_GROUP, nominee_unit=stage.house.team)
    assert (not why(nomination)) is met


def test_the_head_of_a_vetoed_unit_is_no_model_individual_but_an_employee_of_it_may_be(stage):
    stage.assess(stage.house.branch, "95.00", False)
    head = make.person(stage.house.branch, role=Role.UNIT_HEAD)
    campaign = stage.campaign()
    assert set(why(stage.nominated(campaign, nominee_person=head))) == {"不是被否决单位的负责人"}
    assert why(stage.nominated(campaign)) == {}
    with pytest.raises(Refused, match=r"负责人当年不能评优.*EVA-31"):
        stage.shown(stage.nominated(campaign, nominee_person=make.person(stage.house.branch, role=Role.UNIT_HEAD)))


def representative(stage, **more):
    return stage.nominated(kind=Kind.OUTSTANDING, nominee_person=stage.house.proposer, **more)


@pytest.mark.parametrize(("came", "called", "missed"), [(9, 10, False), (8, 9, True), (0, 0, True)])
def test_an_outstanding_representative_came_to_nine_of_ten_sessions(stage, came, called, missed):
    attended(stage.house, stage.house.proposer, came, called)
    nomination = representative(stage, tour_report="2026年5月巡视班务公开")
    assert ("出席率 90% 以上" in why(nomination)) is missed


def test_an_outstanding_representative_has_a_filed_proposal_or_a_tour_report(stage):
    nomination = representative(stage)
    assert "立案提案或者巡视报告至少一件" in why(nomination)
    workflow.amend(nomination, stage.house.branch_union, deeds="事迹", tour_report="2026年5月巡视班务公开")
    assert "立案提案或者巡视报告至少一件" not in why(fresh(nomination))
    workflow.amend(nomination, stage.house.branch_union, deeds="事迹")
    make.filed(stage.house)
    assert "立案提案或者巡视报告至少一件" not in why(fresh(nomination))


def test_an_outstanding_representative_is_in_office(stage):
    nomination = stage.nominated(kind=Kind.OUTSTANDING, nominee_person=make.person(stage.house.branch))
    assert why(nomination)["代表资格有效"] == "现在不是职工代表。"


@pytest.mark.parametrize(("satisfied", "unsatisfied", "missed"), [(3, 2, False), (2, 3, True), (0, 4, False)])
def test_a_constituency_that_rated_must_be_satisfied_and_four_ratings_tell_nothing(
    stage, satisfied, unsatisfied, missed
):
    YearReport.objects.create(
        mandate=stage.house.proposer.mandates.get(), year=2025, state="report_given", text="述职",
        given_at=timezone.now() - timedelta(days=60), satisfied=satisfied, unsatisfied=unsatisfied,
    )  # fmt: skip
    assert ("选区评议满意" in why(representative(stage))) is missed


def test_the_conditions_are_checked_once_more_at_the_decision(stage):
    final = stage.assess(stage.house.branch, "95.00")
    nomination = stage.proposed(model_unit_in_superior_notice(stage))
    type(final).objects.filter(pk=final.pk).update(may_be_awarded=False)
    with pytest.raises(Refused, match="当年不能评优"):
        workflow.award(nomination, stage.second)
    assert fresh(nomination).state == State.PROPOSED
    type(final).objects.filter(pk=final.pk).update(may_be_awarded=True)
    workflow.award(nomination, stage.second)
    assert [row["name"] for row in fresh(nomination).rechecked] == ["年度考评优秀", "没有一票否决"]


def model_unit_in_superior_notice(stage):
    return stage.reviewed(stage.handed_in(stage.shown(model_unit(stage))))


# --- opinions and support ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("opinions", ["", "同意", "已征求意见。", "无"])
def test_a_unit_says_whose_opinions_it_heard_and_what_came_out(stage, opinions):
    nomination = stage.nominated()
    with pytest.raises(Refused, match="征求了哪些人"):
        workflow.begin_notice(
            nomination, stage.house.branch_union, heard=Heard.TALKS, opinions=opinions, heard_on=date(2026, 11, 16), days=5
        )  # fmt: skip


def test_employees_of_the_unit_support_a_name_once_each_and_others_not_at_all(stage):
    nomination = stage.nominated(wants_support=True)
    with pytest.raises(Refused, match="还没有职工支持"):
        stage.shown(nomination)
    colleagues = [stage.house.employee, make.person(stage.house.branch)]
    for one in colleagues:
        workflow.support(nomination, one)
    with pytest.raises(Refused, match="一人一次"):
        workflow.support(nomination, colleagues[0])
    with pytest.raises(NoAuthority, match="只有西峰局的职工"):
        workflow.support(nomination, make.person(stage.other))
    with pytest.raises(NoAuthority, match="被提名人"):
        workflow.support(nomination, nomination.nominee_person)
    assert stage.shown(nomination).supporters == 2


def test_a_name_for_which_no_support_was_asked_is_not_heard_by_support(stage):
    with pytest.raises(Refused, match="没有在平台上征集支持"):
        workflow.begin_notice(
            stage.nominated(), stage.house.branch_union, heard=Heard.SUPPORT, opinions=OPINIONS,
            heard_on=date(2026, 11, 16), days=5,
        )  # fmt: skip


# --- notices and objections (EVA-33) ----------------------------------------------------------------------------


def test_a_notice_of_four_working_days_is_refused_and_five_end_on_the_next_monday(stage):
    nomination = stage.nominated()
    with pytest.raises(Refused, match="公示至少 5 个工作日，不能是 4 个。（EVA-33"):
        stage.shown(nomination, days=4)
    assert stage.shown(nomination).notices.get().until_on == date(2026, 11, 23)


@pytest.mark.parametrize("level", [Level.UNIT, Level.SUPERIOR])
def test_a_notice_is_not_shortened(stage, level):
    nomination = stage.shown() if level == Level.UNIT else stage.reviewed()
    end, who = (
        (workflow.end_notice, stage.house.branch_union)
        if level == Level.UNIT
        else (workflow.end_superior_notice, stage.house.union)
    )
    until = nomination.notices.get(level=level).until_on
    stage.go(until)
    with pytest.raises(Refused, match="期限不能缩短"):
        end(nomination, who, conclusion="没有异议。")
    stage.go(until + timedelta(1))
    end(nomination, who, conclusion="没有异议。")


@pytest.mark.parametrize("with_name", [True, False])
@pytest.mark.parametrize("level", [Level.UNIT, Level.SUPERIOR])
def test_an_objection_holds_the_name_until_it_is_concluded_in_writing(stage, level, with_name):
    nomination = stage.shown() if level == Level.UNIT else stage.reviewed()
    end = workflow.end_notice if level == Level.UNIT else workflow.end_superior_notice
    officer = stage.house.branch_union if level == Level.UNIT else stage.house.union
    text = "事迹里的 12 件提案有 5 件不是本人办的。"
    if with_name:
        made = workflow.raise_objection(nomination, stage.house.employee, text=text)
    else:
        made = workflow.object_without_name(nomination, SYSTEM, text=text)
    owed = Duty.objects.of(made).owed().get()
    assert (owed.kind, owed.unit) == (kinds.CONCLUDE_OBJECTION, officer.unit)
    stage.go(nomination.notices.get(level=level).until_on + timedelta(1))
    with pytest.raises(Refused, match="1 件异议没有书面结论"):
        end(nomination, officer, conclusion="有异议。")
    with pytest.raises(Refused, match="怎样核查"):
        workflow.conclude_objection(made, officer, is_valid=False, conclusion="不成立")
    workflow.conclude_objection(made, officer, is_valid=False, conclusion="查了办理台账，12 件都由本人办理。")
    end(nomination, officer, conclusion="异议查不属实。")
    assert not Duty.objects.of(made).owed().exists()
    assert Notice.objects.filter(kind="award-objection-concluded", person=stage.house.employee).exists() is with_name


def test_a_valid_objection_removes_the_name_and_nothing_is_owed_about_it_any_more(stage):
    nomination = stage.reviewed()
    made = workflow.raise_objection(nomination, stage.house.employee, text="受过处分。")
    workflow.conclude_objection(made, stage.house.union, is_valid=True, conclusion="查实今年 3 月受过处分。")
    found = fresh(nomination)
    assert (found.state, made.__class__.objects.get().state) == (State.REMOVED, ObjectionState.VALID)
    assert "查实今年 3 月受过处分" in found.ended_because
    assert not Duty.objects.of(nomination).owed().exists()
    assert Notice.objects.filter(kind="award-removed", person=stage.house.branch_union).exists()


def test_a_second_objection_to_a_removed_name_is_answered_all_the_same(stage):
    nomination = stage.shown()
    first, second = (workflow.raise_objection(nomination, stage.house.employee, text=f"异议{n}") for n in (1, 2))
    workflow.conclude_objection(first, stage.house.branch_union, is_valid=True, conclusion="查实今年三月受过处分。")
    workflow.conclude_objection(
        second, stage.house.branch_union, is_valid=True, conclusion="同上，查实今年三月受过处分。"
    )
    assert not Objection.objects.open().exists()


def test_an_objection_comes_while_the_notice_stands_and_from_those_to_whom_it_is_shown(stage):
    nomination = stage.shown()
    with pytest.raises(NoAuthority, match="公示范围内"):
        workflow.raise_objection(nomination, make.person(stage.other), text="不同意。")
    stage.go(nomination.notices.get().until_on + timedelta(1))
    with pytest.raises(Refused, match="公示期内提出"):
        workflow.raise_objection(nomination, stage.house.employee, text="不同意。")
    found = stage.reviewed(stage.handed_in(nomination))
    workflow.raise_objection(found, make.person(stage.other), text="不同意。")


def test_an_objection_without_a_name_says_something_that_can_be_looked_into_and_leaves_no_name_anywhere(stage):
    nomination = stage.shown()
    with pytest.raises(Refused, match="具体事实"):
        workflow.object_without_name(nomination, SYSTEM, text="不行")
    made = workflow.object_without_name(nomination, SYSTEM, text="今年六月值班缺勤三次。")
    assert made.by is None
    assert Event.objects.filter(act="awards.object_without_name").get().actor_label == "系统"


def test_whoever_objected_or_is_named_does_not_conclude(stage):
    officer = make.person(stage.house.branch, role=Role.UNION_OFFICER)
    nomination = stage.shown(nominee_person=officer)
    made = workflow.raise_objection(nomination, stage.house.branch_union, text="不同意。")
    with pytest.raises(NoAuthority, match="您自己提出的"):
        workflow.conclude_objection(made, stage.house.branch_union, is_valid=False, conclusion="查了台账，没有问题。")
    with pytest.raises(NoAuthority, match="被提名人"):
        workflow.conclude_objection(made, officer, is_valid=False, conclusion="查了台账，没有问题。")


def test_a_name_with_an_open_objection_is_not_taken_back(stage):
    nomination = stage.shown()
    workflow.raise_objection(nomination, stage.house.employee, text="不同意。")
    with pytest.raises(Refused, match="不能撤回"):
        workflow.take_back(nomination, stage.house.branch_union, reason="算了")


# --- review and decision ----------------------------------------------------------------------------------------


def test_the_superior_passes_nobody_of_whom_the_discipline_office_was_not_asked_or_had_reserves(stage):
    nomination = stage.handed_in()
    assert Duty.objects.of(nomination).owed().get().kind == kinds.REVIEW
    with pytest.raises(Refused, match="纪检监察"):
        workflow.pass_review(nomination, stage.house.union, opinion="同意", days=5)
    stage.asked(nomination)
    stage.asked(nomination, office="safety", asked="安监处", is_clear=False, answer="今年有一起轻伤事故。")
    with pytest.raises(Refused, match="安监处有不同意见：今年有一起轻伤事故"):
        workflow.pass_review(nomination, stage.house.union, opinion="同意", days=5)
    workflow.refuse_nomination(nomination, stage.house.union, reason="安监处有不同意见。")
    assert fresh(nomination).state == State.REFUSED
    assert not Duty.objects.of(nomination).owed().exists()


def test_whoever_nominated_does_not_review_and_whoever_proposed_does_not_decide(stage):
    campaign = stage.campaign()
    made = workflow.nominate(
        stage.house.branch, stage.house.union, campaign=campaign, kind=Kind.MODEL_INDIVIDUAL, deeds="事迹",
        nominee_person=make.person(stage.house.branch),
    )  # fmt: skip
    found = stage.handed_in(stage.shown(fresh(made)))
    stage.asked(found)
    with pytest.raises(NoAuthority, match="另一人审核"):
        workflow.pass_review(found, stage.house.union, opinion="同意", days=5)
    workflow.pass_review(found, stage.second, opinion="同意", days=5)
    found = stage.proposed(fresh(found))
    assert Duty.objects.of(found).owed().get().kind == kinds.DECIDE
    with pytest.raises(NoAuthority, match="请另一人办理"):
        workflow.award(found, stage.house.union)
    workflow.award(found, stage.house.leader)
    assert not Duty.objects.of(found).owed().exists()


def test_one_more_than_the_quota_is_refused_with_the_numbers(stage):
    campaign = stage.campaign()
    first, second = stage.nominated(campaign), stage.nominated(campaign)
    found = [stage.shown(one) for one in (first, second)]
    found = [stage.handed_in(one) for one in found]
    found = [stage.reviewed(one) for one in found]
    found = [stage.proposed(one) for one in found]
    assert stage.awarded(found[0]).number == "HSZ-2026-001"
    with pytest.raises(Refused, match="先进个人名额 1 个，已经决定 1 个"):
        workflow.award(found[1], stage.second)
    with pytest.raises(Refused, match="还没有办完"):
        workflow.publish_campaign(campaign, stage.house.union)
    workflow.turn_down(found[1], stage.second, reason="名额已满。")
    workflow.publish_campaign(campaign, stage.house.union)
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.PUBLISHED
    assert Notice.objects.filter(kind="award-awarded", person=found[0].nominee_person).exists()
    workflow.archive_campaign(campaign, stage.house.union)


def test_a_campaign_with_a_title_given_is_not_called_off(stage):
    found = stage.awarded()
    with pytest.raises(Refused, match="已经决定表彰 1 个"):
        workflow.call_off_campaign(found.campaign, stage.house.union, reason="算了")


def test_a_title_withdrawn_for_fraud_keeps_number_and_place_and_says_why(stage):
    found = stage.published()
    with pytest.raises(Refused, match="查实了什么"):
        workflow.withdraw_award(found, stage.second, reason="假的")
    workflow.withdraw_award(found, stage.second, reason="查实事迹造假，局工会〔2026〕9号文决定。")
    again = fresh(found)
    assert (again.state, again.number) == (State.WITHDRAWN, found.number)
    assert Notice.objects.filter(kind="award-withdrawn", person=found.nominee_person).exists()
    assert Decimal(again.campaign.nominations.given().count()) == 1
