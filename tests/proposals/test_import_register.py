"""The registers of past sessions: which rows come in, as what, and what is still owed about them."""

from datetime import date

import pytest
from django.utils import timezone

from congress.models import CongressSession
from proposals import kinds, sweep, workflow
from proposals.importing import standing
from proposals.models import Category, CoSigner, Evaluation, Proposal, Reply, State
from proposals.models.states import Source
from tests import factories
from tests.proposals.registers import PLAIN, UNHANDLED, bring_in, read, row
from ymdm.duties.models import Duty, Slip
from ymdm.duties.sweep import remind_all
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.organization.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    """The bureau, with the two representatives of 西峰局 who sign everything."""
    house = factories.bureau()
    for name in ("刘家辉", "姚明磊"):
        factories.person(house.branch, name)
    return house


def test_an_answered_proposal_comes_in_as_closed_with_everything_that_the_register_tells(house):
    bring_in(row())
    proposal = Proposal.objects.get(register_number="2025001")
    assert (proposal.state, proposal.source, proposal.outcome) == (State.CLOSED, Source.IMPORTED, State.FILED)
    assert proposal.number == "HSZ-6-2-001" and proposal.session == house.session
    assert (proposal.proposer, proposal.lead_unit) == (house.proposer, house.hr)
    assert [signer.person.name for signer in proposal.co_signers.all()] == ["刘家辉", "姚明磊"]
    assert all(signer.on_paper and signer.state == CoSigner.State.SIGNED for signer in proposal.co_signers.all())
    assert proposal.measures == ["每院不少于四个充电位。"]
    assert (proposal.submitted_on, proposal.assigned_on) == (date(2025, 3, 3), date(2025, 3, 26))
    assert (proposal.reply_due_on, proposal.replied_on) == (date(2025, 5, 12), date(2025, 4, 15))
    assert (proposal.closed_on, proposal.result_class, proposal.grade) == (date(2025, 4, 15), "A", "satisfied")
    letter = Reply.objects.get(proposal=proposal)
    assert (letter.text, letter.class_words) == ("已办结：已增设。", "已办结")
    assert timezone.localdate(letter.signed_at) == date(2025, 4, 15)
    assert Evaluation.objects.get(reply=letter).result == "satisfied"
    assert [event.says for event in Event.objects.of(proposal)] == ["历年导入"]


def test_what_is_settled_tells_nobody_and_owes_nothing(house):
    bring_in(
        row(),
        row(提案编号="2025002", 审查结果="不予立案", **UNHANDLED | {"答复内容": "附议人不足两名。"}),
        row(提案编号="2025003", 审查结果="并案", 并入提案="2025001", **UNHANDLED),
    )
    assert not Duty.objects.owed().exists()
    assert not Notice.objects.exists()
    remind_all()
    sweep.lapse_all()
    assert not Slip.objects.exists() and not Notice.objects.exists()


def test_what_is_still_unanswered_is_owed_with_its_old_day_and_reminded_of(house):
    bring_in(row(答复日期=None, 答复内容=None, 办理结果=None, 满意度=None))
    proposal = Proposal.objects.get()
    assert proposal.state == State.ASSIGNED
    owed = {duty.kind: duty for duty in Duty.objects.owed()}
    assert owed.keys() == {kinds.REPLY, kinds.SIGN_FOR}
    reply = owed[kinds.REPLY]
    assert (reply.due_on, reply.days, reply.counting) == (date(2025, 5, 12), 30, "workdays")
    assert owed[kinds.SIGN_FOR].opened_on == timezone.localdate(), "nobody could sign for it here before today"
    assert Notice.objects.filter(person=house.handler).exists()
    assert remind_all() > 0
    assert Notice.objects.filter(person=house.head, kind="duty-reminded").exists()


def test_an_imported_proposal_goes_on_living_in_the_workflow(house):
    bring_in(row(答复日期=None, 答复内容=None, 办理结果=None, 满意度=None))
    proposal = Proposal.objects.get()
    workflow.sign_for(proposal, house.handler)
    factories.contacted(house, proposal)
    workflow.draft_reply(proposal, house.handler, **factories.answering(proposal))
    workflow.sign(proposal, house.leader)
    workflow.evaluate(proposal, house.proposer, attitude="satisfied", result="satisfied")
    workflow.close(proposal, house.union, note="已办结。")
    assert proposal.state == State.CLOSED
    assert not Duty.objects.owed().exists()


def test_a_dissatisfied_rating_without_a_second_answer_is_handled_again(house):
    bring_in(row(满意度="不满意"))
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.round, proposal.first_grade) == (State.REHANDLING, 2, "dissatisfied")
    [owed] = Duty.objects.owed()
    assert (owed.kind, owed.unit) == (kinds.SECOND_REPLY, house.hr)


def test_a_second_answer_that_nobody_rated_in_time_ends_unrated_and_keeps_the_first_grade(house):
    bring_in(row(满意度="不满意", 二次答复日期="2025-06-04"))
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.grade, proposal.first_grade) == (State.CLOSED, "not_evaluated", "dissatisfied")
    assert (proposal.second_replied_on, proposal.closed_on) == (date(2025, 6, 4), date(2025, 6, 4))
    assert [reply.round for reply in proposal.replies.all()] == [1, 2]
    met = {duty.kind: duty.met_on for duty in Duty.objects.exclude(met_at=None)}
    assert met == {kinds.REPLY: date(2025, 4, 15), kinds.SECOND_REPLY: date(2025, 6, 4)}


@pytest.mark.parametrize(("answered", "state", "owed"), [(0, State.REPLIED, kinds.EVALUATE), (60, State.CLOSED, None)])
def test_a_rating_is_waited_for_while_its_days_run_and_no_longer(house, answered, state, owed):
    day = timezone.localdate() - timezone.timedelta(days=answered)
    bring_in(row(交办日期="2025-03-26", 答复日期=day.isoformat(), 满意度=None))
    assert Proposal.objects.get().state == state
    assert [duty.kind for duty in Duty.objects.owed()] == ([owed] if owed else [])


def test_a_filed_proposal_without_a_unit_waits_to_be_assigned(house):
    bring_in(row(**UNHANDLED))
    assert Proposal.objects.get().state == State.FILED
    assert [duty.kind for duty in Duty.objects.owed()] == [kinds.ASSIGN]


def test_a_merged_proposal_keeps_its_authors_and_points_at_the_head_whatever_the_order_of_rows(house):
    bring_in(
        row(提案编号="2025001", 审查结果="并案", 并入提案="2025002", **UNHANDLED),
        row(提案编号="2025002", 审查结果="并案", 并入提案="2025003", **UNHANDLED),
        row(提案编号="2025003"),
    )
    head = Proposal.objects.get(register_number="2025003")
    merged = Proposal.objects.filter(merged_into=head)
    assert sorted(merged.values_list("register_number", flat=True)) == ["2025001", "2025002"]
    assert all(proposal.co_signers.count() == 2 for proposal in merged)
    assert [proposal.number for proposal in Proposal.objects.order_by("register_number")] == [
        "HSZ-6-2-001", "HSZ-6-2-002", "HSZ-6-2-003",
    ]  # fmt: skip


def test_an_import_done_twice_does_not_double(house):
    assert bring_in(row()).counts == {"created": 1, "changed": 0, "unchanged": 0}
    events, duties = Event.objects.count(), Duty.objects.count()
    assert bring_in(row(案由="另一个写法")).counts == {"created": 0, "changed": 0, "unchanged": 1}
    assert (Proposal.objects.count(), Event.objects.count(), Duty.objects.count()) == (1, events, duties)
    assert Proposal.objects.get().title == "增设充电桩"


def test_numbers_go_on_after_those_that_the_session_has_given(house):
    ours = factories.submitted(house)
    bring_in(row())
    imported = Proposal.objects.get(source=Source.IMPORTED)
    assert int(imported.number[-3:]) == int(ours.number[-3:]) + 1


def test_a_preview_writes_nothing(house):
    before = Event.objects.count()
    reading = read(row(), row(提案编号="2025002", 承办部门="不存在的处"))
    assert (reading.report["accepted"], len(reading.report["rejected"])) == (1, 1)
    assert not Proposal.objects.exists() and Event.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "code", "says"),
    [
        ({"提案编号": None}, "NO_MISSING", "没有提案编号"),
        ({"届次": "2025年"}, None, ""),
        ({"案由": " "}, "TITLE_MISSING", "没有案由"),
        ({"案由": "长" * 121}, "TITLE_LONG", "案由超过 120 字"),
        ({"提案人": None}, "PROPOSER_MISSING", "没有提案人"),
        ({"提案人": "无名氏甲"}, "PERSON_UNKNOWN", "名册里没有无名氏甲"),
        ({"附议人": "刘家辉、路人乙、路人丙"}, "PERSON_UNKNOWN", "名册里没有路人乙、路人丙"),
        ({"附议人": "刘家辉等2人"}, "NAME_INVALID", "“刘家辉等2人”不是姓名"),
        ({"代表团": "机关代表团"}, "PERSON_ELSEWHERE", "机关代表团里没有这个人，名册上同名的在别的单位"),
        ({"提交日期": None}, "SUBMITTED_MISSING", "没有提交日期"),
        ({"提交日期": "三月初"}, "DATE_INVALID", "提交日期“三月初”不是日期"),
        ({"交办日期": "2999-01-01", "答复日期": None}, "DATE_FUTURE", "交办日期 2999-01-01在今天以后"),
        ({"答复日期": "2025-03-20"}, "DATE_ORDER", "答复日期 2025-03-20 早于交办日期 2025-03-26"),
        ({"审查结果": "待定"}, "RESULT_INVALID", "审查结果“待定”不在立案、转为建议、不予立案、并案、转上级、撤回之内"),
        ({"审查结果": "并案", "并入提案": None}, "HEAD_MISSING", "写了并案，没有写并入哪一件"),
        ({"审查结果": "并案", "并入提案": "2025999"}, "HEAD_UNKNOWN", "并入的 2025999 不在表里，或那一行也要先改"),
        ({"承办部门": None}, "DEPT_MISSING", "有交办或答复日期，没有承办部门"),
        ({"承办部门": "宇航处"}, "DEPT_UNKNOWN", "找不到承办部门“宇航处”"),
        ({"交办日期": None}, "ASSIGNED_MISSING", "有答复日期，没有交办日期"),
        ({"办理时限(工作日)": "尽快"}, "LIMIT_INVALID", "办理时限“尽快”不是 1 至 400 的天数"),
        ({"办理结果": "优"}, "CLASS_INVALID", "办理结果“优”不在 A、B、C 之内"),
        ({"满意度": "还行"}, "GRADE_INVALID", "满意度“还行”不在满意、基本满意、不满意之内"),
        ({"答复日期": None, "二次答复日期": "2025-06-01"}, "SECOND_WITHOUT_FIRST", "有二次答复日期，没有首次答复日期"),
    ],
)  # fmt: skip
def test_every_bad_row_is_named_with_its_reason(house, changes, code, says):
    report = read(row(**changes)).report
    if code is None:  # the title names the session where the row does not
        assert report["rejected"] == []
        return
    [bad] = report["rejected"]
    assert (bad["sheet"], bad["row"], bad["reasons"]) == ("第六届第二次职代会", 3, [code])
    assert bad["says"] == [says] and all(bad["remedies"])


def test_all_reasons_of_a_row_are_told_at_once(house):
    [bad] = read(row(案由="", 提案人="无名氏甲", 满意度="还行")).report["rejected"]
    assert set(bad["reasons"]) == {"TITLE_MISSING", "PERSON_UNKNOWN", "GRADE_INVALID"}


def test_a_number_that_stands_twice_comes_in_once(house):
    reading = read(row(), row(案由="又一件"))
    assert [bad["reasons"] for bad in reading.report["rejected"]] == [["NO_DOUBLED"]]


def test_a_row_merged_into_a_bad_row_is_bad_as_well(house):
    reading = read(row(案由=""), row(提案编号="2025002", 审查结果="并案", 并入提案="2025001", **UNHANDLED))
    assert {bad["name"]: bad["reasons"] for bad in reading.report["rejected"]} == {
        "2025001": ["TITLE_MISSING"],
        "2025002 增设充电桩": ["HEAD_UNKNOWN"],
    }


def test_proposals_merged_in_a_circle_have_no_head(house):
    reading = read(
        row(审查结果="并案", 并入提案="2025002", **UNHANDLED),
        row(提案编号="2025002", 审查结果="并案", 并入提案="2025001", **UNHANDLED),
    )
    assert [bad["reasons"] for bad in reading.report["rejected"]] == [["HEAD_UNKNOWN"], ["HEAD_UNKNOWN"]]


def test_a_namesake_in_another_unit_is_not_taken_for_the_proposer(house):
    elsewhere = factories.person(house.hr, "马红霞")
    bring_in(row())
    assert Proposal.objects.get().proposer == house.proposer != elsewhere


def test_two_of_a_name_in_one_unit_are_told_apart_by_their_seat_or_not_at_all(house):
    house.delegation.name = "西峰代表团"
    house.delegation.save()
    factories.person(house.branch, "马红霞")
    bring_in(row())
    assert Proposal.objects.get().proposer == house.proposer, "she holds the seat of the delegation"
    factories.person(house.branch, "刘家辉")
    [bad] = read(row(提案编号="2025002")).report["rejected"]
    assert bad["says"] == ["名册里有几位刘家辉，分不清是哪一位"]


def test_people_who_left_are_put_on_record_only_if_that_was_chosen(house):
    gone = row(提案人="高洪")
    assert [bad["reasons"] for bad in read(gone).report["rejected"]] == [["PERSON_UNKNOWN"]]
    reading = bring_in(gone, with_people=True)
    assert any("作为历任代表登记" in warning["says"] for warning in reading.report["warnings"])
    person = Person.objects.get(name="高洪")
    assert (person.unit, person.is_active, person.is_opened) == (house.branch, False, False)
    assert person.left_on is not None and Proposal.objects.get().proposer == person
    bring_in(row(提案编号="2025002", 提案人="高洪"), with_people=True)
    assert Person.objects.filter(name="高洪").count() == 1


def test_a_session_that_is_not_there_is_set_up_from_the_dates_and_says_so(house):
    CongressSession.objects.all().delete()
    reading = bring_in(row(届次="第六届第三次", 提交日期="2026-03-02", 交办日期="2026-03-26", 答复日期="2026-04-10"))
    session = CongressSession.objects.get(number=3)
    assert (session.call_opens_on, session.call_closes_on, session.held_on) == (
        date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 26),
    )  # fmt: skip
    assert any("请导入后核对会议日期" in warning["says"] for warning in reading.report["warnings"])
    assert Event.objects.of(session).get().says == "按登记表设立会议"


def test_categories_of_the_register_join_the_list_of_the_term(house):
    bring_in(row(类别="劳动安全"), row(提案编号="2025002", 类别=None))
    assert Category.objects.filter(term=house.term, name="劳动安全").count() == 1
    assert Proposal.objects.get(register_number="2025002").category is None


def test_nobody_imports_into_a_congress_that_is_not_theirs(house):
    assert [bad["reasons"] for bad in read(row(), by=house.branch_union).report["rejected"]] == [["OUT_OF_SCOPE"]]
    assert read(row(), by=house.union).report["rejected"] == []


def test_the_limit_of_the_register_goes_before_the_rule_and_natural_days_stay_natural(house):
    bring_in(
        row(**{"办理时限(工作日)": None}), row(提案编号="2025002", 审查结果="转为建议", **{"办理时限(工作日)": None})
    )
    due = dict(Proposal.objects.values_list("register_number", "reply_due_on"))
    assert due["2025001"] == date(2025, 6, 24), "ninety natural days after 26 March (PRO-23)"
    assert due["2025002"] == date(2025, 4, 17), "fifteen working days (PRO-16)"


def test_the_state_of_a_row_is_judged_by_what_it_holds():
    from proposals.papers.register_rows import read as read_row

    today = date(2026, 11, 20)
    made, _ = read_row("表", 3, {"no": "1", "result": "撤回"}, named=(6, 2), today=today)
    assert standing(made, rating_ends=lambda day: day, today=today).state == State.WITHDRAWN
    made, _ = read_row("表", 3, {"no": "1", "result": "转上级"}, named=(6, 2), today=today)
    assert standing(made, rating_ends=lambda day: day, today=today).owed == kinds.RELAY


def test_the_plain_row_of_these_tests_is_a_good_one(house):
    assert read(PLAIN).report["rejected"] == []
