"""三个规范: a session that kept every rule passes 24 checks; each rule broken once is found by its check, with numbers."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from congress.rules.composing import Roll
from congress.rules.conforming import (
    CHECKS,
    NORMS,
    ConstituencyElection,
    Facts,
    Item,
    UnitDecision,
    VoteFacts,
    conformity,
)
from congress.rules.counting import Line, Tally
from congress.rules.finding import Verdict
from ymdm.rulebook import Rule
from ymdm.workdays import Workdays
from ymdm.workdays.years import FIRST_YEAR, LAST_YEAR, national

from .laws import CHARTER, FACTORY, SHANGHAI, ZHEJIANG, LawOf

SPECIAL, ANNOUNCED = national()
CHINA = Workdays(first_year=FIRST_YEAR, last_year=LAST_YEAR, special=SPECIAL, announced=ANNOUNCED)
INSTITUTION = "public_institution"
LATER = date(2027, 1, 15)  # the year is over, everything is due


def paper(yes, no=0, abstain=0, invalid=0, issued=None):
    cast = yes + no + abstain + invalid
    return Tally(cast if issued is None else issued, cast, yes, no, abstain, invalid)


WELFARE = VoteFacts(
    title="福利费使用办法", matter="welfare", right="approve", method="paper", total=60, present=50,
    tally=paper(40, 8, 2), line=Line.GT_HALF, outcome="passed", tellers=(1, 2), scrutineers=(3,),
)  # fmt: skip
COMMITTEE = VoteFacts(
    title="提案委员会成员", matter="committee_members", right="elect", method="paper", total=60, present=50,
    tally=Tally(50, 50, 0, 0, 0, 0), line=Line.GT_HALF, outcome="passed", tellers=(1, 2), scrutineers=(3,),
    candidates=(7, 8, 9), seats=2, votes=((7, 45), (8, 31), (9, 12)), elected=(7, 8),
)  # fmt: skip
TELLERS = VoteFacts(
    title="计票人名单", matter="procedure", right="none", method="hands", total=60, present=50,
    tally=Tally(None, None, 50, 0, 0), line=Line.GT_HALF, outcome="passed",
)  # fmt: skip
GOOD = Facts(
    legal_type=INSTITUTION,
    held_on=date(2026, 3, 20),
    closed_on=date(2026, 3, 20),
    sessions_of_year=(),
    term_begins_on=date(2024, 1, 1),
    term_ends_on=date(2028, 12, 31),
    matters_to_union_on=date(2026, 3, 5),
    received_on=(date(2026, 3, 13),) * 60,
    disclosed_on=date(2026, 3, 13),
    published_on=date(2026, 3, 23),
    posted_until=date(2026, 4, 7),
    reported_on=date(2026, 3, 31),
    archived_on=date(2026, 4, 20),
    agenda=(
        Item("行政工作报告", "development_plan", "deliberate"),
        Item("财务预决算", "budget_accounts", "deliberate"),
        Item("工会工作报告", "union_work", "deliberate"),
        Item("决议执行情况", "resolution_execution", "oversee"),
        Item("提案办理情况", "proposal_report", "oversee"),
        Item("福利费使用办法", "welfare", "approve"),
        Item("安全生产情况", "insurance_safety", "oversee"),
        Item("业务招待费情况", "hospitality_cost", "oversee"),
        Item("选举主席团", "procedure", "none"),
    ),
    appraised_on=(date(2026, 3, 20),),
    last_proposals=20,
    last_proposals_closed=18,
    last_proposals_explained=2,
    decisions=(UnitDecision("福利费使用办法", "welfare", True),),
    roll=Roll(total=60, staff=600, managers=12, front_line=30, women=20, staff_women=200),
    elections=(ConstituencyElection("天水选区", 60, 40, 31),),
    preparatory_on=date(2026, 3, 19),
    presidium=5,
    presidium_front_line=3,
    is_qualification_passed=True,
    roll_frozen_at=datetime(2026, 3, 19, 16),
    roll_called_at=datetime(2026, 3, 20, 9),
    total=60,
    present=50,
    votes=(TELLERS, WELFARE, COMMITTEE),
    delegations=(("机关代表团", True), ("天水代表团", True)),
    signed_by_chair_on=date(2026, 3, 25),
    signed_by_secretary_on=date(2026, 3, 25),
    archive_missing=(),
)


def judge(facts=GOOD, law=CHARTER, today=LATER):
    return {finding.code: finding for finding in conformity(facts, law, CHINA, today)}


def test_a_session_that_kept_every_rule_passes_all_24_checks_in_order():
    found = conformity(GOOD, CHARTER, CHINA, LATER)
    assert [finding.code for finding in found] == list(CHECKS)
    # Where the unit's charter sets the number of representatives, its composition alone is judged.
    assert {finding.code for finding in found if finding.verdict is not Verdict.PASS} == set()
    assert len(CHECKS) == 24 and {code[0] for code in CHECKS} == set(NORMS)
    for finding in found:
        assert finding.sentence.endswith("。") and isinstance(finding.rule, Rule) and not finding.remedy, finding.code


def vote(which=WELFARE, **changes):
    """The votes of the good session with one of them changed."""
    return {"votes": tuple(replace(one, **changes) if one is which else one for one in GOOD.votes)}


def without(matter):
    return {"agenda": tuple(item for item in GOOD.agenda if item.matter != matter)}


BROKEN = [
    # check, what is changed, verdict, words of the sentence, rule
    ("T1", {"closed_on": None}, "fail", "召开职代会 0 次", "CON-50"),
    ("T2", {"held_on": date(2029, 3, 20), "closed_on": date(2029, 3, 20)}, "warn", "推迟换届期间", "CON-39"),
    ("T2", {"term_ends_on": date(2024, 12, 31)}, "fail", "最多推迟到2025年12月31日", "CON-39"),
    ("T2", {"term_ends_on": None}, "fail", "没有登记本届的起止日期", "CON-39"),
    ("T3", {"matters_to_union_on": date(2026, 3, 6)}, "fail", "晚了 1 天", "CON-54"),
    ("T3", {"matters_to_union_on": None}, "fail", "没有登记", "CON-54"),
    (
        "T4",
        {"received_on": (date(2026, 3, 13),) * 58 + (date(2026, 3, 14), None)},
        "fail",
        "60 名代表中 1 名签收晚了，1 名没有签收",
        "CON-55",
    ),
    ("T4", {"received_on": ()}, "fail", "没有登记", "CON-55"),
    ("T5", {"disclosed_on": date(2026, 3, 15)}, "fail", "晚了 2 天", "CON-56"),
    ("T6", {"published_on": date(2026, 3, 24)}, "fail", "晚了 1 天", "CON-78"),
    ("T6", {"published_on": None}, "fail", "没有登记", "CON-78"),
    ("T6", {"posted_until": date(2026, 4, 6)}, "fail", "至少张贴 15 天到2026年4月7日，只到2026年4月6日", "CON-79"),
    ("T6", {"posted_until": None}, "fail", "没有登记", "CON-79"),
    ("T7", {"reported_on": date(2026, 4, 1)}, "fail", "闭幕后 7 个工作日", "CON-80"),
    ("T7", {"closed_on": None}, "n/a", "还没有闭幕", "CON-80"),
    ("T8", {"archived_on": date(2026, 4, 21)}, "fail", "晚了 1 天", "CON-85"),
    ("C1", without("budget_accounts"), "fail", "议程缺少财务预决算", "CON-46"),
    ("C1", without("proposal_report"), "fail", "议程缺少提案办理情况", "CON-46"),
    ("C1", without("proposal_report") | {"is_first_of_term": True}, "pass", "3 项报告", "CON-46"),
    ("C1", without("proposal_report") | {"is_extraordinary": True}, "n/a", "临时会议", "CON-53"),
    ("C1", {"agenda": ()}, "fail", "没有登记会议议程", "CON-46"),
    (
        "C2",
        {"agenda": (Item("福利办法", "welfare", "deliberate"),)},
        "fail",
        "“福利办法”应当审议通过，列为审议建议",
        "CON-46",
    ),
    (
        "C2",
        {"agenda": (Item("福利办法", "welfare", "approve"), Item("随便", "", "none"))},
        "fail",
        "没有标明事项类别",
        "CON-46",
    ),
    ("C3", {"appraised_on": ()}, "fail", "少于 1 次", "CON-49"),
    ("C3", {"appraised_on": (date(2025, 12, 31),)}, "fail", "评议领导人员 0 次", "CON-49"),
    ("C3", {"appraised_on": (), "legal_type": "enterprise"}, "n/a", "不由职代会评议", "CON-49"),
    ("C4", {"last_proposals_closed": 17}, "fail", "还有 1 件没有着落", "CON-84"),
    ("C4", {"last_proposals": None}, "fail", "没有登记", "CON-84"),
    ("C4", {"last_proposals": None, "is_first_of_term": True}, "n/a", "第一次会议", "CON-84"),
    ("C5", without("hospitality_cost"), "fail", "没有向大会报告业务招待费使用情况", "CON-46"),
    (
        "C5",
        without("hospitality_cost") | {"matters_of_year": frozenset({"hospitality_cost"})},
        "pass",
        "2 项都已报告",
        "CON-46",
    ),
    (
        "C6",
        {"decisions": (UnitDecision("住房分配办法", "welfare", False),)},
        "fail",
        "“住房分配办法”须经职代会通过",
        "CON-86",
    ),
    ("C6", {"decisions": (UnitDecision("年度计划", "development_plan", False),)}, "n/a", "没有登记", "CON-86"),
    ("P1", {"roll": None}, "fail", "没有登记职工代表名册", "CON-21"),
    ("P1", {"roll": replace(GOOD.roll, managers=13)}, "fail", "管理人员占职工代表 13/60", "CON-19"),
    ("P1", {"roll": replace(GOOD.roll, women=19)}, "warn", "女职工代表占 19/60", "CON-22"),
    ("P1", {"elections": (ConstituencyElection("天水选区", 60, 39, 31),)}, "fail", "不足 40 人，选举无效", "CON-28"),
    ("P1", {"elections": (ConstituencyElection("天水选区", 60, 40, 30),)}, "fail", "只得 30 票", "CON-29"),
    ("P2", {"preparatory_on": None}, "fail", "没有登记预备会议", "CON-40"),
    ("P2", {"preparatory_on": date(2026, 3, 21)}, "fail", "晚于正式会议", "CON-40"),
    ("P2", {"presidium": 2}, "fail", "不足 3 人", "CON-40"),
    ("P2", {"presidium_front_line": 2}, "fail", "低于 50%", "CON-40"),
    ("P3", {"is_qualification_passed": False}, "fail", "没有通过代表资格审查报告", "CON-61"),
    ("P3", {"roll_frozen_at": datetime(2026, 3, 20, 9, 1)}, "fail", "清点人数以后才固定", "CON-61"),
    ("P4", {"present": 39}, "fail", "不足法定人数（至少 40 人），还差 1 人", "CON-61"),
    ("P4", {"present": None}, "fail", "没有登记应到和实到人数", "CON-61"),
    ("P4", vote(present=39), "fail", "“福利费使用办法”表决时应到 60 人，实到 39 人", "CON-61"),
    ("P5", vote(method="hands"), "fail", "没有无记名投票", "CON-66"),
    ("P5", vote(items=3), "fail", "把 3 个草案捆在一起表决", "CON-66"),
    ("P5", vote(is_noticed=False), "fail", "不在通知的议程之内", "CON-66"),
    ("P5", {"votes": ()}, "n/a", "没有表决", "CON-66"),
    ("P6", vote(tally=paper(40, 8, 2, issued=49)), "fail", "票数多出", "CON-69"),
    ("P6", vote(tally=Tally(50, 50, 40, 8, 1)), "fail", "票数不相符", "CON-69"),
    ("P6", vote(tally=None), "fail", "缺少票数", "CON-69"),
    ("P6", vote(tally=Tally(50, 50, 40, 8, 1), outcome="recount_required"), "pass", "重新办理", "CON-69"),
    ("P6", vote(COMMITTEE, votes=((7, 51), (8, 31))), "fail", "“提案委员会成员”票数不相符", "CON-69"),
    ("P7", vote(tally=paper(30, 20)), "fail", "按规则应为“未通过”，宣布为“通过”", "CON-64"),
    ("P7", vote(tally=paper(30, 20), outcome="rejected"), "pass", "", "CON-64"),
    ("P7", vote(tally=paper(30, 20), line=Line.GE_HALF), "fail", "应当用过半数，用了半数以上", "CON-64"),
    ("P7", vote(line=Line.TWO_THIRDS), "pass", "", "CON-64"),
    ("P7", vote(outcome=""), "fail", "宣布为“没有宣布”", "CON-64"),
    ("P7", vote(COMMITTEE, elected=(7, 9)), "fail", "“提案委员会成员”", "CON-64"),
    ("P7", vote(COMMITTEE, votes=((7, 45), (8, 30)), elected=(7,)), "fail", "应为“未通过”", "CON-64"),
    ("P8", vote(tellers=(1,)), "fail", "计票人 1 名，不足两名", "CON-75"),
    ("P8", vote(tellers=(1, 1)), "fail", "计票人 1 名", "CON-75"),
    ("P8", vote(scrutineers=()), "fail", "没有另外的监票人", "CON-75"),
    ("P8", vote(scrutineers=(1,)), "fail", "没有另外的监票人", "CON-75"),
    ("P8", vote(COMMITTEE, tellers=(1, 7)), "fail", "中有候选人", "CON-75"),
    (
        "P9",
        {"delegations": (("机关代表团", True), ("天水代表团", False))},
        "fail",
        "天水代表团没有讨论意见表",
        "CON-58",
    ),
    ("P9", {"delegations": ()}, "fail", "没有登记代表团", "CON-58"),
    ("P10", {"signed_by_chair_on": None}, "fail", "执行主席没有在会议记录上签字", "CON-85"),
    ("P10", {"signed_by_secretary_on": None}, "fail", "秘书没有", "CON-85"),
    ("P10", {"archive_missing": ("签到表",)}, "fail", "案卷缺少签到表", "CON-85"),
    ("P10", {"archive_missing": None}, "fail", "案卷还没有整理", "CON-85"),
    ("P10", {"closed_on": None}, "n/a", "还没有闭幕", "CON-85"),
]


@pytest.mark.parametrize(
    ("code", "changes", "verdict", "words", "rule"), BROKEN, ids=[f"{row[0]}-{n}" for n, row in enumerate(BROKEN)]
)
def test_each_rule_broken_is_found_by_its_check_with_words_and_rule(code, changes, verdict, words, rule):
    finding = judge(replace(GOOD, **changes))[code]
    assert (finding.verdict, finding.rule.id) == (verdict, rule)
    assert words in finding.sentence
    assert bool(finding.remedy) >= (verdict == "fail") or code in {"P2", "P7"}


def test_every_check_has_been_broken_once():
    assert {row[0] for row in BROKEN if row[2] in ("fail", "warn")} == set(CHECKS)


def test_a_check_without_data_never_passes_in_silence():
    bare = judge(Facts(legal_type=INSTITUTION, held_on=date(2026, 3, 20), closed_on=date(2026, 3, 20)))
    passed = {code for code, finding in bare.items() if finding.verdict is Verdict.PASS}
    assert passed == {"T1"}  # that it was held is all that is known
    assert {code for code, finding in bare.items() if finding.verdict is Verdict.NA} == {"C6", "P5", "P6", "P7", "P8"}


def test_what_is_not_due_yet_is_not_applicable():
    planned = Facts(
        legal_type=INSTITUTION,
        held_on=date(2026, 3, 20),
        term_begins_on=date(2024, 1, 1),
        term_ends_on=date(2028, 12, 31),
    )
    found = judge(planned, today=date(2026, 3, 1))
    ahead = {"T3", "T4", "T5", "T6", "T7", "T8", "C6", *(f"P{n}" for n in range(2, 11))}
    assert {code for code, finding in found.items() if finding.verdict is Verdict.NA} == ahead
    assert found["T1"].verdict is Verdict.WARN and found["C3"].verdict is Verdict.WARN
    late = judge(planned, today=date(2026, 3, 14))
    assert {code for code in ("T3", "T4", "T5") if late[code].verdict is Verdict.FAIL} == {"T3", "T4", "T5"}


@pytest.mark.parametrize(
    ("today", "code", "verdict"),
    [
        (date(2026, 3, 23), "T6", "n/a"), (date(2026, 3, 24), "T6", "fail"), (date(2026, 3, 31), "T7", "n/a"),
        (date(2026, 4, 1), "T7", "fail"), (date(2026, 4, 20), "T8", "n/a"), (date(2026, 4, 21), "T8", "fail"),
    ],
)  # fmt: skip
def test_what_comes_after_is_due_on_its_last_day_and_late_the_day_after(today, code, verdict):
    facts = replace(GOOD, published_on=None, posted_until=None, reported_on=None, archived_on=None)
    assert judge(facts, today=today)[code].verdict == verdict


def test_a_posting_that_still_hangs_is_not_due_yet():
    facts = replace(GOOD, posted_until=None)
    assert judge(facts, today=date(2026, 4, 7))["T6"].verdict is Verdict.NA
    assert judge(facts, today=date(2026, 4, 8))["T6"].verdict is Verdict.FAIL


def test_the_profile_decides_what_a_shortcoming_is():
    """The roster of the bureau: too few women fail under Zhejiang and are a warning elsewhere."""
    bureau = replace(GOOD, roll=Roll(154, 1150, managers=26, front_line=90, women=47, staff_women=369))
    assert judge(bureau, ZHEJIANG)["P1"].verdict is Verdict.FAIL
    assert judge(bureau, SHANGHAI)["P1"].verdict is Verdict.WARN
    assert judge(bureau, CHARTER)["P1"].verdict is Verdict.WARN
    assert judge(bureau, ZHEJIANG)["P1"].rule.basis == "参照《浙江省企业民主管理条例》第11条"
    half = replace(GOOD, **vote(tally=paper(30, 20), line=Line.GE_HALF))
    assert judge(half, SHANGHAI)["P7"].verdict is Verdict.PASS
    assert judge(half, ZHEJIANG)["P7"].verdict is Verdict.FAIL


def test_the_1986_text_wants_a_session_in_each_half_year():
    assert judge(law=FACTORY)["T1"].verdict is Verdict.FAIL
    twice = replace(GOOD, sessions_of_year=(date(2026, 9, 20),))
    assert judge(twice, FACTORY)["T1"].verdict is Verdict.PASS


def test_a_unit_that_set_stricter_values_is_judged_by_them():
    own = LawOf("civil_service_managed", "陕西", own=[("CON-85", "20"), ("CON-57", "足日")])
    found = judge(law=own)
    assert {code for code, finding in found.items() if finding.verdict is Verdict.FAIL} == {"T3", "T4", "T5", "T8"}
    assert found["T8"].rule.basis == "水文局规定（局工会〔2026〕8号）"
