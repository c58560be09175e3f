"""What the units of the demo year opened, what is under way, withheld, asked and objected to, and what is missing."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any

from disclosure import obliging, workflow
from disclosure.events import open_event
from disclosure.models import CatalogueItem, Obligation, Publication, Version
from disclosure.workflow import settling
from ymdm.organization.models import Person
from ymdm.workflow import SYSTEM

from .house import House
from .openings import tell_openings
from .year import date_back, moment

# Unit: who settles and drafts, who reviews, who approves.
DESKS = {
    "HSZ": ("郑晓芸", "卫秉正", "宋致远"),
    "XF": ("杜海燕", "卫秉正", "郭万里"),
    "SD": ("苗青", "卫秉正", "高树勋"),
    "HQ": ("杨秀兰", "卫秉正", "高树勋"),
    "XF-T1": ("杜海燕", "卫秉正", "郭万里"),
}
# What somebody left undone, so that the map has its gaps.
GAPS = {("SD", "D07"), ("SD", "D18"), ("HQ", "D15"), ("XF", "D13")}
LATE = {("HQ", "D04"), ("SD", "D16")}
CLEAN = dict.fromkeys(("state_secrets", "work_secrets", "business_secrets", "personal_data"), "none")
SINCE = -105  # working days before today, on which the catalogues were settled


def tell_disclosure(house: House) -> None:
    """Settle the catalogues, owe what they ask for, and live through a quarter of publications."""
    texts = tomllib.loads(files(__package__).joinpath("disclosure.toml").read_text(encoding="utf-8"))["text"]
    since, today = house.day(SINCE), house.today
    for code, (author, _, _) in DESKS.items():
        unit, by = house.units[code], house.people[author]
        settling.settle(
            unit, by, at=moment(since), year=since.year, adopted_on=since, document=f"{unit.short}〔{since.year}〕18号"
        )
        settling.set_up_board(
            unit, by, at=moment(since, 5), place="值班室公开栏" if "-" in code else "一楼大厅公开栏", from_on=since
        )
    for year in sorted({since.year, today.year}):
        obliging.owe_year(year)
    owed = Obligation.objects.filter(due_on__lte=today, item__code__in=texts).order_by("due_on", "pk")
    for one in owed.select_related("unit", "item"):
        if (one.unit.code, one.item.code) not in GAPS:
            _on_its_day(house, one, texts[one.item.code])
    _special(house)


def _on_its_day(house: House, owed: Obligation, text: dict[str, str]) -> None:
    days = -3 if (owed.unit.code, owed.item.code) not in LATE else 2
    day = min(house.workdays.add(owed.due_on, days), house.today)
    if day <= house.day(SINCE):
        day = house.day(SINCE + 2)
    names = {"unit": owed.unit.short, "label": owed.label}
    _publish(house, owed, moment(day, 60), title=text["title"].format(**names), body=text["body"].format(**names))


def _publish(house: House, owed: Obligation, at: datetime, **typed: Any) -> Publication:
    """Through the three people of the unit, all on one morning."""
    made = workflow.draft(owed.unit, _who(house, owed)[0], at=at, obligation=owed, scope="house", **typed)
    _through(house, made, at)
    date_back(house, at)
    return Publication.objects.select_related("unit", "item", "obligation").get(pk=made.pk)


def _who(house: House, owed: Obligation) -> tuple[Person, ...]:
    return tuple(house.people[name] for name in DESKS[owed.unit.code])


def _through(house: House, made: Publication, at: datetime) -> None:
    author, reviewer, approver = _who(house, made.obligation)
    version = made.versions.select_related("publication__unit", "author").order_by("-number")[0]
    workflow.submit(version, author, at=at + timedelta(minutes=10))
    workflow.pass_review(version, reviewer, at=at + timedelta(minutes=40), attribute="employees", **CLEAN)
    workflow.approve(version, approver, at=at + timedelta(minutes=70))


def _event(house: House, code: str, item: str, key: str, label: str, formed_on: date, stages: list[str]) -> Any:
    found = CatalogueItem.objects.get(code=item)
    return {
        one.stage: one
        for one in open_event(
            house.units[code], found, key=key, label=label, formed_on=formed_on, stages=stages, at=moment(formed_on)
        )
    }


def _special(house: House) -> None:
    """One of each kind that a visitor looks for: objected to, running, corrected, asked about, withheld, under way."""
    people, day = house.people, house.day
    union, reader = people["郑晓芸"], people["薛岚"]
    rows = _event(house, "HSZ", "D09", "event:posts-1", "监测处副处长人选", day(-30), ["before", "result"])
    notice = _publish(
        house, rows["before"], moment(day(-28)), title="监测处副处长人选任前公示", is_notice=True,
        body="<p>拟任：秦岭，男，1979年生，现任科技与监测处科长，拟任副处长。有异议的，请在公示期内提出。</p>",
    )  # fmt: skip
    objection = workflow.remark(
        notice, reader, at=moment(day(-25), 200), kind="objection", text="公示材料没有写明近三年考核结果。"
    )
    workflow.answer(
        objection, union, at=moment(day(-23)), is_adopted=True,
        text="近三年考核为优秀、称职、称职，已经补充张贴；不影响任职条件。",
    )  # fmt: skip
    workflow.conclude(
        notice, union, at=moment(day(-20)), conclusion="收到异议一件，已书面答复并补充张贴，公示结果不影响任职。"
    )
    _publish(
        house, rows["result"], moment(day(-18)), title="监测处副处长任职决定",
        body="<p>经公示并办结异议，秦岭任科技与监测处副处长。</p>",
    )  # fmt: skip

    rows = _event(house, "XF", "D14", "event:advanced", "年度先进职工推荐", day(-4), ["before"])
    running = _publish(
        house, rows["before"], moment(day(-2)), title="西峰局年度先进职工推荐人选公示", is_notice=True,
        body="<p>推荐石磊、马红霞、贾平川三人，条件和民主推荐得票见附表。公示期内可以提异议，也可以匿名。</p>",
    )  # fmt: skip
    workflow.object_without_name(
        running, SYSTEM, at=moment(day(-1), 100), text="去年第三季度有一名人选请假二十天，考勤表没有反映，请核对。"
    )

    accounts = Publication.objects.opened().filter(unit=house.units["HSZ"], item__code="D04").first()
    if accounts is not None:
        asked = workflow.remark(
            accounts,
            reader,
            at=moment(day(-10)),
            kind="question",
            about="差旅费",
            text="差旅费为什么比预算多三万多元？",
        )
        workflow.answer(
            asked, union, at=moment(day(-8)), text="汛期多了两次沟道工程检查，住宿和车辆共 3.3 万元，已按程序调剂。"
        )
        workflow.remark(
            accounts, people["马红霞"], at=moment(day(-3)), kind="opinion", text="建议以后按处室列明细，便于大家核对。"
        )
        workflow.correct(
            accounts, union, at=moment(day(-6)), note="车辆运行支出应为 8.9 万元，原表误写为 8.7 万元",
            body=accounts.versions.get(state="published").body.replace("8.7", "8.9"),
        )  # fmt: skip
        _through(house, accounts, moment(day(-6), 60))
    _closed_and_underway(house)
    tell_openings(house)
    date_back(house, moment(day(-1), 300))


def _closed_and_underway(house: House) -> None:
    people, day = house.people, house.day
    rows = _event(house, "HQ", "D06", "event:canteen", "食堂维修", day(-12), ["before", "process"])
    asked = workflow.withhold(
        house.units["HQ"], people["杨秀兰"], at=moment(day(-11)), obligation=rows["process"], ground="business_secret",
        reason="三家投标单位的报价明细，中标以后公开中标价。",
    )  # fmt: skip
    workflow.consent(asked, people["高树勋"], at=moment(day(-9)), decision="同意，中标价在结果阶段公开。")
    draft = workflow.draft(
        house.units["HQ"], people["杨秀兰"], at=moment(day(-5)), obligation=rows["before"], scope="house",
        title="食堂维修立项和招标方式", body="<p>维修面积 420 平方米，概算 36 万元，采用公开询价。</p>",
    )  # fmt: skip
    workflow.submit(draft.versions.get(), people["杨秀兰"], at=moment(day(-4)))
    rows = _event(house, "HSZ", "D02", "event:travel-rules", "野外作业差旅办法", day(-6), ["before"])
    opinions = workflow.draft(
        house.units["HSZ"], people["郑晓芸"], at=moment(day(-5)), obligation=rows["before"], scope="house",
        title="野外作业差旅办法（征求意见稿）",
        body="<p>第一条 野外作业每天补贴 100 元。</p><p>第二条 连续作业超过十天的，增加休整日一天。</p>",
    )  # fmt: skip
    version: Version = opinions.versions.get()
    workflow.collect(version, people["郑晓芸"], at=moment(day(-4)), until=day(6))
