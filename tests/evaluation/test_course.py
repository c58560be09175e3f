"""The order of an appraisal (EVA-39): every state is passed, the box counts, too few counts nothing (EVA-42)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluation.appraisal import workflow
from evaluation.appraisal.models import State
from tests import factories as make
from tests.evaluation import scenes
from ymdm.ballots import drafting
from ymdm.duties.models import Duty
from ymdm.notices.models import Notice
from ymdm.workflow import NoAuthority, Refused

pytestmark = pytest.mark.django_db


def test_an_appraisal_goes_from_the_plan_to_the_summary_and_leaves_nothing_owed() -> None:
    stage = scenes.disclosed(scenes.planned())
    found = stage.appraisal
    assert found.state == State.DISCLOSED and found.is_quorate
    assert (found.took_part, found.entitled) == (10, 10)
    assert found.box is not None and found.box.state == "published"
    assert not Duty.objects.of(found).owed().exists()
    assert Notice.objects.filter(kind="appraisal-fed-back").count() == 3


@pytest.mark.parametrize("verb", ["end_discussion", "start_ballot", "feed_back", "send_up"])
def test_no_station_can_be_passed_over_from_the_plan(verb: str) -> None:
    stage = scenes.planned()
    typed = (
        {"keeper": stage.keepers[0], "closes_at": timezone.now() + timedelta(hours=1)} if verb == "start_ballot" else {}
    )
    with pytest.raises(Refused, match="待述职"):
        getattr(workflow, verb)(stage.appraisal, stage.union, **typed)
    assert stage.again().state == State.PLANNED


def test_reports_go_out_only_when_every_leader_has_handed_in_the_own_one() -> None:
    stage = scenes.planned()
    with pytest.raises(Refused, match=r"侯院长、于副院长、齐副院长还没有提交"):
        workflow.close_reports(stage.appraisal, stage.union)
    first, other = stage.leaders[:2]
    with pytest.raises(NoAuthority, match="本人"):
        workflow.submit_report(stage.line(first), other, text=scenes.REPORT)
    workflow.submit_report(stage.line(first), first, text=scenes.REPORT)
    assert not Duty.objects.owed_by(first).filter(kind="appraisal.report").exists()
    assert Duty.objects.owed_by(other).filter(kind="appraisal.report").exists()


def test_a_report_that_went_out_is_changed_no_more() -> None:
    stage = scenes.reported(scenes.planned())
    with pytest.raises(Refused, match="不能再改"):
        workflow.submit_report(stage.line(stage.leaders[0]), stage.leaders[0], text=scenes.REPORT * 2)


def test_the_ballot_waits_for_every_delegation_and_for_keepers_who_tried_their_words() -> None:
    stage = scenes.reported(scenes.planned())
    with pytest.raises(Refused, match="生产代表团还没有登记讨论"):
        workflow.end_discussion(stage.appraisal, stage.union)
    stage = scenes.discussed(scenes.planned())
    typed = {"keeper": stage.keepers[0], "closes_at": timezone.now() + timedelta(hours=1)}
    with pytest.raises(Refused, match="还没有监票人"):
        workflow.start_ballot(stage.appraisal, stage.union, **typed)


def test_who_is_appraised_keeps_no_word() -> None:
    stage = scenes.planned()
    with pytest.raises(Refused, match="被评议人不能担任"):
        workflow.call_keepers(stage.appraisal, stage.union, scrutineer=stage.leaders[0], tellers=stage.keepers[1:])


@pytest.mark.parametrize(("cast", "counts"), [(6, False), (7, True)])
def test_two_thirds_of_the_representatives_must_take_part(cast: int, counts: bool) -> None:
    """EVA-42: of ten, seven are enough and six are not."""
    stage = scenes.voting(scenes.planned())
    for person in stage.voters[:cast]:
        scenes.cast(stage, person, scenes.choice(stage, person, dict.fromkeys(stage.leaders, "a")))
    found = scenes.opened(stage)
    assert (found.state, found.is_quorate, found.took_part) == (State.COUNTED, counts, cast)
    if counts:
        workflow.feed_back(found, stage.union)
        return
    with pytest.raises(Refused, match="结果无效"):
        workflow.feed_back(found, stage.union)
    assert not stage.line(stage.leaders[0]).flags.exists()
    workflow.repeat(found, stage.union, reason="人数不够")
    again = stage.again()
    assert (again.state, again.box, again.took_part) == (State.DISCUSSED, None, None)


def test_only_the_box_counts() -> None:
    stage = scenes.voting(scenes.planned())
    with pytest.raises(NoAuthority, match="开箱"):
        workflow.count(stage.appraisal, stage.union)


def test_a_voided_box_brings_the_appraisal_back_before_the_ballot() -> None:
    stage = scenes.voting(scenes.planned())
    assert stage.appraisal.box is not None
    drafting.void(stage.appraisal.box, stage.union, reason="选票印错", keeper=stage.keepers[0])
    assert (stage.again().state, stage.appraisal.box) == (State.DISCUSSED, None)


def test_a_valid_ballot_is_not_held_again() -> None:
    stage = scenes.counted(scenes.planned())
    with pytest.raises(Refused, match="测评有效"):
        workflow.repeat(stage.appraisal, stage.union, reason="结果不好")


def test_the_summary_takes_two_people() -> None:
    stage = scenes.sent_up(scenes.planned())
    with pytest.raises(NoAuthority, match="另一个人复核"):
        workflow.disclose(stage.appraisal, stage.union, summary="摘要")


def test_one_appraisal_a_unit_and_year_unless_it_was_called_off() -> None:
    stage = scenes.planned()
    typed = {"year": stage.appraisal.year, "superior": stage.superior, "leaders": [(stage.leaders[0], "院长")]}
    with pytest.raises(Refused, match="已经安排"):
        workflow.plan(stage.unit, stage.union, **typed)
    workflow.call_off(stage.appraisal, stage.union, reason="机构改革")
    assert not Duty.objects.of(stage.appraisal).owed().exists()
    assert workflow.plan(stage.unit, stage.union, **typed).state == State.PLANNED


def test_nobody_votes_twice_and_weights_add_up_to_a_hundred() -> None:
    stage = scenes.planned(groups=scenes.rules_three())
    staff = stage.appraisal.groups.get(kind="staff")
    with pytest.raises(Refused, match="每人只投一票"):
        workflow.add_voters(stage.appraisal, stage.union, group=staff, people=[stage.voters[0]])
    workflow.add_voters(stage.appraisal, stage.union, group=staff, people=[make.person(stage.unit)])
    with pytest.raises(Refused, match="90%"):
        workflow.set_weights(
            stage.appraisal, stage.union, groups=[*scenes.rules_three()[:2], scenes.group("staff", "职工", 20)]
        )
