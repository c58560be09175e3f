"""内容规范: C1 to C6."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from .. import catalogue as rule
from ..finding import Finding, Number, Verdict, day
from ..matters import BESIDE, MATTERS, Right, is_strong_enough, need_of, needs_vote
from .facts import Facts
from .timely import lacking

if TYPE_CHECKING:
    from ymdm.rulebook.current import Law

MANDATORY = ("development_plan", "budget_accounts", "union_work", "resolution_execution", "proposal_report")
YEARLY = ("hospitality_cost", "insurance_safety")


def check(facts: Facts, law: Law, today: date) -> list[Finding]:
    """C1 to C6 as they stand on `today`."""
    found = [
        _reports(facts, law), _rights(facts, law), _appraisal(facts, law, today), _proposals(facts, law),
        _costs(facts, law, today), _reserved(facts, law),
    ]  # fmt: skip
    is_ahead = facts.closed_on is None and today < facts.held_on
    return [_still_time(one) if is_ahead and one.code in OWED_BY_THE_SESSION else one for one in found]


# What the agenda or the work until the session can still bring.
OWED_BY_THE_SESSION = {"C1", "C4"}


def _still_time(found: Finding) -> Finding:
    return replace(found, verdict=Verdict.WARN) if found.verdict is Verdict.FAIL else found


def _required(matter: str, facts: Facts) -> Right:
    return need_of(matter, facts.legal_type, facts.state_owned, facts.run_as_enterprise).right


def _reports(facts: Facts, law: Law) -> Finding:
    by = rule.RIGHT.under(law)
    if facts.is_extraordinary:
        return Finding("C1", Verdict.NA, "临时会议只审议通知所列的议题。", (), rule.TOPICS.under(law))
    if not facts.agenda:
        return lacking("C1", "会议议程", by)
    wanted = [matter for matter in MANDATORY if _required(matter, facts) is not Right.NONE]
    if facts.is_first_of_term:  # nothing was resolved or proposed before
        wanted = [matter for matter in wanted if matter not in ("resolution_execution", "proposal_report")]
    there = {item.matter for item in facts.agenda}
    missing = [MATTERS[matter].says for matter in wanted if matter not in there]
    numbers: tuple[Number, ...] = (("应有报告", len(wanted)), ("已列入", len(wanted) - len(missing)))
    if missing:
        words = f"议程缺少{'、'.join(missing)}。"
        return Finding("C1", Verdict.FAIL, words, numbers, by, "请列入议程；已经开会的，在下一次会议上补报。")
    return Finding("C1", Verdict.PASS, f"应有的 {len(wanted)} 项报告都已列入议程。", numbers, by)


def _rights(facts: Facts, law: Law) -> Finding:
    by = rule.RIGHT.under(law)
    if not facts.agenda:
        return lacking("C2", "会议议程", by)
    known = [item for item in facts.agenda if item.matter in MATTERS or item.matter in BESIDE]
    untyped = [item.title for item in facts.agenda if item not in known]
    weak = [
        f"“{item.title}”应当{_required(item.matter, facts).says}，列为{Right(item.right).says}"
        for item in known
        if not is_strong_enough(item.right, _required(item.matter, facts))
    ]
    weak += [f"“{title}”没有标明事项类别" for title in untyped]
    numbers = (("议程", len(facts.agenda)), ("不相符", len(weak)))
    if weak:
        return Finding("C2", Verdict.FAIL, "；".join(weak) + "。", numbers, by, "请改正职权，并按应有的职权重新办理。")
    return Finding("C2", Verdict.PASS, f"{len(facts.agenda)} 项议程的职权都与事项相符。", numbers, by)


def _appraisal(facts: Facts, law: Law, today: date) -> Finding:
    by = rule.APPRAISAL.under(law)
    year = facts.held_on.year
    if _required("cadre_appraisal", facts) is not Right.APPRAISE:
        return Finding("C3", Verdict.NA, "这类单位的领导人员不由职代会评议。", (), by)
    done = sorted(on for on in facts.appraised_on if on.year == year)
    numbers = (("年度", year), ("评议", len(done)), ("至少", by.count))
    if len(done) >= by.count:
        return Finding("C3", Verdict.PASS, f"{year} 年已评议领导人员（{'、'.join(map(day, done))}）。", numbers, by)
    over = today > date(year, 12, 31)
    words = f"{year} 年评议领导人员 {len(done)} 次，少于 {by.count} 次{'' if over else '，年度还没有结束'}。"
    remedy = "请把民主评议列入本年的会议。" if not over else "请写明原因，并列入下一次会议。"
    return Finding("C3", Verdict.FAIL if over else Verdict.WARN, words, numbers, by, remedy)


def _proposals(facts: Facts, law: Law) -> Finding:
    by = rule.FOLLOW_UP.under(law)
    total, closed, explained = facts.last_proposals, facts.last_proposals_closed, facts.last_proposals_explained
    if facts.is_first_of_term and not total:
        return Finding("C4", Verdict.NA, "本届第一次会议，没有上次会议的提案。", (), by)
    if total is None:
        return lacking("C4", "上次会议提案的办理情况", by)
    left = total - closed - explained
    numbers = (("上次提案", total), ("已办结", closed), ("说明原因", explained), ("没有着落", left))
    head = f"上次会议提案 {total} 件，已办结 {closed} 件，未办结而说明原因 {explained} 件"
    if left > 0:
        words = f"{head}，还有 {left} 件没有着落。"
        return Finding("C4", Verdict.FAIL, words, numbers, by, "请逐件办结，或者向大会说明原因。")
    return Finding("C4", Verdict.PASS, f"{head}。", numbers, by)


def _costs(facts: Facts, law: Law, today: date) -> Finding:
    by = rule.RIGHT.under(law)
    year = facts.held_on.year
    wanted = [matter for matter in YEARLY if _required(matter, facts) is not Right.NONE]
    there = facts.matters_of_year | {item.matter for item in facts.agenda}
    missing = [MATTERS[matter].says for matter in wanted if matter not in there]
    numbers: tuple[Number, ...] = (("应报告", len(wanted)), ("已报告", len(wanted) - len(missing)))
    if not missing:
        return Finding("C5", Verdict.PASS, f"{year} 年应向大会报告的 {len(wanted)} 项都已报告。", numbers, by)
    over = today > date(year, 12, 31)
    words = f"{year} 年还没有向大会报告{'、'.join(missing)}。"
    return Finding(
        "C5",
        Verdict.FAIL if over else Verdict.WARN,
        words,
        numbers,
        by,
        "请列入本年的会议；已经过了的，在下一次会议上补报。",
    )


def _reserved(facts: Facts, law: Law) -> Finding:
    by = rule.NOT_SUBMITTED.under(law)
    reserved = [one for one in facts.decisions if one.matter in MATTERS and needs_vote(_required(one.matter, facts))]
    missing = [f"“{one.title}”" for one in reserved if not one.is_adopted]
    numbers: tuple[Number, ...] = (("须经大会通过的决定", len(reserved)), ("没有决议", len(missing)))
    if not reserved:
        return Finding("C6", Verdict.NA, "本年没有登记须经职代会通过的单位决定。", numbers, by)
    if missing:
        words = f"{'、'.join(missing)}须经职代会通过，没有决议，对职工没有约束力。"
        return Finding("C6", Verdict.FAIL, words, numbers, by, "请提交职代会表决，工会应当发出纠正通知。")
    return Finding("C6", Verdict.PASS, f"本年 {len(reserved)} 项须经职代会通过的决定都有决议。", numbers, by)
