"""Who the representatives are: managers, front line, women and others, against the staff (CON-19 to CON-25).

Whole numbers throughout. What a text sets fails when it is not kept; what is our default or “generally” is a warning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import catalogue as rule
from .catalogue import Article
from .finding import Finding, Number, Verdict, share

if TYPE_CHECKING:
    from ymdm.rulebook.current import Law

SCHOOL, PROFESSIONAL = "school", "professional"


@dataclass(frozen=True)
class Roll:
    """Counts of the representatives in office and of the staff. None where a count was not taken.

    `field` is “professional” for education, science, culture and health, “school” for schools, else empty.
    `front_line` counts 一线职工; `managers` the middle and senior ones, board members and executive directors included.
    """

    total: int
    staff: int
    managers: int | None = None
    front_line: int | None = None
    women: int | None = None
    staff_women: int | None = None
    professionals: int | None = None
    field: str = ""
    places_disabled: bool = False
    disabled: int | None = None
    staff_disabled: int | None = None
    staff_dispatched: int = 0
    dispatched: int = 0
    dispatched_observers: int = 0


def judge_roll(roll: Roll, law: Law) -> list[Finding]:
    """The composition, in the order of the rules; what does not concern the unit says n/a."""
    if roll.total <= 0 or roll.staff <= 0:
        words = "还没有职工代表或者职工名册，不能判断构成。"
        return [Finding("composition", Verdict.FAIL, words, (), rule.FRONT_LINE.under(law), "请先导入名册和代表。")]
    judges = (_managers, _front_line, _women, _disabled, _dispatched, _professionals)
    return [judge(roll, law) for judge in judges]


def says_itself(by: Article, law: Law) -> bool:
    """Whether the amount is set by a text or the unit's own rule, not merely our default."""
    return law.value(by.key).why != "default"


def _judged(
    code: str, met: bool, words: str, numbers: tuple[Number, ...], by: Article, hard: bool, remedy: str
) -> Finding:
    if met:
        return Finding(code, Verdict.PASS, f"{words}，符合。", numbers, by)
    return Finding(code, Verdict.FAIL if hard else Verdict.WARN, f"{words}，不符合。", numbers, by, remedy)


def _unknown(code: str, what: str, by: Article) -> Finding:
    return Finding(code, Verdict.FAIL, f"没有登记{what}，不能判断。", (), by, f"请补充登记{what}。")


def _managers(roll: Roll, law: Law) -> Finding:
    by = rule.MANAGERS.under(law)
    if roll.managers is None:
        return _unknown("managers", "代表中的管理人员", by)
    met = roll.managers * by.fraction.denominator <= roll.total * by.fraction.numerator
    most = int(roll.total * by.fraction)
    # “一般为五分之一”: where the 1986 text stands alone beside the national “一般不得超过”, more is a warning (CON-20).
    said = law.value(by.key)
    codes = {text.code for text in law.texts}
    hard = not (codes <= {"soe_industrial_1986", "national_enterprise_2012"} and "soe_industrial_1986" in codes)
    hard = hard or said.why == "override"
    words = f"管理人员占职工代表 {share(roll.managers, roll.total)}，须不超过 {by.number} 即 {most} 名"
    numbers = (("管理人员", roll.managers), ("职工代表", roll.total), ("最多", most))
    return _judged(
        "managers", met, words, numbers, by if hard else rule.LEADING_CADRES.under(law), hard,
        f"请调整名额，管理人员至少减少 {roll.managers - most} 名，由一线职工补选。",
    )  # fmt: skip


def _front_line(roll: Roll, law: Law) -> Finding:
    by = rule.FRONT_LINE.under(law)
    if roll.front_line is None:
        return _unknown("front_line", "代表中的一线职工", by)
    met = roll.front_line * by.fraction.denominator >= roll.total * by.fraction.numerator
    least = -(-roll.total * by.fraction.numerator // by.fraction.denominator)
    words = f"一线职工占职工代表 {share(roll.front_line, roll.total)}，须不低于 {by.number} 即 {least} 名"
    numbers = (("一线职工", roll.front_line), ("职工代表", roll.total), ("最少", least))
    remedy = f"补选、换届时请把至少 {least - roll.front_line} 个名额给一线职工。"
    return _judged("front_line", met, words, numbers, by, says_itself(by, law), remedy)


def _women(roll: Roll, law: Law) -> Finding:
    by = rule.WOMEN.under(law)
    if roll.women is None or roll.staff_women is None:
        return _unknown("women", "代表和职工的性别", by)
    met = roll.women * roll.staff >= roll.staff_women * roll.total
    least = -(-roll.staff_women * roll.total // roll.staff)
    words = (
        f"女职工代表占 {share(roll.women, roll.total)}，女职工占职工 {share(roll.staff_women, roll.staff)}，"
        f"女职工代表须不少于 {least} 名"
    )
    numbers: tuple[Number, ...] = (
        ("女职工代表", roll.women), ("职工代表", roll.total), ("女职工", roll.staff_women), ("职工", roll.staff),
        ("最少", least),
    )  # fmt: skip
    remedy = f"补选、换届时请至少增加 {least - roll.women} 名女职工代表。"
    return _judged("women", met, words, numbers, by, by.number == "不通过", remedy)


def _disabled(roll: Roll, law: Law) -> Finding:
    by = rule.DISABLED.under(law)
    if not roll.places_disabled:
        return Finding("disabled", Verdict.NA, "不是集中安置残疾人的单位。", (), by)
    if roll.disabled is None or roll.staff_disabled is None:
        return _unknown("disabled", "残疾职工", by)
    met = roll.disabled * roll.staff >= roll.staff_disabled * roll.total
    least = -(-roll.staff_disabled * roll.total // roll.staff)
    words = f"残疾职工代表 {share(roll.disabled, roll.total)}，残疾职工 {share(roll.staff_disabled, roll.staff)}"
    numbers = (("残疾职工代表", roll.disabled), ("残疾职工", roll.staff_disabled), ("最少", least))
    # 浙江第11条 sets the share; 陕西第20条 asks a suitable one.
    hard = any(text.code == "zhejiang_2010" for text in law.texts)
    return _judged("disabled", met, words, numbers, by, hard, f"请至少增加 {least - roll.disabled} 名残疾职工代表。")


def _dispatched(roll: Roll, law: Law) -> Finding:
    by = rule.DISPATCHED.under(law)
    if not roll.staff_dispatched:
        return Finding("dispatched", Verdict.NA, "没有劳务派遣职工。", (("派遣职工", 0),), by)
    here = roll.dispatched + roll.dispatched_observers
    words = f"派遣职工 {roll.staff_dispatched} 人，代表 {roll.dispatched} 名，列席 {roll.dispatched_observers} 名"
    numbers = (
        ("派遣职工", roll.staff_dispatched),
        ("派遣职工代表", roll.dispatched),
        ("列席", roll.dispatched_observers),
    )
    return _judged("dispatched", here > 0, words, numbers, by, False, "请安排派遣职工的代表，或者请他们列席会议。")


def _professionals(roll: Roll, law: Law) -> Finding:
    by = rule.PROFESSIONALS.under(law)
    if roll.field not in (SCHOOL, PROFESSIONAL):
        return Finding("professionals", Verdict.NA, "不是教育、科研、文化、卫生单位。", (), by)
    if roll.professionals is None:
        return _unknown("professionals", "代表中的专业技术人员", by)
    met = roll.professionals * by.fraction.denominator >= roll.total * by.fraction.numerator
    least = -(-roll.total * by.fraction.numerator // by.fraction.denominator)
    who = "教师" if roll.field == SCHOOL else "专业技术人员"
    words = f"{who}占职工代表 {share(roll.professionals, roll.total)}，须不低于 {by.number} 即 {least} 名"
    numbers = ((who, roll.professionals), ("职工代表", roll.total), ("最少", least))
    remedy = f"补选、换届时请至少增加 {least - roll.professionals} 名{who}代表。"
    return _judged("professionals", met, words, numbers, by, says_itself(by, law), remedy)
