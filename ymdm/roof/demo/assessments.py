"""The scored year of the demo: scheme, self-checks, scores by two, a veto that was heard, an appeal, the published order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from importlib.resources import files

from evaluation.assessments import workflow
from evaluation.assessments.models import Answer, Assessment, Standings, UnionPoint, Veto
from evaluation.assessments.workflow.checking import Claim
from evaluation.assessments.workflow.concluding import Ruling
from evaluation.assessments.workflow.scoring import Mark
from evaluation.figures.sources import source_for
from evaluation.papers.indicator_sheets import Indicator, read_table
from evaluation.schemes import workflow as schemes
from evaluation.schemes.classes import UnitClass
from evaluation.schemes.models import Scheme
from ymdm.papers.sheets import read

from .house import House
from .year import date_back, moment

# Unit: who fills the self-check in, who signs it.
DESKS = {"XF": ("杜海燕", "郭万里"), "SD": ("苗青", "高树勋"), "HQ": ("杨秀兰", "高树勋")}
INSPECTORS = ("沈知行", "田雨")
NOT_HERE = "本单位职工参加局职代会，不单独建会。"
# What no record fills, by the number of the item: points and what the unit wrote.
GAPS = {"1.1": (4, "领导小组有文件，全年专题研究两次。"), "1.4": (3, "工会专职一人，经费列入预算。"), "5.3": (3, "")}
# Where the unit claims more than the records say, or says that there is no such matter.
BOUND = "制度汇编是纸质的，六项都有。"
APPRAISED = "年中在职工大会上评议，结果已反馈。"
CLAIMS: Mapping[tuple[str, str], tuple[Decimal | None, str]] = {
    **{(code, "1.2"): (Decimal(4), BOUND) for code in DESKS},
    **{(code, "5.1"): (Decimal(6), APPRAISED) for code in DESKS},
    ("XF", "7.1"): (Decimal(4), "董庄沟测站的会议记录写在纸质台账上。"),
    ("SD", "2.1"): (None, NOT_HERE), ("SD", "6.2"): (None, NOT_HERE),
    ("HQ", "2.1"): (None, NOT_HERE), ("HQ", "6.2"): (None, NOT_HERE),
}  # fmt: skip
# What the inspectors saw in papers that the records do not hold.
SEEN = {"1.2": (3, "有纸质制度汇编，六项没有全部录入系统"), "5.1": (4, "评议有记录，结果没有归档")}
# By how much the second inspector goes below the first.
STRICTER = {("SD", "1.1"): Decimal("0.5"), ("XF", "1.4"): Decimal("0.5"), ("HQ", "5.3"): Decimal(1)}
APPEALED = "7.1"


def assessed_year(house: House) -> int:
    """The year of which the demo holds the most: this one, or early in the year the last one."""
    return house.day(-75).year


def tell_assessments(house: House) -> None:
    """Announced, checked, scored, heard, appealed, final, published."""
    scheme = _scheme(house)
    found = {code: _checked(house, scheme, code) for code in DESKS}
    _scored(house, found)
    _veto(house, found["SD"])
    _told(house, found)
    _appeal(house, found["XF"])
    _published(house, scheme, found)
    _tasks(house)


def indicators() -> list[Indicator]:
    """The table of the demo as an import reads it, each item with the figure that fills it."""
    with files(__package__).joinpath("indicators.csv").open("rb") as file:
        [sheet] = read(file, "indicators.csv")  # type: ignore[arg-type]
    table = read_table(sheet)
    if table is None or table.wrong:
        raise AssertionError(f"the table of the demo: {table and table.wrong}")
    return [
        Indicator(row.group, row.code, row.name, row.criteria, row.source, row.item, source_for(row.name))
        for row in table.indicators
    ]


def _scheme(house: House) -> Scheme:
    made = schemes.draft(
        house.units["HSZ"], house.people["郑晓芸"], at=moment(house.day(-32), 60), year=assessed_year(house),
        unit_class=UnitClass.INSTITUTION, indicators=indicators(), self_check_due_on=house.day(-22),
    )  # fmt: skip
    schemes.announce(made, house.people["赵国栋"], at=moment(house.day(-30), 60))
    date_back(house, moment(house.day(-30), 60))
    return Scheme.objects.get(pk=made.pk)


def _again(assessment: Assessment) -> Assessment:
    return Assessment.objects.select_related("unit", "scheme__unit").get(pk=assessment.pk)


def _answers(assessment: Assessment) -> list[Answer]:
    return list(assessment.answers.select_related("item"))


def _checked(house: House, scheme: Scheme, code: str) -> Assessment:
    """Begun from the records, the gaps filled in, handed in and signed."""
    filler, signer = (house.people[name] for name in DESKS[code])
    made = workflow.begin(house.units[code], house.people["郑晓芸"], at=moment(house.day(-27), 60), scheme=scheme)
    claims = {}
    for answer in _answers(made):
        item = answer.item.code
        if (code, item) in CLAIMS:
            points, note = CLAIMS[code, item]
            claims[answer.pk] = Claim(points, points is not None, note)
        elif answer.is_missing:
            whole, note = GAPS.get(item, (0, "没有记录。"))
            claims[answer.pk] = Claim(min(Decimal(whole), answer.item.full), True, note)
    workflow.fill(made, filler, at=moment(house.day(-25), 60), claims=claims)
    workflow.hand_in(_again(made), filler, at=moment(house.day(-24), 60))
    workflow.sign(_again(made), signer, at=moment(house.day(-23), 60))
    date_back(house, moment(house.day(-23), 60))
    return _again(made)


def _scored(house: House, found: Mapping[str, Assessment]) -> None:
    """Two inspectors apart, each by the records and the papers that they saw."""
    people = [house.people[name] for name in INSPECTORS]
    for code, one in found.items():
        workflow.name_inspectors(one, house.people["郑晓芸"], at=moment(house.day(-20), 60), people=people)
        for number, person in enumerate(people):
            marks = {answer.pk: _mark(code, answer, number) for answer in _answers(one) if not answer.item.is_outside}
            workflow.score(_again(one), person, at=moment(house.day(-18), 60 + number), marks=marks)
            workflow.sign_scores(_again(one), person, at=moment(house.day(-17), 60 + number))
    date_back(house, moment(house.day(-17), 90))


def _mark(code: str, answer: Answer, number: int) -> Mark:
    if not answer.is_applicable:
        return Mark(None)
    whole, reason = SEEN.get(answer.item.code, (None, answer.raises or "未提供依据"))
    # A unit's word alone raises nothing that the records count.
    points = answer.suggested if answer.suggested is not None else answer.claimed or Decimal(0)
    points = points if whole is None else Decimal(whole)
    points = max(Decimal(0), points - STRICTER.get((code, answer.item.code), Decimal(0)) * number)
    return Mark(points, "" if points >= answer.item.full else reason)


def _veto(house: House, one: Assessment) -> None:
    """Proposed, heard, and refused by the group."""
    item = one.scheme.items.get(code="9.1")
    made = workflow.propose_veto(
        _again(one), house.people[INSPECTORS[0]], at=moment(house.day(-17), 120), item=item,
        reason=f"{one.year}年绥德局没有召开职代会的记录",
    )  # fmt: skip
    veto = Veto.objects.select_related("assessment__unit", "assessment__scheme__unit", "item").get(pk=made.pk)
    workflow.explain_veto(
        veto, house.people["苗青"], at=moment(house.day(-15), 60),
        text="绥德局职工选举产生六名代表参加局职代会，组成绥德代表团，按局职代会实施细则不单独建会。",
    )  # fmt: skip
    workflow.decide_veto(
        veto, house.people["郑晓芸"], at=moment(house.day(-14), 60), votes_for=1, votes_against=4,
        reason="参加上级单位职代会、有代表团，不属于未召开职代会。",
    )  # fmt: skip
    date_back(house, moment(house.day(-14), 60))


def _told(house: House, found: Mapping[str, Assessment]) -> None:
    for one in found.values():
        workflow.show(_again(one), house.people["郑晓芸"], at=moment(house.day(-13), 60))
    date_back(house, moment(house.day(-13), 60))
    for code in ("SD", "HQ"):
        workflow.accept(_again(found[code]), house.people[DESKS[code][1]], at=moment(house.day(-12), 60))


def _appeal(house: House, one: Assessment) -> None:
    """One item, raised by somebody who did not score."""
    answer = one.answers.select_related("item").get(item__code=APPEALED)
    workflow.appeal(
        _again(one), house.people["杜海燕"], at=moment(house.day(-11), 60),
        items={answer.pk: "董庄沟测站全年开会四次，记录写在纸质台账上，附记录本。"},
    )  # fmt: skip
    workflow.decide_appeal(
        _again(one), house.people["孟繁星"], at=moment(house.day(-8), 60),
        rulings={answer.pk: Ruling(answer.item.full - 1, "纸质记录属实，没有录入系统，扣 1 分。")},
    )  # fmt: skip
    date_back(house, moment(house.day(-8), 60))


def _published(house: House, scheme: Scheme, found: Mapping[str, Assessment]) -> None:
    union = house.people["郑晓芸"]
    for one in found.values():
        workflow.finish(_again(one), union, at=moment(house.day(-7), 60))
    made = workflow.propose_standings(house.units["HSZ"], union, at=moment(house.day(-6), 60), scheme=scheme, quota=40)
    standings = Standings.objects.select_related("scheme__unit").get(pk=made.pk)
    workflow.publish_standings(standings, house.people["赵国栋"], at=moment(house.day(-5), 60))
    date_back(house, moment(house.day(-5), 60))


def _tasks(house: House) -> None:
    """One weak item has its person and its day; the others wait for theirs."""
    seen = UnionPoint.objects.select_related("unit", "answer__item", "answer__assessment__scheme__unit")
    point = seen.filter(unit=house.units["SD"]).order_by("-lost", "pk").first()
    if point is not None:
        workflow.assign_point(
            point, house.people["苗青"], at=moment(house.day(-3), 60), task="两个测站每季度开一次民主管理会，记录当月录入。",
            person=house.people["高建民"], due_on=date(point.year, 6, 30) if point.year > house.today.year else date(point.year, 12, 30),
        )  # fmt: skip
        date_back(house, moment(house.day(-3), 60))
