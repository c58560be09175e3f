"""How many representatives a unit needs at least, by each text that holds (CON-13 to CON-18, CON-02)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from ymdm.rulebook import Rule
from ymdm.rulebook.amounts import parse
from ymdm.rulebook.library import amounts, profiles

from . import catalogue as rule
from .finding import Finding, Verdict

if TYPE_CHECKING:
    from ymdm.rulebook.current import Law


@dataclass(frozen=True)
class Minimum:
    """The fewest representatives; `most` is set where the text also has an upper end, and `note` says how it was reckoned.

    `number` is None where the unit's charter or the education authority sets it.
    """

    number: int | None
    note: str
    rule: Rule
    most: int | None = None


Amounts = Callable[[str], Fraction]


def _ceil(number: Fraction) -> int:
    return -(-number.numerator // number.denominator)


def _national(n: int, of: Amounts) -> tuple[int, str, int | None]:
    least, cap = int(of("CON-13")), int(of("CON-13.cap"))
    five = _ceil(n * of("CON-13.share"))
    if five > cap:
        return max(least, cap), f"职工总数的 5% 为 {five} 名，超过 {cap} 名的部分可以与工会协商", None
    return max(least, five), f"职工总数的 5% 为 {five} 名，最少 {least} 名", None


def _shanghai(n: int, of: Amounts) -> tuple[int, str, int | None]:
    base, step, top = int(of("CON-14")), int(of("CON-14.step")), int(of("CON-14.top"))
    if n > 3000:
        return top, f"职工超过 3000 人，不少于 {top} 名", None
    if n < 100:
        return base, f"职工不满 100 人而召开职代会，不少于 {base} 名", None
    # “每增加 100 人”: partial hundreds do not count, our reading.
    steps = (n - 100) // 100
    return base + step * steps, f"基数 {base} 名，满 {steps} 个 100 人，各加 {step} 名（不足 100 人的零数不计）", None


def _zhejiang(n: int, of: Amounts) -> tuple[int, str, int | None]:
    if n < 100:
        return int(of("CON-15")), "职工不满 100 人", None
    if n >= 5000:
        return int(of("CON-15.top")), "职工 5000 人以上", None
    # “超过 100 人”, “超过 1000 人”: exactly 100 and exactly 1000 lie in no bracket; the base of the next is used.
    gap = "（正好落在两档之间：档次空缺，按上一档基数计算）" if n in (100, 1000) else ""
    if n < 1000:
        base, step, steps, by = int(of("CON-15.base")), int(of("CON-15.step")), (n - 100) // 100, 100
    else:
        base, step = int(of("CON-15.thousand")), int(of("CON-15.thousand_step"))
        steps, by = (n - 1000) // 1000, 1000
    return base + step * steps, f"基数 {base} 名，满 {steps} 个 {by} 人，各加 {step} 名{gap}", None


def _henan(n: int, of: Amounts) -> tuple[int, str, int | None]:
    if n > 10000:
        most = int(of("CON-16.most"))
        return int(of("CON-16")), f"职工超过 10000 人，没有写明最少比例，一般不超过 {most} 名", most
    if n <= 200:
        return int(of("CON-16")), "职工 200 人以下，不少于 30 名", None
    # “15% 递减到 10%”, “10% 递减到 3%”: below the lower end fails, above the upper end is worth a look.
    ends = ("CON-16.low", "CON-16.high") if n <= 1000 else ("CON-16.large_low", "CON-16.large_high")
    low, high = of(ends[0]), of(ends[1])
    words = f"代表占职工的 {low * 100}% 至 {high * 100}%"
    return _ceil(n * low), words, n * high.numerator // high.denominator


def _sichuan(n: int, of: Amounts) -> tuple[int, str, int | None]:
    if n >= 10000:
        return int(of("CON-17.top")), "职工 10000 人以上", None
    if n >= 1000:
        return int(of("CON-17.thousand")), "职工 1000 人以上不满 10000 人", None
    return int(of("CON-17")), "职工不满 1000 人", None


FORMULAS = {
    "national_enterprise_2012": (_national, rule.SEATS_NATIONAL),
    "shanghai_2017": (_shanghai, rule.SEATS_SHANGHAI),
    "zhejiang_2010": (_zhejiang, rule.SEATS_ZHEJIANG),
    "henan_2007": (_henan, rule.SEATS_HENAN),
    "sichuan_2008": (_sichuan, rule.SEATS_SICHUAN),
}


def minimum_of(text: str, employees: int, law: Law | None = None) -> Minimum | None:
    """What one text asks; None where it says nothing of the number."""
    if text not in FORMULAS:
        return None
    formula, by = FORMULAS[text]

    def of(key: str) -> Fraction:
        number = law.value(key).number if law else amounts()[key].number
        return parse(number) or Fraction(0)

    number, words, most = formula(employees, of)
    return Minimum(number, f"{profiles()[text].name}：{words}。", by.under(law), most)


def _asked(law: Law | str, employees: int) -> list[Minimum]:
    codes = [law] if isinstance(law, str) else [text.code for text in law.texts]
    asked = (minimum_of(code, employees, None if isinstance(law, str) else law) for code in codes)
    return [one for one in asked if one is not None]


def minimum_seats(law: Law | str, employees: int) -> Minimum:
    """The fewest representatives for so many employees: the largest that any text asks (CON-02), noting which one.

    `law`, or the code of one text. Where none sets a number, the unit's own charter does (CON-18).
    """
    # The base profile comes first, so that it is named among equals.
    return max(_asked(law, employees), key=lambda one: one.number or 0, default=_by_charter(law))


def _by_charter(law: Law | str) -> Minimum:
    school = law == "school_2011" or (not isinstance(law, str) and law.profile.code == "school_2011")
    by = rule.SEATS_SCHOOL if school else rule.CHARTER_RULE
    return Minimum(None, "现行规定没有写明人数，按本单位章程确定。", by)


def judge_number(representatives: int, employees: int, law: Law | str) -> Finding:
    """Whether there are enough representatives; too many of them is a warning. Rules CON-13 to CON-18."""
    least = minimum_seats(law, employees)
    numbers = (("职工", employees), ("职工代表", representatives), ("最少", least.number if least.number else "按章程"))
    if least.number is None:
        return Finding("number", Verdict.NA, f"职工代表 {representatives} 名。{least.note}", numbers, least.rule)
    head = f"职工 {employees} 人，职工代表 {representatives} 名，最少 {least.number} 名。"
    if representatives < least.number:
        missing = least.number - representatives
        words = f"{head}{least.note}"
        return Finding("number", Verdict.FAIL, words, numbers, least.rule, f"请增选 {missing} 名职工代表。")
    for text in _asked(law, employees):
        if text.most is not None and representatives > text.most:
            words = f"{head}{text.note}"
            return Finding(
                "number", Verdict.WARN, words, numbers, text.rule, f"一般不超过 {text.most} 名，请核对名额。"
            )
    return Finding("number", Verdict.PASS, f"{head}{least.note}", numbers, least.rule)


def holds_congress(employees: int, law: Law | None = None) -> bool:
    """Whether the unit holds a congress of representatives; a smaller one an assembly of all (职工大会). Rule CON-08."""
    return employees >= rule.ASSEMBLY.under(law).count


def forms_of_town_collective(employees: int, law: Law | None = None) -> frozenset[str]:
    """“assembly”, “congress”, or both where a town collective enterprise may choose: between 100 and 300. Rule CON-09."""
    if employees <= rule.COLLECTIVE_BELOW.under(law).count:
        return frozenset({"assembly"})
    if employees > rule.COLLECTIVE_ABOVE.under(law).count:
        return frozenset({"congress"})
    return frozenset({"assembly", "congress"})
