"""A session from its plan to its archive: what each act demands, and what it leaves behind."""

from datetime import date, time, timedelta

import pytest
import time_machine

from congress import workflow
from congress.models import Attendee, CongressSession, Resolution
from tests import factories as make
from ymdm.duties.models import Duty
from ymdm.notices.models import Notice
from ymdm.workflow import NoAuthority, Refused

from . import scenes
from .scenes import HELD_ON, PLANNED_ON, at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day():
    """Every act carries its own instant; the clock stands after the last of them."""
    with time_machine.travel(at(date(2026, 12, 31)), tick=False):
        yield


def test_a_session_lives_from_its_plan_to_its_archive():
    made = scenes.archived()
    session = made.reload()
    assert session.state == CongressSession.State.ARCHIVED
    done = set(session.plan.exclude(done_on=None).values_list("code", flat=True))
    assert done >= {
        "topics_fixed", "agenda_disclosed", "materials_delivered", "qualification_review", "preparatory_session",
        "roll_call", "vote_items", "publish_resolutions", "report_to_superior", "archive",
    }  # fmt: skip


def test_the_plan_dates_its_24_steps_from_the_day_of_the_session():
    made = scenes.hall()
    due = dict(made.session.plan.values_list("code", "due_on"))
    assert len(due) == 24
    assert due["materials_delivered"] == HELD_ON - timedelta(days=7)
    assert due["matters_to_union"] == HELD_ON - timedelta(days=15)
    assert due["report_to_superior"] == date(2026, 12, 1)  # seven working days after a Friday


def test_a_step_of_the_plan_is_owed_from_two_weeks_before():
    made = scenes.hall()
    assert not Duty.objects.filter(kind="congress.plan").exists()
    workflow.owe_near(made.session, at(HELD_ON - timedelta(days=50)))
    assert not Duty.objects.filter(kind="congress.plan").exists()
    workflow.owe_near(made.session, at(HELD_ON - timedelta(days=40)))
    workflow.owe_near(made.session, at(HELD_ON - timedelta(days=40)))
    owed = Duty.objects.filter(kind="congress.plan").owed()
    assert sorted(owed.values_list("due_on", flat=True)) == [HELD_ON - timedelta(days=30)] * 3


def test_a_session_put_off_owes_nothing_until_it_has_a_new_day():
    made = scenes.noticed()
    workflow.owe_near(made.session, at(HELD_ON - timedelta(days=28)))
    workflow.put_off(made.session, made.union, at=at(date(2026, 10, 25)), because="会场维修")
    assert not Duty.objects.filter(kind="congress.plan").owed().exists()
    later = HELD_ON + timedelta(days=21)
    workflow.redate(made.session, made.union, at=at(date(2026, 10, 30)), held_on=later, begins=time(9), place="二楼")
    session = made.reload()
    assert (session.state, session.noticed_at, session.total) == ("planned", None, None)
    assert session.plan.get(code="materials_delivered").due_on == later - timedelta(days=7)


def test_an_extraordinary_session_keeps_who_asked_for_it_when_it_moves_con_52():
    made = scenes.hall(kind="extraordinary", because="行政提议")
    workflow.put_off(made.session, made.union, at=at(date(2026, 9, 10)), because="会场维修")
    assert made.reload().because == "行政提议；延期：会场维修"
    workflow.redate(made.session, made.union, at=at(date(2026, 9, 11)), held_on=HELD_ON, begins=time(9), place="二楼")
    assert "行政提议" in made.reload().because


def test_the_agenda_of_the_next_session_is_that_of_the_last():
    made = scenes.archived()
    following = workflow.plan(
        made.unit, made.union, at=at(date(2026, 12, 1)), held_on=date(2027, 3, 5), begins=time(9), place="机关三楼会议厅",
        call_opens_on=date(2026, 12, 1), call_closes_on=date(2027, 1, 5),
    )  # fmt: skip
    assert following.number == made.session.number + 1
    kept = [item.title for item in made.session.agenda.exclude(state="put_off")]
    assert [item.title for item in following.agenda.all()] == kept


@pytest.mark.parametrize(
    ("on", "knowingly", "is_refused"),
    [
        (HELD_ON - timedelta(days=7), False, False),
        (HELD_ON - timedelta(days=6), False, True),
        (HELD_ON - timedelta(days=6), True, False),
    ],
    ids=["seven-days", "six-days", "six-days-knowingly"],
)
def test_the_agenda_is_open_seven_days_before_con_56(on, knowingly, is_refused):
    made = scenes.hall()
    if is_refused:
        with pytest.raises(Refused, match="改到2026年11月21日") as refusal:
            scenes.noticed(made, on=on, knowingly=knowingly)
        assert refusal.value.rule.id == "CON-56"
        assert made.reload().state == "planned"
        return
    scenes.noticed(made, on=on, knowingly=knowingly)
    assert made.reload().state == "noticed"
    assert made.session.defects.filter(check_code="late_notice").exists() is knowingly


def test_papers_that_come_late_are_a_defect_that_stays_con_88():
    made = scenes.noticed()
    day = HELD_ON - timedelta(days=3)
    workflow.add_paper(made.session, made.union, at=at(day), item=made.item(), title="草案", text="第一条")
    with pytest.raises(Refused, match="送达会议材料已经晚了") as refusal:
        workflow.issue_papers(made.session, made.union, at=at(day))
    assert refusal.value.rule.id == "CON-55"
    workflow.issue_papers(made.session, made.union, at=at(day), knowingly=True)
    defect = made.session.defects.get(check_code="late_papers")
    workflow.cure(defect, made.union, at=at(HELD_ON), how="全体代表签字同意当日审议")
    defect.refresh_from_db()
    assert defect.sentence and defect.cure
    with pytest.raises(Refused, match="已经登记补正"):
        workflow.cure(defect, made.union, at=at(HELD_ON), how="再写一次")


def test_a_substantive_change_restarts_the_clock_and_a_correction_does_not_con_60():
    made = scenes.with_papers()
    paper = made.item().papers.get()
    late = HELD_ON - timedelta(days=2)
    workflow.revise_paper(paper, made.union, at=at(late), note="改正错别字", text="第一条　为规范职工福利费的管理。")
    workflow.issue_papers(made.session, made.union, at=at(late))
    workflow.revise_paper(paper, made.union, at=at(late), note="提高标准", text="第二条", is_substantive=True)
    with pytest.raises(Refused) as refusal:
        workflow.issue_papers(made.session, made.union, at=at(late))
    assert refusal.value.rule.id == "CON-55"
    assert [version.number for version in paper.versions.order_by("number")] == [1, 2, 3]


@pytest.mark.parametrize("right", ["deliberate", "oversee"])
def test_a_matter_is_never_given_a_weaker_right_than_it_needs_con_46(right):
    made = scenes.hall()
    with pytest.raises(Refused, match="应当审议通过") as refusal:
        workflow.add_item(made.session, made.union, title="福利办法", matter="welfare", right=right)
    assert refusal.value.rule.id == "CON-46"


def test_what_was_not_notified_cannot_be_voted_con_88():
    made = scenes.noticed()
    added = workflow.add_item(made.session, made.union, title="奖惩办法", matter="discipline_rules", right="approve")
    assert made.session.defects.filter(check_code="not_noticed", item=added).exists()
    with pytest.raises(Refused, match="不在会议通知的议程之内"):
        workflow.draft_vote(added, made.union, at=at(HELD_ON), question="奖惩办法", method="paper")


def test_an_extraordinary_session_takes_up_nothing_new_con_53():
    made = scenes.hall(kind="extraordinary", because="行政提议审议福利办法")
    scenes.noticed(made)
    with pytest.raises(Refused, match="临时会议只能审议通知列出的事项"):
        workflow.add_item(made.session, made.union, title="奖惩办法", matter="discipline_rules", right="approve")


def test_everybody_in_office_is_called_and_answers_for_herself():
    made = scenes.noticed()
    assert made.session.attendees.filter(kind=Attendee.Kind.REPRESENTATIVE).count() == scenes.TOTAL
    assert Notice.objects.filter(kind="congress-called").count() == scenes.TOTAL
    row = made.attendee(made.people[3])
    with pytest.raises(NoAuthority):
        workflow.answer_call(row, made.people[4], at=at(date(2026, 10, 21)), comes=True)
    with pytest.raises(Refused, match="请写明请假的原因"):
        workflow.answer_call(row, made.people[3], at=at(date(2026, 10, 21)), comes=False)
    workflow.answer_call(row, made.people[3], at=at(date(2026, 10, 21)), comes=False, reason="出差")
    assert Notice.objects.filter(kind="congress-leave", person=made.union).exists()


def test_the_roll_is_frozen_with_those_whose_mandate_holds_on_the_day_con_61():
    made = scenes.with_papers()
    ended = made.attendee(made.people[11]).mandate.appointment
    ended.until_on = HELD_ON - timedelta(days=1)
    ended.save()
    total = workflow.qualify(
        made.session, made.union, at=at(date(2026, 11, 19)), report="有一人资格无效。",
        invalid={made.attendee(made.people[10]).pk: "受刑事处罚"},
    )  # fmt: skip
    assert total == 10
    assert made.attendee(made.people[11]).disqualified_because == "代表资格已经终止"


@pytest.mark.parametrize(
    ("present", "yes", "presidium", "says"),
    [(7, 7, 3, "不足法定人数"), (8, 6, 3, "没有通过"), (8, 7, 0, "执行主席从主席团里产生"), (8, 7, 3, "")],
    ids=["no-quorum", "half-is-not-more-than-half", "chair-outside-the-presidium", "good"],
)
def test_the_preparatory_session_needs_quorum_majority_and_a_presidium_con_40(present, yes, presidium, says):
    made = scenes.with_papers()
    workflow.qualify(made.session, made.union, at=at(date(2026, 11, 19)), report="全部有效。")
    typed = {"present": present, "yes": yes, "presidium": made.people[:presidium], "chair": made.chair}
    if says:
        with pytest.raises(Refused, match=says):
            workflow.hold_preparatory(made.session, made.union, at=at(HELD_ON, 8), **typed)
        assert made.reload().state == "materials_out"
    else:
        workflow.hold_preparatory(made.session, made.union, at=at(HELD_ON, 8), **typed)
        assert made.reload().state == "preparatory_done"


@pytest.mark.parametrize(
    ("checked_in", "counted", "opens"),
    [(8, 8, True), (7, 8, False), (8, 7, False), (12, 7, False)],
    ids=["two-thirds", "too-few-checked-in", "too-few-counted", "they-left-again"],
)
def test_a_session_opens_only_with_two_thirds_by_the_smaller_count_con_61_con_62(checked_in, counted, opens):
    made = scenes.prepared()
    scenes.arrive(made, made.people[:checked_in])
    if opens:
        workflow.open_session(made.session, made.union, at=at(HELD_ON), counted=counted)
        assert made.reload().is_open
        return
    with pytest.raises(Refused, match="应到 12 人，实到 7 人，不足法定人数（至少 8 人），还差 1 人") as refusal:
        workflow.open_session(made.session, made.union, at=at(HELD_ON), counted=counted)
    assert refusal.value.rule.id == "CON-61"
    assert made.reload().state == "preparatory_done"


def test_a_session_opens_on_its_day_only():
    made = scenes.prepared()
    with pytest.raises(Refused, match="不是今天"):
        workflow.open_session(made.session, made.union, at=at(HELD_ON + timedelta(days=1)), counted=12)


def test_what_must_be_voted_is_not_closed_by_heard_and_discussed_con_46():
    made = scenes.opened()
    item = scenes.go_to(made, "approve")
    with pytest.raises(Refused, match="不能以“听取讨论”结束") as refusal:
        workflow.end_item(item, made.union, at=at(HELD_ON, 9, 30))
    assert refusal.value.rule.id == "CON-46"


def test_a_session_closes_when_every_item_has_its_end():
    made, _vote = scenes.decided()
    with pytest.raises(Refused, match="还没有进行"):
        workflow.close(made.session, made.union, at=at(HELD_ON, 11))
    scenes.closed(made)
    assert made.reload().state == "closed"
    assert made.session.defects.filter(check_code="put_off").count() == 1


def test_a_clock_set_back_closes_nothing():
    made, _vote = scenes.decided()
    for item in made.session.agenda.filter(state="planned"):
        workflow.drop_item(item, made.union, at=at(HELD_ON, 10), because="下次选举")
    with pytest.raises(Refused, match="时钟"):
        workflow.close(made.session, made.union, at=at(HELD_ON, 8, 59))


def test_a_resolution_needs_owner_and_day_before_it_is_published_con_84():
    made = scenes.closed()
    with pytest.raises(Refused, match="还没有落实单位和期限"):
        workflow.publish(made.session, made.second, at=at(HELD_ON, 15))
    scenes.settled(made)
    resolution = made.session.resolutions.get()
    assert Duty.objects.of(resolution).owed().get().due_on == HELD_ON + timedelta(days=90)
    workflow.publish(made.session, made.second, at=at(HELD_ON, 15))
    assert made.session.resolutions.get().state == Resolution.State.PUBLISHED


def test_a_resolution_carried_out_meets_its_duty():
    made = scenes.archived()
    resolution = made.session.resolutions.get()
    handler = make.person(made.unit, role="handler")
    workflow.report_progress(resolution, handler, at=at(date(2026, 12, 5)), text="办法已印发")
    workflow.carried_out(resolution, handler, at=at(date(2026, 12, 20)), text="福利费按新办法发放")
    assert not Duty.objects.of(resolution).owed().exists()
    assert resolution.progress.count() == 2


def test_the_archive_waits_for_the_minutes_signed_by_two_people():
    made = scenes.settled()
    day = HELD_ON + timedelta(days=3)
    workflow.publish(made.session, made.second, at=at(day))
    workflow.report_upward(made.session, made.union, at=at(day), proof="12号")
    with pytest.raises(Refused, match="还没有由执行主席和大会秘书签字"):
        workflow.archive(made.session, made.union, at=at(day))
    minutes = workflow.draft_minutes(made.session, made.union, at=at(day))
    workflow.sign_minutes(minutes, made.chair, at=at(day))
    workflow.edit_minutes(minutes, made.secretary, at=at(day), text=minutes.text + "\n补记。")
    minutes.refresh_from_db()
    assert minutes.chair is None  # the signature was for another text
    with pytest.raises(NoAuthority):
        workflow.sign_minutes(minutes, made.union, at=at(day))


def test_the_minutes_hold_every_number_of_the_vote():
    made = scenes.closed()
    text = workflow.draft_minutes(made.session, made.union, at=at(HELD_ON, 12)).text
    for words in ("应到代表 12 人", "签到 10 人", "赞成 8 票、反对 1 票、弃权 1 票", "过半数", "改在下次会议选举"):
        assert words in text


def test_two_sessions_are_not_planned_at_once():
    made = scenes.hall()
    with pytest.raises(Refused, match="还没有开完"):
        workflow.plan(
            made.unit, made.union, at=at(PLANNED_ON), held_on=date(2026, 12, 25), begins=time(9), place="x",
            call_opens_on=PLANNED_ON, call_closes_on=date(2026, 10, 1),
        )  # fmt: skip
