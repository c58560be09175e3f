"""The rules of the review of the accounts, and the pure functions that judge by them.

No text that was read gives days or numbers for it: what is not CON-42 is a decision of our own and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from ymdm.rulebook import Confidence, Rule
from ymdm.workdays import Workdays
from ymdm.workflow import Refused

D = Confidence.OWN_DECISION

FEWEST = 3
REVIEW_DAYS, HAND_IN_DAYS, SIGN_DAYS, PUBLISH_DAYS = 15, 5, 3, 5  # working days
EARLIEST_YEAR = 2000
MOST_CENTS = 10**14  # a hundred billion yuan: more is a slip of the hand

HEADED = Rule(
    "CON-42", "专门小组由职工代表担任负责人，成员经职代会选举或者通过", None, "",
    "《上海市职工代表大会条例》第13条第(1)项、第24条", Confidence.READ,
)  # fmt: skip
MEMBERS = Rule(
    "FIN-01", f"民主理财小组由职工选举，不少于 {FEWEST} 人；记账的人审不了自己的账", None, "", "", D
)  # fmt: skip
PERIODS = Rule("FIN-02", f"账目按月或按季审查，期末后 {REVIEW_DAYS} 个工作日内完成", None, "", "", D)
VOUCHERS = Rule("FIN-03", "凭证逐笔审查，编号不重复，合计由凭证算出", None, "", "", D)
QUESTIONS = Rule("FIN-04", "质询交给责任单位限期答复；没有答复也没有写明原因结转的，账目不能签字", None, "", "", D)
SIGNATURES = Rule("FIN-05", "过半数组员到会，到会的每人本人签字或者写明保留意见，全部签了才算审查完", None, "", "", D)
PUBLISHED = Rule("FIN-06", "没有签字的账目不能作为已审查公布；公布后的更正另写一条，原文不动", None, "", "", D)


def first_and_last(year: int, month: int | None, quarter: int | None) -> tuple[date, date]:
    """The first and the last day of a month or of a quarter; exactly one of the two is given."""
    first_month = month if month is not None else 3 * (quarter or 1) - 2
    first = date(year, first_month, 1)
    after = first_month + (1 if month is not None else 3)
    last = date(year + (after > 12), after - 12 if after > 12 else after, 1) - timedelta(1)
    return first, last


def words_of(year: int, month: int | None, quarter: int | None) -> str:
    """2026年10月, or 2026年第3季度."""
    return f"{year}年{month}月" if month is not None else f"{year}年第{quarter}季度"


def ended(rhythm: str, since: date, today: date) -> Iterator[tuple[int, int | None, int | None]]:
    """Year, month and quarter of every period whose last day lies from `since` to yesterday, in order."""
    months = 1 if rhythm == "month" else 3
    year, number = since.year, (since.month - 1) // months + 1
    while True:
        month, quarter = (number, None) if months == 1 else (None, number)
        if first_and_last(year, month, quarter)[1] >= today:
            return
        yield year, month, quarter
        year, number = (year + 1, 1) if number == 12 // months else (year, number + 1)


def check_begun(label: str, first: date, today: date) -> None:
    """Refuse a period of which no day has come. Rule FIN-02."""
    if first > today:
        raise Refused(f"{label}还没有到，不能开审。", rule=PERIODS)


def review_due(last: date, opened: date, workdays: Workdays) -> date:
    """The last day for the review: some working days after the period, or after the opening of one opened too late."""
    due = workdays.add(last, REVIEW_DAYS)
    return due if due >= opened else workdays.add(opened, REVIEW_DAYS)


def check_majority(present: int, members: int) -> None:
    """Refuse to hold a review at which not more than half of all members are. Rule FIN-05."""
    if 2 * present <= members:
        raise Refused(f"小组 {members} 人，到会 {present} 人，没有过半数，不能审查。", rule=SIGNATURES)


def check_complete(*, vouchers: int, pending: Iterable[str], unasked: Iterable[str], unanswered: int) -> None:
    """Refuse to end a review with a voucher nobody has judged, or a question without answer. Rules FIN-03, FIN-04."""
    if not vouchers:
        raise Refused("还没有登记凭证，请先录入或导入本期凭证。", rule=VOUCHERS)
    if rest := list(pending):
        raise Refused(f"还有 {len(rest)} 张凭证没有审：{listed(rest)}。", rule=VOUCHERS)
    if rest := list(unasked):
        raise Refused(f"凭证{listed(rest)}标了“有质询”，还没有提出质询。请提出，或改为通过、退回。", rule=QUESTIONS)
    check_answered(unanswered)


def check_answered(unanswered: int) -> None:
    if unanswered:
        raise Refused(f"还有 {unanswered} 条质询没有答复。请等答复，或逐条写明原因结转下期。", rule=QUESTIONS)


def listed(numbers: list[str]) -> str:
    """The first few, and how many there are."""
    return "、".join(numbers[:5]) + (f"等 {len(numbers)} 张" if len(numbers) > 5 else "")


def yuan(cents: int) -> str:
    """1,234.50 of 123450."""
    sign, rest = ("-" if cents < 0 else ""), abs(cents)
    return f"{sign}{rest // 100:,}.{rest % 100:02d}"


_BLANKS = dict.fromkeys(map(ord, " ,，\u3000\u00a0¥￥元"))


def cents_of(value: object) -> int:
    """The fen that a cell or a typed word means: 1234.5, “1,234.50”, “¥-56”. Raises ValueError with the sentence."""
    written = str(value).translate(_BLANKS).replace("．", ".").replace("－", "-")
    shown = str(value).strip()[:20]
    try:
        amount = Decimal(written)
    except InvalidOperation:
        raise ValueError(f"金额“{shown}”不是数字，请写成 1234.50 的样子。") from None
    if not amount.is_finite() or abs(amount) > MOST_CENTS // 100:
        raise ValueError(f"金额“{shown}”太大，请核对。")
    cents = amount * 100
    whole = cents.quantize(Decimal(1))
    # What a spreadsheet computed may be off by the width of a hair; what a person wrote is either fen or not.
    if abs(cents - whole) > Decimal("0.000001"):
        raise ValueError(f"金额“{shown}”最多两位小数，到分为止。")
    if whole == 0:
        raise ValueError("金额不能是 0。")
    return int(whole)
