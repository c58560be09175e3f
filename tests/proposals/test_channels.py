"""One workflow for every channel: PRO-01, PRO-55, PRO-56, PRO-67, PRO-69; F76, F80, F81."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from proposals import kinds, sweep, workflow
from proposals.channels import CONFIDENTIAL, POLICIES, Channel
from proposals.measures import Scope
from proposals.models import Proposal, State
from proposals.rules import check_substance
from tests import factories as make
from ymdm.duties.models import Duty
from ymdm.notices.models import Notice
from ymdm.workdays import calendar
from ymdm.workflow import SYSTEM, NoAuthority, Refused

pytestmark = pytest.mark.django_db

TAKEN_IN = [channel for channel in Channel if not POLICIES[channel].is_reviewed]


@pytest.fixture
def house():
    return make.bureau()


def suggestion(house, by=None, unit=None, **fields):
    author = by or house.employee
    made = workflow.speak_up(unit or house.branch, author)
    return workflow.save_draft(
        made, author, title="给野外站装净水器", rationale="三个站喝的是井水，去年两次化验不合格。",
        measures=["给三个站各装一台净水器。"], **fields,
    )  # fmt: skip


def handed_in(house, **given):
    made = suggestion(house, **given)
    workflow.submit(made, made.proposer)
    return made


def taken_in(house, channel=Channel.FORUM, by=None, **given):
    typed = {"title": "食堂晚饭开得太早", "text": "值班的人赶不上晚饭，希望推迟半小时。"} | given
    return workflow.take_in(house.unit, by or house.union, channel=channel, **typed)


def owed(proposal):
    return {(duty.kind, duty.unit.code) for duty in proposal.duties.owed()}


def answered(house, proposal, result_class="A", **fields):
    if proposal.state == State.SUBMITTED:
        workflow.assign(proposal, house.union, lead=house.hr, leader=house.leader)
    if proposal.state == State.ASSIGNED:
        workflow.sign_for(proposal, house.handler)
    workflow.draft_reply(proposal, house.handler, **make.answering(proposal, result_class=result_class, **fields))
    workflow.sign(proposal, house.leader)
    return proposal


# --- an employee speaks ---------------------------------------------------------------------------------------


def test_any_employee_hands_in_a_suggestion_without_seat_and_without_seconders(house):
    made = handed_in(house)
    year = timezone.localdate().year
    assert (made.state, made.number, made.channel) == (State.SUBMITTED, f"XF-JY-{year}-001", "suggestion")
    assert owed(made) == {(kinds.ASSIGN, "XF")}
    duty = made.duties.get()
    assert duty.says == "交办建议" and duty.due_on == calendar().add(timezone.localdate(), 5) and duty.rule == "PRO-01"
    assert handed_in(house).number.endswith("-002")


def test_a_suggestion_without_a_measure_is_not_handed_in(house):
    made = workflow.speak_up(house.branch, house.employee)
    workflow.save_draft(made, house.employee, title="净水", rationale="水质不好。", measures=[])
    with pytest.raises(Refused, match="建议措施"):
        workflow.submit(made, house.employee)


def test_one_speaks_to_the_own_unit_and_those_above_whose_union_receives(house):
    assert workflow.receivers(house.employee) == [house.branch, house.unit]
    with pytest.raises(Refused, match="人事劳动处"):
        workflow.speak_up(house.hr, house.employee)


def test_only_the_union_enters_for_somebody_else(house):
    with pytest.raises(NoAuthority):
        workflow.speak_up(house.branch, house.handler, author=house.employee)
    made = workflow.speak_up(house.branch, house.branch_union, author=house.employee)
    assert (made.proposer, made.entered_by, made.source) == (house.employee, house.branch_union, "on_behalf")


@pytest.mark.parametrize("channel", sorted(str(channel) for channel in Channel if channel != Channel.SUGGESTION))
def test_what_is_not_open_to_everybody_is_not_begun_so(house, channel):
    with pytest.raises(Refused):
        workflow.speak_up(house.branch, house.employee, channel=channel)


def test_no_committee_reviews_a_suggestion_and_no_proposal_is_handed_on_before_its_review(house):
    made = suggestion(house, by=house.proposer, unit=house.unit)
    workflow.submit(made, house.proposer)
    with pytest.raises(Refused, match="不经提案委员会审查"):
        workflow.review(
            made, house.union, outcome="filed", reason="fit", text="可。", meeting=make.meeting(house), ayes=5
        )
    with pytest.raises(Refused, match="先由提案委员会审查"):
        workflow.assign(make.submitted(house), house.union, lead=house.hr, leader=house.leader)


def test_the_department_concludes_within_twenty_working_days(house):
    made = handed_in(house, unit=house.unit)
    with pytest.raises(Refused, match="PRO-55"):
        workflow.assign(made, house.union, lead=house.hr, leader=house.leader, days=21, counting="workdays")
    workflow.assign(made, house.union, lead=house.hr, leader=house.leader)
    assert made.reply_due_on == calendar().add(timezone.localdate(), 20)
    assert made.duties.get(kind=kinds.REPLY).rule == "PRO-55"
    assert (made.outcome, made.filed_on) == (State.FILED, timezone.localdate())


def test_a_suggestion_not_adopted_must_have_its_reason(house):
    made = handed_in(house, unit=house.unit)
    workflow.assign(made, house.union, lead=house.hr, leader=house.leader)
    workflow.sign_for(made, house.handler)
    with pytest.raises(Refused, match="理由"):
        workflow.draft_reply(made, house.handler, **make.answering(made, result_class="D", plan=""))
    answered(house, made, "D", plan="管网改造列在后年，重复投入。")
    reply = made.replies.get()
    assert (reply.scheme, reply.class_words) == ("suggestion_conclusion", "不采纳，说明理由")


def test_a_suggestion_goes_its_whole_way_to_the_rating_of_its_author(house):
    made = answered(house, handed_in(house, unit=house.unit))
    assert owed(made) == {(kinds.EVALUATE, "HSZ")}
    assert made.duties.owed().get().person == house.employee
    workflow.evaluate(made, house.employee, attitude="satisfied", result="satisfied")
    workflow.close(made, house.union, note="已装好。")
    assert made.state == State.CLOSED
    assert Notice.objects.filter(person=house.employee, title="建议已办结").exists()


def test_the_author_hears_of_a_suggestion_and_not_of_a_proposal(house):
    answered(house, handed_in(house, unit=house.unit))
    titles = set(Notice.objects.filter(person=house.employee).values_list("title", flat=True))
    assert {"建议已提交", "建议已交办", "建议已答复"} <= titles
    assert not any("提案" in title for title in titles)


# --- what is said elsewhere -------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", sorted(map(str, TAKEN_IN)))
def test_what_is_taken_in_has_a_number_an_owner_and_a_day(house, channel):
    made = taken_in(house, channel)
    year, mark = timezone.localdate().year, POLICIES[channel].mark
    assert made.number == f"HSZ-{mark}-{year}-001"
    assert owed(made) == {(kinds.ASSIGN, "HSZ")}
    at_once = taken_in(house, channel, lead=house.hr, leader=house.leader)
    assert (at_once.state, at_once.lead_unit) == (State.ASSIGNED, house.hr)
    assert owed(at_once) == {(kinds.SIGN_FOR, "HSZ-RS"), (kinds.REPLY, "HSZ-RS")}
    days = 20 if channel == "suggestion" else 15
    assert at_once.reply_due_on == calendar().add(timezone.localdate(), days)


def test_a_proposal_is_not_taken_in(house):
    with pytest.raises(Refused, match="PRO-06"):
        taken_in(house, Channel.PROPOSAL)


@pytest.mark.parametrize("missing", ["title", "text"])
def test_nothing_is_taken_in_without_words(house, missing):
    with pytest.raises(Refused, match="题目和内容"):
        taken_in(house, **{missing: "  "})
    assert not Proposal.objects.exists()


def test_nothing_is_given_to_a_unit_where_nobody_handles(house):
    with pytest.raises(Refused, match="还没有登记承办人"):
        taken_in(house, lead=house.team, leader=house.leader)
    assert not Proposal.objects.exists() and not Duty.objects.exists()


def test_the_meeting_as_a_whole_rates_nobody_and_its_point_is_closed_after_the_answer(house):
    made = answered(house, taken_in(house))
    assert (made.state, made.grade) == (State.EVALUATED, "not_evaluated")
    assert owed(made) == {(kinds.CLOSE, "HSZ")}
    workflow.close(made, house.union, note="已公布。")


def test_the_database_knows_no_proposal_without_proposer_or_session(house):
    made = make.draft(house)
    for gone in ("proposer", "session"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=made.pk).update(**{gone: None})


# --- without a name ---------------------------------------------------------------------------------------------


def test_who_wrote_without_a_name_rates_by_the_systems_hand_once(house):
    made = answered(house, taken_in(house, Channel.MAILBOX, by=SYSTEM))
    assert made.state == State.REPLIED and owed(made) == set()
    workflow.evaluate(made, SYSTEM, attitude="satisfied", result="dissatisfied", text="还是没有热水。")
    assert made.state == State.REHANDLING and made.replies.get().evaluations.get().person is None
    assert owed(made) == {(kinds.SECOND_REPLY, "HSZ-RS")}
    with pytest.raises(Refused):
        workflow.evaluate(made, SYSTEM, attitude="satisfied", result="satisfied")


def test_the_time_of_who_wrote_without_a_name_ends_by_itself(house):
    made = answered(house, taken_in(house, Channel.MAILBOX, by=SYSTEM))
    last = calendar().add(timezone.localdate(), 10)
    with time_machine.travel(timezone.now() + (last - timezone.localdate())):
        assert sweep.lapse_all() == 0
    with time_machine.travel(timezone.now() + (last - timezone.localdate()) + timedelta(days=1)):
        assert sweep.lapse_all() == 1
    made.refresh_from_db()
    assert (made.state, made.grade) == (State.EVALUATED, "not_evaluated")


def test_a_letter_without_a_name_is_not_sent_back(house):
    with pytest.raises(Refused, match="不知道是谁写的"):
        workflow.send_back(taken_in(house, Channel.MAILBOX, by=SYSTEM), house.union, reason="unclear", text="写不清。")


# --- confidential -----------------------------------------------------------------------------------------------


def test_of_a_reception_only_those_named_know(house):
    made = taken_in(
        house, Channel.RECEPTION_DAY, by=house.leader, author=house.employee, lead=house.hr, leader=house.leader
    )
    assert CONFIDENTIAL == (Channel.RECEPTION_DAY,)
    for person in (house.employee, house.leader, house.handler):
        assert Proposal.objects.visible_to(person).filter(pk=made.pk).exists()
    for person in (house.union, house.leader2, house.inspector, house.helper, house.branch_union):
        person.forget_grants()
        assert not Proposal.objects.visible_to(person).filter(pk=made.pk).exists()
    assert "食堂" not in str(made)
    assert not Duty.objects.filter(subject_label__contains="食堂").exists()
    assert not Notice.objects.exclude(person__in=[house.employee, house.leader, house.handler]).filter(
        text__contains="食堂"
    )


def test_the_public_ledger_counts_a_reception_and_tells_nothing_of_it(house, client):
    made = answered(house, taken_in(
        house, Channel.RECEPTION_DAY, by=house.leader, author=house.employee, lead=house.hr, leader=house.leader
    ))  # fmt: skip
    told = client.get("/ledger/").content.decode()
    assert made.number in told and "内容保密" in told and "食堂" not in told and "石拴柱" not in told
    entry = client.get(f"/ledger/{made.number}/").content.decode()
    for secret in ("食堂", "石拴柱", "已采纳", "现答复如下"):
        assert secret not in entry
    assert made.number not in client.get("/ledger/", {"q": "食堂"}).content.decode()


# --- on the spot, together, up and back ---------------------------------------------------------------------------


def test_what_is_solved_on_the_spot_is_answered_on_the_spot(house):
    made = taken_in(house, Channel.RECEPTION_DAY, author=house.employee)
    with pytest.raises(NoAuthority):
        workflow.answer_at_once(made, house.handler, lead=house.hr, text="今天就改了开饭时间。")
    with pytest.raises(Refused, match="交给责任单位"):
        workflow.answer_at_once(made, house.leader, lead=house.hr, text="下月改。", result_class="B")
    workflow.answer_at_once(made, house.leader, lead=house.hr, text="今天就改了开饭时间。")
    assert (made.state, made.result_class, made.replied_on) == (State.REPLIED, "A", timezone.localdate())
    assert owed(made) == {(kinds.EVALUATE, "HSZ")}


def test_two_that_ask_the_same_are_handled_together_and_both_authors_rate(house):
    head, other = handed_in(house, unit=house.unit), handed_in(house, by=house.helper, unit=house.unit)
    workflow.join(other, house.union, into=head, text="都是要净水器。")
    assert (other.state, other.merged_into) == (State.MERGED, head) and owed(other) == set()
    answered(house, Proposal.objects.get(pk=head.pk))
    raters = set(Duty.objects.owed().filter(kind=kinds.EVALUATE).values_list("person__name", flat=True))
    assert raters == {"石拴柱", "王志强"}


def test_a_proposal_is_merged_by_the_committee_alone(house):
    head = make.filed(house)
    with pytest.raises(Refused, match="提案委员会"):
        workflow.join(make.submitted(house), house.union, into=head, text="同一件事。")


def test_a_representative_brings_a_suggestion_and_numbers_and_authors_are_kept(house, client):
    made = handed_in(house, unit=house.unit)
    old = made.number
    workflow.raise_to_proposal(made, house.union, representative=house.proposer, words="三个站都有这个问题。")
    assert (made.channel, made.state, made.number) == ("proposal", State.RETURNED, old)
    assert owed(made) == {(kinds.RESUBMIT, "HSZ")} and made.duties.owed().get().person == house.proposer
    with pytest.raises(Refused, match="附议"):
        workflow.resubmit(made, house.proposer)
    workflow.invite(made, house.proposer, people=house.seconders)
    for person in house.seconders:
        workflow.co_sign(made, person)
    workflow.resubmit(made, house.proposer)
    made.refresh_from_db()
    assert made.number == "HSZ-6-2-001" and owed(made) == {(kinds.REVIEW, "HSZ")}
    assert made.proposers() == [house.proposer, house.employee]
    assert made.former_numbers.get().number == old
    workflow.review(made, house.union, outcome="filed", reason="fit", text="可。", meeting=make.meeting(house), ayes=5)
    assert client.get(f"/ledger/{old}/").headers["Location"] == "/ledger/HSZ-6-2-001/"


def test_what_the_representative_does_not_bring_goes_on_as_a_suggestion(house):
    made = handed_in(house, unit=house.unit)
    workflow.raise_to_proposal(made, house.union, representative=house.proposer, words="值得上会。")
    with pytest.raises(NoAuthority):
        workflow.hand_back(made, house.seconders[0], reason="忙。")
    workflow.hand_back(made, house.proposer, reason="本站已经列入改造。")
    assert (made.channel, made.state, made.proposer, made.voiced_by) == (
        "suggestion", State.SUBMITTED, house.employee, None,
    )  # fmt: skip
    assert owed(made) == {(kinds.ASSIGN, "HSZ")}
    with pytest.raises(Refused, match="已经请代表提过一次"):
        workflow.raise_to_proposal(made, house.union, representative=house.proposer, words="再来。")


def test_a_representative_who_lets_the_time_pass_loses_nothing_for_the_author(house):
    made = handed_in(house, unit=house.unit)
    workflow.raise_to_proposal(made, house.union, representative=house.proposer, words="值得上会。")
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        sweep.lapse_all()
    made.refresh_from_db()
    assert (made.channel, made.state) == ("suggestion", State.SUBMITTED) and owed(made) == {(kinds.ASSIGN, "HSZ")}


def test_a_converted_proposal_is_a_suggestion_under_its_old_number(house):
    made = make.reviewed(house, "converted", "suggestion")
    assert (made.channel, made.number) == ("suggestion", "HSZ-6-2-001")
    counts = Scope(channel="proposal").counts(timezone.localdate())
    assert (counts["received"], counts["converted"]) == (1, 1)
    assert Scope(channel="suggestion").counts(timezone.localdate())["received"] == 1


# --- an answer answers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["已收悉。", "您的意见收悉，感谢您的支持！", "您反映的问题已收到，我们高度重视，正在研究。", "已阅", "谢谢关心。"]
)  # fmt: skip
def test_an_answer_that_says_only_that_it_was_received_is_refused(text):
    with pytest.raises(Refused, match="没有回答问题"):
        check_substance(text)


@pytest.mark.parametrize(
    "text", ["已修好。", "下周三装热水器。", "经费不够，今年办不了。", "收悉，已通知食堂推迟半小时。"]
)
def test_a_short_answer_with_substance_passes(text):
    check_substance(text)
