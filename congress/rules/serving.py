"""Terms, mandates and organs: how long they last and how they are made up (CON-32, 33, 35, 38 to 40, 42)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from . import catalogue as rule
from .finding import Finding, Verdict, day, share

if TYPE_CHECKING:
    from ymdm.rulebook.current import Law

# Why a mandate ends by itself (CON-32); being recalled is a vote (CON-34).
ENDS = {
    "left": "解除或终止劳动关系",
    "moved": "调离选区",
    "resigned": "辞去代表",
    "retired": "退休",
    "convicted": "受刑事处罚",
}
COMMITTEES = {
    "proposals": "提案",
    "appraisal": "民主评议",
    "welfare": "生活福利",
    "safety": "劳动安全",
    "finance": "民主理财",
    "qualification": "代表资格审查",
}


def years_after(start: date, years: int) -> date:
    """The same day that many years later; 29 February becomes 1 March."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return date(start.year + years, 3, 1)


def judge_length(begins_on: date, ends_on: date, law: Law) -> Finding:
    """Whether a term is as long as the texts allow: 3 to 5 years, in Henan 3 or 5. Rule CON-38."""
    least, most = rule.TERM_SHORTEST.under(law), rule.TERM_LONGEST.under(law)
    until = ends_on + timedelta(days=1)
    lengths = [years for years in range(1, 21) if years_after(begins_on, years) == until]
    henan = any(text.code == "henan_2007" for text in law.texts)
    numbers = (
        ("起始", day(begins_on)),
        ("届满", day(ends_on)),
        ("最短（年）", least.count),
        ("最长（年）", most.count),
    )
    words = f"本届自{day(begins_on)}至{day(ends_on)}"
    if until > years_after(begins_on, most.count):
        return Finding("length", Verdict.FAIL, f"{words}，超过 {most.count} 年。", numbers, most, "请把届满日期提前。")
    if until < years_after(begins_on, least.count):
        return Finding(
            "length", Verdict.FAIL, f"{words}，不满 {least.count} 年。", numbers, least, "请把届满日期推后。"
        )
    if henan and lengths not in ([least.count], [most.count]):
        return Finding(
            "length", Verdict.FAIL, f"{words}，不是三年或者五年。", numbers, most, "请按三年或者五年确定届期。"
        )
    return Finding("length", Verdict.PASS, f"{words}，符合。", numbers, most)


def judge_term(
    begins_on: date, ends_on: date, held_on: date, law: Law, *, is_extension_approved: bool | None = None
) -> Finding:
    """Whether a session lies within its term or the extension that is allowed. Rules CON-38, CON-39.

    An extension is reported to the superior union and approved; where that is not known it is a warning, in Zhejiang a
    fail (浙江第14条).
    """
    by = rule.EXTENSION.under(law)
    last = years_after(ends_on, by.count)
    numbers = (("起始", day(begins_on)), ("届满", day(ends_on)), ("会议", day(held_on)), ("最迟换届", day(last)))
    if held_on < begins_on:
        return Finding("term", Verdict.FAIL, f"会议在本届开始（{day(begins_on)}）以前召开。", numbers, by)
    if held_on <= ends_on:
        return Finding("term", Verdict.PASS, f"会议在本届任期之内（{day(ends_on)}届满）。", numbers, by)
    if held_on > last:
        words = f"本届{day(ends_on)}届满，最多推迟到{day(last)}，会议在此之后召开。"
        return Finding("term", Verdict.FAIL, words, numbers, by, "请先换届选举。")
    words = f"本届{day(ends_on)}届满，会议在推迟换届期间召开"
    if is_extension_approved:
        return Finding("term", Verdict.PASS, f"{words}，已经上级工会批准。", numbers, by)
    strict = is_extension_approved is False or any(text.code == "zhejiang_2010" for text in law.texts)
    verdict = Verdict.FAIL if strict else Verdict.WARN
    return Finding("term", verdict, f"{words}，没有上级工会批准的记录。", numbers, by, "请书面报告上级工会并登记批复。")


def judge_vacancies(since: Iterable[date], today: date, law: Law) -> Finding:
    """Seats that stand empty; longer than the limit is a warning. Rule CON-33."""
    by = rule.VACANCY.under(law)
    empty = sorted(since)
    late = [one for one in empty if (today - one).days > by.count]
    numbers = (("出缺", len(empty)), (f"超过 {by.count} 天", len(late)))
    if not empty:
        return Finding("vacancies", Verdict.PASS, "没有出缺。", numbers, by)
    if not late:
        return Finding("vacancies", Verdict.PASS, f"出缺 {len(empty)} 名，都在 {by.count} 天以内。", numbers, by)
    words = f"出缺 {len(empty)} 名，其中 {len(late)} 名超过 {by.count} 天没有补选，最早自{day(late[0])}。"
    return Finding("vacancies", Verdict.WARN, words, numbers, by, "请原选区及时补选。")


def judge_reports(representatives: int, reported: int, law: Law) -> Finding:
    """How many representatives reported to their constituency this year as often as is due. Rule CON-35."""
    by = rule.YEARLY_REPORT.under(law)
    numbers = (("职工代表", representatives), ("已述职", reported))
    if representatives <= 0:
        return Finding("reports", Verdict.NA, "没有在任代表。", numbers, by)
    if reported >= representatives:
        return Finding("reports", Verdict.PASS, f"{representatives} 名代表都已述职。", numbers, by)
    hard = law.value(by.key).why != "default"
    words = f"本年已述职的代表 {share(reported, representatives)}，还有 {representatives - reported} 名没有述职。"
    return Finding(
        "reports", Verdict.FAIL if hard else Verdict.WARN, words, numbers, by, "请安排向选区职工述职并接受评议。"
    )


def judge_presidium(members: int, front_line: int | None, representatives: int, law: Law) -> Finding:
    """Size and front-line share of the presidium. Rule CON-40. Fewer than 30 representatives: no size is written."""
    large, few = rule.PRESIDIUM_LARGE.under(law), rule.PRESIDIUM_FEW.under(law)
    most, front = rule.PRESIDIUM_MOST.under(law), rule.PRESIDIUM_FRONT.under(law)
    numbers = (
        ("职工代表", representatives),
        ("主席团", members),
        ("一线职工", "未登记" if front_line is None else front_line),
    )
    head = f"职工代表 {representatives} 名，主席团 {members} 人"
    if members <= 0:
        return Finding("presidium", Verdict.FAIL, "还没有选出主席团。", numbers, large, "请在预备会议上选举主席团。")
    if representatives > 100 and members < large.count:
        return Finding(
            "presidium", Verdict.FAIL, f"{head}，不足 {large.count} 人。", numbers, large, "请增选主席团成员。"
        )
    if 30 <= representatives <= 100 and members < few.count:
        return Finding("presidium", Verdict.FAIL, f"{head}，不足 {few.count} 人。", numbers, few, "请增选主席团成员。")
    if 30 <= representatives <= 100 and members > most.count:
        return Finding(
            "presidium", Verdict.FAIL, f"{head}，超过 {most.count} 人。", numbers, most, "请减少主席团成员。"
        )
    if front_line is None:
        return Finding("presidium", Verdict.FAIL, f"{head}，没有登记其中的一线职工。", numbers, front, "请补充登记。")
    if front_line * front.fraction.denominator < members * front.fraction.numerator:
        words = f"{head}，一线职工占 {share(front_line, members)}，低于 {front.number}。"
        return Finding("presidium", Verdict.FAIL, words, numbers, front, "请增加一线职工。")
    return Finding(
        "presidium", Verdict.PASS, f"{head}，一线职工占 {share(front_line, members)}，符合。", numbers, front
    )


@dataclass(frozen=True)
class Committee:
    """A standing committee as it is: its kind, how many sit in it, who heads it, and whether the congress passed it."""

    kind: str
    members: int
    is_headed_by_representative: bool
    is_elected: bool


def judge_committees(committees: Iterable[Committee], law: Law) -> Finding:
    """The standing committees: kinds, heads, and who elected them. Rule CON-42. Missing kinds are a warning."""
    by = rule.COMMITTEES.under(law)
    found = {one.kind: one for one in committees if one.members > 0}
    missing = [says for kind, says in COMMITTEES.items() if kind not in found]
    wrong = [
        f"{COMMITTEES.get(one.kind, one.kind)}委员会不由职工代表负责"
        for one in found.values()
        if not one.is_headed_by_representative
    ]
    wrong += [
        f"{COMMITTEES.get(one.kind, one.kind)}委员会没有经职代会通过" for one in found.values() if not one.is_elected
    ]
    numbers = (("专门委员会", len(found)), ("应设", by.count))
    if wrong:
        return Finding(
            "committees", Verdict.FAIL, "；".join(wrong) + "。", numbers, by, "请调整后提交职代会选举或者通过。"
        )
    if len(found) < by.count:
        words = f"设了 {len(found)} 个专门委员会，还没有{'、'.join(missing)}。"
        return Finding("committees", Verdict.WARN, words, numbers, by, "请在下一次会议上选举。")
    return Finding("committees", Verdict.PASS, f"设了 {len(found)} 个专门委员会，符合。", numbers, by)
