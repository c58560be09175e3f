"""The 24 steps of a session and their days, and what a date leaves no time for (congress.md 10, CON-53 to CON-57)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ymdm.rulebook import Rule

from . import catalogue as rule
from .catalogue import Article
from .finding import day

if TYPE_CHECKING:
    from ymdm.rulebook.current import Law
    from ymdm.workdays import Workdays

UNION, LEADERSHIP, ADMINISTRATION, SUPERIOR = "工会", "单位领导", "行政", "上级工会"
CONSTITUENCIES, DELEGATIONS, PROPOSAL_COMMITTEE = "选区", "代表团", "提案委员会"
QUALIFICATION_COMMITTEE, REPRESENTATIVES, CHAIR = "代表资格审查委员会", "职工代表", "执行主席"
CONGRESS, COMMITTEES = "大会", "专门委员会"
BEFORE, ON, AFTER = "before", "on", "after"
NATURAL, WORKDAYS = "natural", "workdays"


@dataclass(frozen=True)
class StepRule:
    """One step as the papers set it: so many natural or working days before the session or after its closing.

    `days` is the papers' figure; where `by` has an amount, that of the law holds instead. `is_notice` marks the periods
    “N days before” that may be counted as clear days (CON-57).
    """

    code: str
    says: str
    side: str
    days: int
    who: str
    by: Article
    unit: str = NATURAL
    is_notice: bool = False
    has_amount: bool = False


def _before(
    code: str, says: str, days: int, who: str, by: Article, *, amount: bool = False, notice: bool = True
) -> StepRule:
    return StepRule(code, says, BEFORE, days, who, by, is_notice=notice, has_amount=amount)


def _on(code: str, says: str, who: str, by: Article) -> StepRule:
    return StepRule(code, says, ON, 0, who, by)


def _after(
    code: str, says: str, days: int, who: str, by: Article, *, unit: str = NATURAL, amount: bool = True
) -> StepRule:
    return StepRule(code, says, AFTER, days, who, by, unit, has_amount=amount)


STEPS: tuple[StepRule, ...] = (
    _before("call_for_proposals", "发出提案征集通知，附表格和截止日期", 30, UNION, rule.CALL_FOR_PROPOSALS, amount=True),
    _before("party_approval", "会议方案与行政商定，报党组织批准", 30, f"{UNION}、{LEADERSHIP}", rule.UNION_DUTIES),
    _before("superior_filing", "向上级工会请示或者备案，收到批复", 30, f"{UNION}、{SUPERIOR}", rule.UNION_DUTIES),
    _before("elect_representatives", "选举或者补选代表，公布结果", 20, CONSTITUENCIES, rule.ELECTION_VALID),
    _before("matters_to_union", "行政把议题书面交工会", 15, ADMINISTRATION, rule.TO_UNION, amount=True),
    _before("topics_fixed", "双方商定议题和议程", 10, f"{UNION}、{ADMINISTRATION}", rule.TOPICS),
    _before("materials_delivered", "把书面材料送达每位代表并登记签收", 7, UNION, rule.MATERIALS, amount=True),
    _before("agenda_disclosed", "向全体职工公开议程和事项", 7, UNION, rule.DISCLOSED, amount=True),
    _before("group_discussion", "代表团讨论，汇总意见，修改草案", 1, DELEGATIONS, rule.OPINIONS, notice=False),
    _before("proposals_reviewed", "提案审查立案", 1, PROPOSAL_COMMITTEE, rule.REVIEW_PROPOSALS, notice=False),
    _before("qualification_review", "代表资格审查报告，固定代表名册", 1, QUALIFICATION_COMMITTEE, rule.QUORUM, notice=False),
    _on("preparatory_session", "预备会议：选举主席团，通过资格审查报告、议题和议程", REPRESENTATIVES, rule.PRESIDIUM_LARGE),
    _on("roll_call", "清点应到、实到，宣布法定人数", CHAIR, rule.SMALLER_COUNT),
    _on("reports", "工会报告、行政报告、上次决议和提案的落实情况", f"{UNION}、{LEADERSHIP}", rule.FOLLOW_UP),
    _on("confirm_joint_decisions", "确认联席会议的决定", CONGRESS, rule.JOINT_MEETING),
    _on("deliberate", "大会发言，分组审议", CONGRESS, rule.RIGHT),
    _on("elections_and_appraisal", "选举，评议领导人员", CONGRESS, rule.SECRET_ELECTION),
    _on("vote_items", "逐项表决，宣读并通过决议", CONGRESS, rule.ITEM_BY_ITEM),
    _after("quality_survey", "代表评价会议质量", 3, REPRESENTATIVES, rule.UNION_DUTIES, amount=False),
    _after("publish_resolutions", "向全体职工公布决议并张贴", 3, UNION, rule.PUBLISH),
    _after("assign_proposals", "交办立案的提案", 10, f"{UNION}、{LEADERSHIP}", rule.ASSIGN_PROPOSALS, unit=WORKDAYS),
    _after("report_to_superior", "向上级工会报告会议情况", 7, UNION, rule.REPORT_UP, unit=WORKDAYS),
    _after("archive", "案卷归档", 30, UNION, rule.ARCHIVE),
    # “At least once before the next session”, which is due within a year (CON-50).
    _after("inspection_tour", "代表巡视，检查执行情况，下次会议以前至少一次", 365, COMMITTEES, rule.UNION_DUTIES, amount=False),
)  # fmt: skip
STEP = {step.code: step for step in STEPS}


@dataclass(frozen=True)
class Step:
    """A step with its latest day. `until_on` is when the posting of the resolutions ends at the earliest, else None."""

    code: str
    says: str
    who: str
    due_on: date
    reckoned: str
    rule: Rule
    until_on: date | None = None


def days_of(step: StepRule, law: Law | None) -> int:
    """The days that the law asks for, or the papers where no rule has an amount."""
    return step.by.under(law).count if step.has_amount else step.days


def counts_clear_days(law: Law | None) -> bool:
    """Whether the unit counts clear days: neither the session day nor the day of delivery. Rule CON-57."""
    return rule.DAY_COUNT.under(law).number == "足日"


def latest_before(held_on: date, days: int, law: Law | None = None) -> date:
    """The last day that is still `days` days before a session; the session day does not count. Rule CON-57."""
    return held_on - timedelta(days=days + counts_clear_days(law))


def earliest_session(done_on: date, days: int, law: Law | None = None) -> date:
    """The first day on which a session may be held when something that is due `days` before it is done on `done_on`."""
    return done_on + timedelta(days=days + counts_clear_days(law))


def timeline(
    held_on: date, *, workdays: Workdays, law: Law | None = None, closed_on: date | None = None
) -> tuple[Step, ...]:
    """The 24 steps in order, each with its latest day and how it was reckoned.

    Periods after the session run from its closing, `held_on` while it has not closed; natural periods that end on a day
    off run to the next working day (CAL-05). Days before the session never move forward.
    """
    return tuple(_dated(step, held_on, closed_on or held_on, workdays, law) for step in STEPS)


def _dated(step: StepRule, held_on: date, closed_on: date, workdays: Workdays, law: Law | None) -> Step:
    days, until_on = days_of(step, law), None
    if step.side == BEFORE:
        due_on = latest_before(held_on, days, law) if step.is_notice else held_on - timedelta(days=days)
        clear = "足" if step.is_notice and counts_clear_days(law) else ""
        reckoned = f"会前 {days} 天{f'（{clear}日）' if clear else ''}"
    elif step.side == ON:
        due_on, reckoned = held_on, "会议当天"
    elif step.unit == WORKDAYS:
        due_on, reckoned = workdays.add(closed_on, days), f"闭幕后 {days} 个工作日内"
    elif step.code == "inspection_tour":
        due_on, reckoned = closed_on + timedelta(days=days), "下次会议以前，最迟一年内"
    else:
        due_on, reckoned = workdays.natural(closed_on, days), f"闭幕后 {days} 天内"
    if step.code == "publish_resolutions":
        until_on = due_on + timedelta(days=rule.POSTED.under(law).count)
    return Step(step.code, step.says, step.who, due_on, reckoned, step.by.under(law), until_on)


# --- is there still time ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LeadTimeError:
    """A limit that cannot be kept any more. A session on `cure_on` or later would keep it."""

    code: str
    sentence: str
    rule: Rule
    limit_on: date
    cure_on: date


NOTICED = ("matters_to_union", "topics_fixed", "materials_delivered", "agenda_disclosed")
DONE = {
    "matters_to_union": "把议题书面交工会", "topics_fixed": "商定议题和议程",
    "materials_delivered": "送达会议材料", "agenda_disclosed": "向职工公开议程",
}  # fmt: skip


def lead_time_errors(
    held_on: date,
    today: date,
    *,
    law: Law | None = None,
    matters_on: date | None = None,
    topics_on: date | None = None,
    materials_on: date | None = None,
    disclosed_on: date | None = None,
) -> tuple[LeadTimeError, ...]:
    """What a session on `held_on` leaves no time for, in the order of the steps. Rules CON-53 to CON-57.

    The other days are when each was done, or is planned; None where it is still to be done, on `today` at the earliest.
    """
    errors = []
    for code, done_on in zip(NOTICED, (matters_on, topics_on, materials_on, disclosed_on), strict=True):
        step = STEP[code]
        days = days_of(step, law)
        limit, when = latest_before(held_on, days, law), done_on or today
        if when <= limit:
            continue
        cure = earliest_session(when, days, law)
        how = "按足日计算，" if counts_clear_days(law) else ""
        late = f"{day(when)}{DONE[code]}已经晚了" if done_on else f"今天是{day(today)}，已经来不及{DONE[code]}"
        sentence = (
            f"须在会前 {days} 天{DONE[code]}，{how}最迟{day(limit)}；{late}。会议改到{day(cure)}或以后，就来得及。"
        )
        errors.append(LeadTimeError(code, sentence, step.by.under(law), limit, cure))
    return tuple(errors)


def cure_for_all(errors: Iterable[LeadTimeError]) -> date | None:
    """The first session day that keeps every limit; None where none is broken."""
    return max((error.cure_on for error in errors), default=None)
