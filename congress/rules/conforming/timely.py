"""时间规范: T1 to T8."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from .. import catalogue as rule
from ..catalogue import Article
from ..convening import judge_sessions
from ..dating import latest_before
from ..finding import Finding, Verdict, day
from ..serving import judge_term
from .facts import Facts

if TYPE_CHECKING:
    from ymdm.rulebook.current import Law
    from ymdm.workdays import Workdays


def check(facts: Facts, law: Law, workdays: Workdays, today: date) -> list[Finding]:
    """T1 to T8 as they stand on `today`; what is not due yet says n/a."""
    ends = facts.closed_on or facts.held_on
    return [
        _yearly(facts, law, today),
        _term(facts, law),
        _notice("T3", rule.TO_UNION, facts.matters_to_union_on, "行政把议题书面交工会", facts, law, today),
        _materials(facts, law, today),
        _notice("T5", rule.DISCLOSED, facts.disclosed_on, "议程和事项向全体职工公开", facts, law, today),
        _publication(facts, law, workdays, today),
        _afterwards(
            "T7", rule.REPORT_UP, facts.reported_on, "报告上级工会", facts, law, today,
            lambda days: workdays.add(ends, days),
        ),
        _afterwards(
            "T8", rule.ARCHIVE, facts.archived_on, "案卷归档", facts, law, today,
            lambda days: workdays.natural(ends, days),
        ),
    ]  # fmt: skip


def _yearly(facts: Facts, law: Law, today: date) -> Finding:
    year = facts.held_on.year
    held = {*facts.sessions_of_year, *([facts.held_on] if facts.closed_on else [])}
    found = judge_sessions(held, year, law)
    if found.verdict is Verdict.FAIL and today <= date(year, 12, 31):
        words = f"{found.sentence}{year} 年还没有结束。"
        return Finding("T1", Verdict.WARN, words, found.numbers, found.rule, found.remedy)
    return Finding("T1", found.verdict, found.sentence, found.numbers, found.rule, found.remedy)


def _term(facts: Facts, law: Law) -> Finding:
    if facts.term_begins_on is None or facts.term_ends_on is None:
        return lacking("T2", "本届的起止日期", rule.EXTENSION.under(law))
    found = judge_term(
        facts.term_begins_on, facts.term_ends_on, facts.held_on, law,
        is_extension_approved=facts.is_extension_approved,
    )  # fmt: skip
    return Finding("T2", found.verdict, found.sentence, found.numbers, found.rule, found.remedy)


def lacking(code: str, what: str, by: Article, remedy: str = "") -> Finding:
    """A check that fails because nothing was recorded; it never passes in silence."""
    return Finding(code, Verdict.FAIL, f"没有登记{what}，不能判断。", (), by, remedy or f"请补充登记{what}。")


def _notice(
    code: str, law_of: Article, done_on: date | None, what: str, facts: Facts, law: Law, today: date
) -> Finding:
    by = law_of.under(law)
    limit = latest_before(facts.held_on, by.count, law)
    numbers = (("会议", day(facts.held_on)), ("最迟", day(limit)), ("实际", day(done_on) if done_on else "没有登记"))
    head = f"{what}最迟{day(limit)}（会前 {by.count} 天）"
    if done_on is None and today <= limit:
        return Finding(code, Verdict.NA, f"{head}，还没有到期。", numbers, by, is_pending=True)
    if done_on is None:
        return Finding(
            code, Verdict.FAIL, f"{head}，没有登记。", numbers, by, "请补充登记日期；确实没有办理的，写明原因。"
        )
    if done_on > limit:
        late = (done_on - limit).days
        words = f"{head}，实际{day(done_on)}，晚了 {late} 天。"
        return Finding(code, Verdict.FAIL, words, numbers, by, "请写明原因和怎样补正；还没有开会的，可以推迟会议。")
    return Finding(code, Verdict.PASS, f"{head}，实际{day(done_on)}。", numbers, by)


def _materials(facts: Facts, law: Law, today: date) -> Finding:
    by = rule.MATERIALS.under(law)
    limit = latest_before(facts.held_on, by.count, law)
    called = len(facts.received_on)
    late = sum(1 for on in facts.received_on if on is not None and on > limit)
    never = sum(1 for on in facts.received_on if on is None)
    numbers = (("代表", called), ("最迟", day(limit)), ("迟到", late), ("没有签收", never))
    head = f"会议材料最迟{day(limit)}（会前 {by.count} 天）送达"
    if not called and today <= limit:
        return Finding("T4", Verdict.NA, f"{head}，还没有到期。", numbers, by, is_pending=True)
    if not called:
        return lacking("T4", "代表签收材料的日期", by)
    if not late and not never:
        return Finding("T4", Verdict.PASS, f"{head}，{called} 名代表都按时签收。", numbers, by)
    if not late and today <= limit:
        return Finding("T4", Verdict.NA, f"{head}，还没有到期，{never} 名代表没有签收。", numbers, by, is_pending=True)
    words = f"{head}，{called} 名代表中 {late} 名签收晚了，{never} 名没有签收。"
    return Finding("T4", Verdict.FAIL, words, numbers, by, "请补登纸质签收，或者写明原因；还没有开会的，可以推迟会议。")


def _afterwards(
    code: str, law_of: Article, done_on: date | None, what: str, facts: Facts, law: Law, today: date,
    due: Callable[[int], date],
) -> Finding:  # fmt: skip
    by = law_of.under(law)
    if facts.closed_on is None:
        return Finding(code, Verdict.NA, "会议还没有闭幕。", (), by, is_pending=True)
    limit = due(by.count)
    numbers = (("闭幕", day(facts.closed_on)), ("最迟", day(limit)), ("实际", day(done_on) if done_on else "没有登记"))
    head = f"{what}最迟{day(limit)}（闭幕后 {by.count} {by.measure}）"
    if done_on is None and today <= limit:
        return Finding(code, Verdict.NA, f"{head}，还没有到期。", numbers, by, is_pending=True)
    if done_on is None:
        return Finding(code, Verdict.FAIL, f"{head}，没有登记。", numbers, by, f"请尽快{what}并登记日期。")
    if done_on > limit:
        words = f"{head}，实际{day(done_on)}，晚了 {(done_on - limit).days} 天。"
        return Finding(code, Verdict.FAIL, words, numbers, by, "请写明原因。")
    return Finding(code, Verdict.PASS, f"{head}，实际{day(done_on)}。", numbers, by)


def _publication(facts: Facts, law: Law, workdays: Workdays, today: date) -> Finding:
    ends = facts.closed_on or facts.held_on
    found = _afterwards(
        "T6", rule.PUBLISH, facts.published_on, "公布决议", facts, law, today, lambda days: workdays.natural(ends, days)
    )
    if facts.published_on is None or found.verdict is not Verdict.PASS:
        return found
    posted = rule.POSTED.under(law)
    until = facts.published_on + timedelta(days=posted.count)
    numbers = (
        *found.numbers,
        ("张贴至少到", day(until)),
        ("张贴到", day(facts.posted_until) if facts.posted_until else "没有登记"),
    )
    if facts.posted_until is None and today <= until:
        return Finding(
            "T6", Verdict.NA, f"{found.sentence}至少张贴到{day(until)}，还没有到期。", numbers, posted, is_pending=True
        )
    if facts.posted_until is None or facts.posted_until < until:
        ended = f"只到{day(facts.posted_until)}" if facts.posted_until else "没有登记"
        words = f"{found.sentence}至少张贴 {posted.count} 天到{day(until)}，{ended}。"
        return Finding("T6", Verdict.FAIL, words, numbers, posted, "请登记张贴的起止日期和照片；时间不足的重新张贴。")
    return Finding("T6", Verdict.PASS, f"{found.sentence}张贴到{day(facts.posted_until)}。", numbers, found.rule)
