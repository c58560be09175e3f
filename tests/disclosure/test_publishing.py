"""From draft to publication: three people, a slip, nothing changed silently (DIS-10 to 14, 16, 22, 23, 27, 29, 30, 35)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from disclosure import clearing, kinds, sweep, workflow
from disclosure.models import Board, Obligation, Posting, Publication, ReviewSlip, Version, Withholding
from tests import factories as make
from tests.disclosure import scenes
from ymdm.duties.models import Duty
from ymdm.ledger.models import Event
from ymdm.workflow import SYSTEM, NoAuthority, Refused

pytestmark = pytest.mark.django_db
ID_NUMBER = "11010519491231002X"


@pytest.fixture
def house():
    return scenes.desk()


def test_a_draft_reviewed_and_approved_by_three_people_is_open_and_meets_the_obligation(house):
    publication = scenes.published(house)
    assert publication.state == Publication.State.PUBLISHED
    owed = Obligation.objects.get(pk=publication.obligation_id)
    assert owed.published_on == timezone.localdate()
    assert owed.get_state_display() == "按期公开"
    verbs = [event.act for event in Event.objects.of(scenes.latest(publication))]
    assert verbs == ["disclosure.submit", "disclosure.pass_review", "disclosure.approve"]


def test_the_author_neither_reviews_nor_approves_and_the_reviewer_does_not_approve(house):
    """DIS-11."""
    make.appoint(house.author, "supervisor", house.unit)
    make.appoint(house.author, "unit_head", house.unit)
    make.appoint(house.reviewer, "unit_head", house.unit)
    version = scenes.in_review(house)
    with pytest.raises(NoAuthority, match="您是起草人"):
        workflow.pass_review(version, house.author, attribute="employees", **scenes.CLEAN)
    workflow.pass_review(version, house.reviewer, attribute="employees", **scenes.CLEAN)
    version = scenes.latest(version.publication)
    for person in (house.author, house.reviewer):
        with pytest.raises(NoAuthority):
            workflow.approve(version, person)


def test_the_database_itself_refuses_a_publication_without_slip_or_by_one_person(house):
    """DIS-10, 11: what goes past the steps fails as well."""
    version = scenes.in_review(house)
    rows = Version.objects.filter(pk=version.pk)
    for change in (
        {"state": "published"},
        {"reviewer": house.author},
        {"reviewer": house.reviewer, "approver": house.reviewer},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)


@pytest.mark.parametrize("name", ReviewSlip.ITEMS)
def test_a_slip_on_which_one_item_stands_does_not_pass(house, name):
    """DIS-10, item by item."""
    version = scenes.in_review(house)
    with pytest.raises(Refused, match="不能公开的内容"):
        workflow.pass_review(version, house.reviewer, attribute="employees", **scenes.CLEAN | {name: "stands"})


def test_what_the_slip_keeps_for_request_or_closed_is_not_published(house):
    version = scenes.in_review(house)
    for attribute in ("on_request", "closed"):
        with pytest.raises(Refused, match="不能作为公开事项通过"):
            workflow.pass_review(version, house.reviewer, attribute=attribute, **scenes.CLEAN)


def test_what_goes_to_the_public_needs_a_slip_for_the_public(house):
    version = scenes.in_review(house, scope="public")
    with pytest.raises(Refused, match="向社会公开"):
        workflow.pass_review(version, house.reviewer, attribute="employees", **scenes.CLEAN)


def test_a_slip_holds_for_the_text_that_was_read_alone(house):
    version = scenes.to_approve(house)
    Version.objects.filter(pk=version.pk).update(sha256="0" * 64)
    with pytest.raises(Refused, match="请重新审查"):
        workflow.approve(scenes.latest(version.publication), house.approver)


def test_a_returned_draft_says_why_and_keeps_its_slip(house):
    version = scenes.in_review(house)
    with pytest.raises(Refused, match="写明理由"):
        workflow.send_back(version, house.reviewer, attribute="closed", reason=" ", **scenes.CLEAN)
    workflow.send_back(version, house.reviewer, attribute="closed", reason="合同价没有隐去", **scenes.CLEAN)
    version = scenes.latest(version.publication)
    assert version.state == Version.State.DRAFT
    assert [slip.passes for slip in version.slips.all()] == [False]


def test_the_reviewer_has_seven_working_days(house):
    """DIS-12."""
    version = scenes.in_review(house)
    duty = Duty.objects.of(version).get(kind=kinds.REVIEW)
    assert (duty.days, duty.counting, duty.act) == (7, "workdays", "disclosure.review")


def test_an_id_number_is_masked_before_anybody_reviews(house):
    """DIS-35."""
    publication = scenes.drafted(house, body=f"<p>王某，身份证 {ID_NUMBER[:6]}<b>{ID_NUMBER[6:]}</b>。</p>")
    version = scenes.latest(publication)
    workflow.submit(version, house.author)
    version = scenes.latest(publication)
    assert ID_NUMBER[6:] not in version.body
    assert "110*************2X" in version.body
    assert version.masked == [{"kind": "id", "how": "mask", "why": ""}]


def test_data_that_stays_needs_a_ground_and_accounts_never_stay(house):
    """DIS-33, 34."""
    version = scenes.latest(scenes.drafted(house, body="<p>联系电话 13812345678。</p>"))
    with pytest.raises(Refused, match="要写明依据"):
        workflow.submit(version, house.author, choices={0: ("ground", "")})
    version = scenes.latest(
        scenes.drafted(house, obligation=scenes.owed(house.unit, "D15"), body="<p>卡号 6222020000000000000</p>")
    )
    assert [one.kind for one in clearing.finds_of(version)] == ["card"]
    with pytest.raises(Refused, match="一律不公开"):
        workflow.submit(version, house.author, choices={0: ("ground", "公示需要")})


def test_a_link_to_what_readers_cannot_open_is_refused(house):
    other = scenes.drafted(scenes.desk())
    version = scenes.latest(scenes.drafted(house, body=f'<p><a href="{other.get_absolute_url()}">见此</a></p>'))
    with pytest.raises(Refused, match="读者打不开"):
        workflow.submit(version, house.author)


def test_a_part_left_out_is_said_with_its_ground_and_internal_matters_are_none_for_employees(house):
    """DIS-02, 13."""
    publication = scenes.drafted(house)
    with pytest.raises(Refused, match="不是对职工不公开的理由"):
        workflow.submit(scenes.latest(publication), house.author, withheld="考勤明细", ground="internal")
    workflow.submit(scenes.latest(publication), house.author, withheld="投标报价", ground="business_secret")
    assert [part.what for part in scenes.latest(publication).withheld_parts.all()] == ["投标报价"]


def test_what_is_approved_for_a_later_day_is_published_by_itself_on_that_day_once(house):
    version = scenes.to_approve(house)
    day = timezone.localdate() + timedelta(days=3)
    workflow.approve(version, house.approver, publish_on=day)
    assert sweep.publish_due() == 0
    with time_machine.travel(timezone.now() + timedelta(days=3), tick=False):
        assert [sweep.publish_due(), sweep.publish_due()] == [1, 0]
        publication = Publication.objects.get(pk=version.publication_id)
        assert publication.published_on == day


def test_a_correction_lies_on_top_and_the_old_text_is_still_read_as_struck(house):
    """DIS-29."""
    publication = scenes.published(house)
    with pytest.raises(Refused, match="更正了什么"):
        workflow.correct(publication, house.author, note=" ", body="<p>13 万元</p>")
    workflow.correct(publication, house.author, note="差旅费应为 13 万元", body="<p>今年上半年差旅费 13 万元。</p>")
    assert publication.versions.get(state="published").number == 1
    scenes.published(house, publication)
    states = dict(publication.versions.values_list("number", "state"))
    assert states == {1: Version.State.REPLACED, 2: Version.State.PUBLISHED}
    seen = Version.objects.visible_to(house.reader).filter(publication=publication)
    assert seen.count() == 2


def test_what_is_published_is_not_changed_by_any_step(house):
    version = scenes.latest(scenes.published(house))
    with pytest.raises(Refused, match="不能再“修改文稿”"):
        workflow.amend(version, house.author, body="<p>改了</p>")


def test_a_notice_is_not_shorter_than_five_working_days(house):
    """DIS-23."""
    with pytest.raises(Refused, match="少于最短的 5 个工作日"):
        scenes.drafted(house, scenes.owed(house.unit, "D09", stage="before"), is_notice=True, days=3)


def test_a_posting_is_not_shorter_than_the_catalogue_asks(house):
    """DIS-22."""
    with pytest.raises(Refused, match="少于目录要求的 15 天"):
        scenes.drafted(house, days=10)


def notice(house):
    owed = scenes.owed(house.unit, "D09", stage="before", period="event:1")
    return scenes.published(house, scenes.drafted(house, owed, title="任前公示", is_notice=True))


def test_a_notice_is_concluded_only_after_its_last_day(house):
    publication = notice(house)
    with pytest.raises(Refused, match="期限不能缩短"):
        workflow.conclude(publication, house.author, conclusion="无异议")
    with time_machine.travel(timezone.now() + timedelta(days=12), tick=False):
        workflow.conclude(publication, house.author, conclusion="无异议")
    publication.refresh_from_db()
    assert publication.conclusion == "无异议"


def test_an_objection_stops_the_next_step_until_it_is_answered_in_writing(house):
    """DIS-27."""
    publication = notice(house)
    remark = workflow.remark(publication, house.reader, kind="objection", text="任职年限不够两年")
    result = scenes.owed(house.unit, "D09", stage="result", period="event:1")
    following = scenes.to_approve(house, scenes.drafted(house, result, title="任职决定"))
    with time_machine.travel(timezone.now() + timedelta(days=12), tick=False):
        with pytest.raises(Refused, match="没有书面办结"):
            workflow.approve(following, house.approver)
        with pytest.raises(Refused, match="异议没有书面办结"):
            workflow.conclude(publication, house.author, conclusion="无异议")
        workflow.answer(remark, house.approver, text="经核查，任职已满两年零三个月。", is_adopted=False)
        workflow.conclude(publication, house.author, conclusion="异议一件，经核查不成立")
        workflow.approve(following, house.approver)
    assert Publication.objects.get(pk=following.publication_id).state == Publication.State.PUBLISHED


def test_a_leak_is_hidden_at_once_and_reported_the_same_day(house):
    """DIS-30."""
    publication = scenes.published(house)
    assert Publication.objects.visible_to(house.reader).filter(pk=publication.pk).exists()
    workflow.suspend(publication, house.reviewer, reason="附件里有身份证号")
    assert not Publication.objects.visible_to(house.reader).filter(pk=publication.pk).exists()
    duty = Duty.objects.of(publication).get(kind=kinds.REPORT)
    assert duty.due_on == timezone.localdate()
    with pytest.raises(Refused, match="先报告"):
        workflow.resume(publication, house.approver)
    workflow.report_incident(publication, house.reviewer, report="14 时到 15 时公开，已通知本人。")
    workflow.resume(publication, house.approver)
    assert Publication.objects.visible_to(house.reader).filter(pk=publication.pk).exists()


def test_a_text_that_is_given_up_leaves_the_matter_owed(house):
    publication = scenes.drafted(house)
    workflow.drop(scenes.latest(publication), house.author, reason="合并到年度报告")
    publication.refresh_from_db()
    assert publication.state == Publication.State.DROPPED
    assert Obligation.objects.get(pk=publication.obligation_id).get_state_display() == "未到期"
    assert scenes.drafted(house, publication.obligation).state == Publication.State.PREPARING


def test_readers_see_no_draft_unless_their_opinions_are_asked(house):
    publication = scenes.drafted(house)
    assert not Publication.objects.visible_to(house.reader).exists()
    workflow.collect(scenes.latest(publication), house.author, until=timezone.localdate() + timedelta(days=5))
    assert Publication.objects.visible_to(house.reader).exists()
    outsider = scenes.desk()
    assert not Publication.objects.visible_to(outsider.reader).exists()


def test_withholding_needs_another_persons_consent_and_is_never_counted_as_published(house):
    """DIS-15, 41."""
    owed = scenes.owed(house.unit)
    asked = workflow.withhold(
        house.unit, house.author, obligation=owed, ground="business_secret", reason="涉及投标报价"
    )
    owed.refresh_from_db()
    assert owed.withheld_on is None
    workflow.consent(asked, house.approver)
    owed.refresh_from_db()
    assert (owed.withheld_on, owed.published_on) == (timezone.localdate(), None)
    assert owed.get_state_display() == "依规不公开"
    asked.refresh_from_db()
    assert asked.examine_by_on is not None


def test_what_is_withheld_is_looked_at_again_within_a_year(house):
    """DIS-15."""
    asked = workflow.withhold(
        house.unit, house.author, obligation=scenes.owed(house.unit), ground="work_secret", reason="正在调查"
    )
    workflow.consent(asked, house.approver)
    assert sweep.owe_examinations() == 0
    asked.refresh_from_db()
    day = asked.examine_by_on
    # A year, moved to the next workday at most (CAL-02).
    assert timedelta(days=365) <= day - timezone.localdate() <= timedelta(days=376)
    with time_machine.travel(timezone.now() + (day - timezone.localdate()) - timedelta(days=15), tick=False):
        assert sweep.owe_examinations() == 0
    with time_machine.travel(timezone.now() + (day - timezone.localdate()) - timedelta(days=14), tick=False):
        assert [sweep.owe_examinations(), sweep.owe_examinations()] == [1, 0]
        assert Duty.objects.of(asked).get(kind=kinds.REEXAMINE).due_on == day
        workflow.reexamine(asked, house.approver, decision="调查还没有结束")
        asked.refresh_from_db()
        assert asked.examine_by_on > timezone.localdate() + timedelta(days=300)


def test_what_was_deferred_is_owed_again_when_its_day_has_come(house):
    """DIS-14."""
    today = timezone.localdate()
    asked = workflow.withhold(
        house.unit, house.author, obligation=scenes.owed(house.unit), ground="underway", reason="招标未结束",
        until=today + timedelta(days=20),
    )  # fmt: skip
    workflow.consent(asked, house.approver)
    with time_machine.travel(timezone.now() + timedelta(days=19), tick=False):
        assert sweep.owe_examinations() == 0  # not before its day, unlike the yearly look
    with time_machine.travel(timezone.now() + timedelta(days=21), tick=False):
        assert sweep.owe_examinations() == 1
        asked.refresh_from_db()
        with pytest.raises(Refused, match="应当公开"):
            workflow.reexamine(asked, house.approver, decision="再等等")
        workflow.reopen(asked, house.approver)
    owed = Obligation.objects.get(pk=asked.obligation_id)
    assert owed.withheld_on is None
    assert Withholding.objects.get(pk=asked.pk).state == Withholding.State.ENDED


def test_an_empty_answer_is_refused_and_a_question_is_owed_in_thirty_days(house):
    """DIS-25."""
    publication = scenes.published(house)
    remark = workflow.remark(publication, house.reader, kind="question", text="差旅费为什么比去年多？")
    duty = Duty.objects.of(remark).get(kind=kinds.ANSWER)
    assert (duty.days, duty.counting) == (30, "natural")
    with pytest.raises(Refused, match="不是答复"):
        workflow.answer(remark, house.approver, text="已收悉。")
    workflow.answer(remark, house.approver, text="今年多了两次防汛检查，共 3 万元。")
    duty.refresh_from_db()
    assert duty.met_at is not None


def test_an_objection_without_a_name_leaves_no_name_anywhere(house):
    """DIS-27: neither in the row nor in the ledger."""
    publication = notice(house)
    workflow.object_without_name(publication, SYSTEM, text="2024 年 3 月他在外单位兼职，未报告。")
    remark = publication.remarks.get()
    assert remark.by is None
    event = Event.objects.of(publication).last()
    assert event.actor_label == "系统"
    assert house.reader.name not in str(event.payload)


def test_a_sheet_counts_only_with_a_photograph_and_hangs_until_its_days_are_over(house, small_png):
    """DIS-22."""
    board = Board.objects.create(unit=house.unit, place="一楼大厅", from_on=timezone.localdate())
    publication = scenes.published(house)
    with pytest.raises(Refused, match="没有照片不算张贴"):
        workflow.put_up(publication, house.author, board=board, photo=None)
    posting = workflow.put_up(publication, house.author, board=board, photo=small_png("up.png"))
    with pytest.raises(Refused, match="还没有到"):
        workflow.take_down(posting, house.author, photo=small_png("down.png"))
    with time_machine.travel(timezone.now() + timedelta(days=16), tick=False):
        workflow.take_down(posting, house.author, photo=small_png("down.png", shade=9))
    assert Posting.objects.get(pk=posting.pk).state == Posting.State.DOWN
