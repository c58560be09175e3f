"""F1 to F10: what an inspector checks about the disclosure of a unit in a year (domain 9). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from congress.rules.finding import Finding, Verdict, day, share
from ymdm.rulebook import Confidence, Rule

from .catalogue import REMOVAL
from .publishing import MASKED, POSTING, SLIP, STAGES, STOPS

D, V = Confidence.OWN_DECISION, Confidence.READ

BOARD = Rule("DIS-05", "每个单位有固定的公开栏", None, "", "《浙江省企业民主管理条例》第22条第(3)项", V)
FALSE = Rule("DIS-28", "任何人可以反映虚假公开或者应公开未公开", None, "", "《重庆市厂务公开条例》第13条", V)
REPORT = Rule("DIS-20", "年度公开报告次年 1 月 31 日前提出", None, "", "《政府信息公开条例》第49条", V)
REACH = Rule("DIS-46", "公开要让职工看得到，满意度由职工评价", None, "", "", D)

CHECKS = {
    "F1": "公开栏", "F2": "目录已确定", "F3": "审查单齐全", "F4": "张贴天数", "F5": "阶段完整", "F6": "异议已办结",
    "F7": "真实性抽查", "F8": "个人信息", "F9": "年度报告", "F10": "满意度调查",
}  # fmt: skip
SAMPLE = 5
PASS, FAIL, WARN, NA = Verdict.PASS, Verdict.FAIL, Verdict.WARN, Verdict.NA


@dataclass(frozen=True)
class Facts:
    """What is known about one unit and year on a day. Names are of publications, to be looked up."""

    year: int
    boards: tuple[str, ...]
    settled_on: date | None
    document: str
    items: int
    published: int
    without_slip: tuple[str, ...]
    postings: int
    too_short: tuple[str, ...]
    without_posting: tuple[str, ...]
    chains: int
    broken: tuple[str, ...]
    objections: int
    open_objections: tuple[str, ...]
    ignored_objections: tuple[str, ...]
    sample: tuple[str, ...]
    seed: str
    reports: int
    personal: tuple[str, ...]
    yearly_report_on: date | None
    # Of the sample: how many were compared with their papers, and which of them do not agree.
    compared: int = 0
    untrue: tuple[str, ...] = ()
    # The latest survey: its day, and how many were handed out, came back, are satisfied.
    surveyed_on: date | None = None
    survey: tuple[int, int, int] = (0, 0, 0)


def drawn(keys: list[int], seed: str, number: int = SAMPLE) -> list[int]:
    """`number` of the keys by a seed: anybody who knows the seed draws the same ones, and nobody chooses them. F7."""
    return sorted(keys, key=lambda key: sha256(f"{seed}:{key}".encode()).hexdigest())[:number]


def conformity(facts: Facts, today: date) -> list[Finding]:
    """The ten checks, in their order."""
    return list(_checks(facts, today))


def _checks(f: Facts, today: date) -> Iterator[Finding]:
    yield (
        Finding("F1", PASS, f"有固定的公开栏：{'、'.join(f.boards)}。", (("公开栏", len(f.boards)),), BOARD)
        if f.boards
        else Finding(
            "F1", FAIL, "没有固定的公开栏。", (("公开栏", 0),), BOARD, "设立公开栏，并在公开目录里登记位置和日期。"
        )
    )
    if f.settled_on:
        yield Finding(
            "F2", PASS, f"{f.year}年公开目录于{day(f.settled_on)}由{f.document}确定，列入 {f.items} 项。",
            (("目录事项", f.items),), REMOVAL,
        )  # fmt: skip
    else:
        yield Finding(
            "F2",
            FAIL,
            f"{f.year}年公开目录没有确定。",
            (("目录事项", f.items),),
            REMOVAL,
            "开会确定年度公开目录，登记日期和文件。",
        )
    yield _each(
        "F3", SLIP, f.published, f.without_slip, "公开的文本都有通过的审查单。", "没有通过的审查单：", "没有公开过的文本。",
        "立即暂停公开，补办保密审查。",
    )  # fmt: skip
    yield _postings(f)
    yield _each(
        "F5", STAGES, f.chains, f.broken, "应分阶段公开的，到期的阶段都已公开。", "缺少阶段：", "没有要分阶段公开的事。",
        "补齐缺少的阶段，并说明为什么没有按时公开。",
    )  # fmt: skip
    yield _objections(f)
    yield _sample(f)
    yield _each(
        "F8", MASKED, f.published, f.personal, "公开的文本里没有发现没有遮盖的个人信息。", "可能有没有遮盖的个人信息：",
        "没有公开过的文本。", "核对原文；确实是个人信息又没有依据的，更正并遮盖。",
    )  # fmt: skip
    yield _yearly(f, today)
    yield _survey(f)


def _each(
    code: str, rule: Rule, whole: int, wrong: tuple[str, ...], fine: str, bad: str, none: str, remedy: str
) -> Finding:
    """A check that fails for each one that lacks something."""
    if not whole:
        return Finding(code, NA, none, (("共", 0),), rule)
    numbers = (("符合", share(whole - len(wrong), whole)),)
    if not wrong:
        return Finding(code, PASS, fine, numbers, rule)
    return Finding(code, FAIL, f"{bad}{_named(wrong)}。", numbers, rule, remedy)


def _named(names: tuple[str, ...], most: int = 5) -> str:
    rest = f"等 {len(names)} 件" if len(names) > most else ""
    return f"{'；'.join(names[:most])}{rest}"


def _postings(f: Facts) -> Finding:
    if f.too_short:
        return Finding(
            "F4", FAIL, f"张贴天数不够：{_named(f.too_short)}。", (("张贴", f.postings), ("不够", len(f.too_short))), POSTING,
            "重新张贴，满期后再取下，张贴和取下都拍照。",
        )  # fmt: skip
    if f.without_posting:
        return Finding(
            "F4", WARN, f"没有张贴记录：{_named(f.without_posting)}。",
            (("张贴", f.postings), ("没有记录", len(f.without_posting))), POSTING,
            "职工没有账号的，要在公开栏张贴并拍照登记。",
        )  # fmt: skip
    if not f.postings:
        return Finding("F4", NA, "没有到期的张贴。", (("张贴", 0),), POSTING)
    return Finding("F4", PASS, "张贴都满了期限。", (("张贴", f.postings),), POSTING)


def _objections(f: Facts) -> Finding:
    numbers = (("异议", f.objections), ("未办结", len(f.open_objections)))
    if f.ignored_objections:
        return Finding(
            "F6", FAIL, f"公示期满还没有书面办结：{_named(f.ignored_objections)}。", numbers, STOPS,
            "书面作出结论并告知，办结以前不进行下一步。",
        )  # fmt: skip
    if f.open_objections:
        return Finding("F6", WARN, f"异议正在办理：{_named(f.open_objections)}。", numbers, STOPS, "按期书面作出结论。")
    if not f.objections:
        return Finding("F6", NA, "没有收到异议。", numbers, STOPS)
    return Finding("F6", PASS, "收到的异议都已书面办结。", numbers, STOPS)


def _sample(f: Facts) -> Finding:
    """Whether something was false only the source papers tell: the system draws, a person compares and writes it down."""
    numbers = (("抽取", len(f.sample)), ("已核对", f.compared), ("反映不实", f.reports), ("随机种子", f.seed))
    if not f.sample:
        return Finding("F7", NA, "没有公开过的文本可以抽查。", numbers, FALSE)
    if f.untrue:
        return Finding(
            "F7", FAIL, f"对照原始凭证不一致：{_named(f.untrue)}。", numbers, FALSE,
            "限期更正，更正稿和原文都留存；按规定通报。",
        )  # fmt: skip
    told = f"另有 {f.reports} 条不实反映，一并核对。" if f.reports else ""
    if f.compared >= len(f.sample):
        return Finding("F7", PASS, f"抽取的 {f.compared} 件对照原始凭证都一致。{told}", numbers, FALSE)
    done = f"已核对 {f.compared} 件，" if f.compared else ""
    return Finding(
        "F7", WARN, f"抽取 {len(f.sample)} 件，{done}由检查人员对照原始凭证：{'；'.join(f.sample)}。{told}", numbers, FALSE,
        "逐件对照原始凭证、会议记录，写明是否一致。种子相同，任何人抽出的都一样。",
    )  # fmt: skip


def _survey(f: Facts) -> Finding:
    """Employees were asked, with the numbers; how many are content is told, not judged."""
    if f.surveyed_on is None:
        return Finding(
            "F10", WARN, "系统里没有满意度调查的记录。", (), REACH, "检查时向职工发放问卷，登记发出、收回和满意的份数。"
        )
    out, back, content = f.survey
    numbers = (("收回", share(back, out)), ("满意和基本满意", share(content, back)))
    return Finding("F10", PASS, f"{day(f.surveyed_on)}向职工做了满意度调查。", numbers, REACH)


def _yearly(f: Facts, today: date) -> Finding:
    last = date(f.year + 1, 1, 31)
    if f.yearly_report_on is not None:
        late = f.yearly_report_on > last
        words = f"{f.year}年的报送文件于{day(f.yearly_report_on)}生成{'，晚于期限' if late else ''}。"
        return Finding("F9", WARN if late else PASS, words, (("期限", day(last)),), REPORT)
    if today <= last:
        return Finding(
            "F9", NA, f"{f.year}年的报告在{day(last)}前提出。", (("期限", day(last)),), REPORT, is_pending=True
        )
    return Finding(
        "F9", FAIL, f"{f.year}年没有年度报告。", (("期限", day(last)),), REPORT, "在“报送上级工会”生成年度报送文件。"
    )
