"""What a team opens from the phone, what readers do under the five openings, and what the inspector wrote down."""

from __future__ import annotations

from datetime import timedelta

from disclosure import sampling, workflow
from disclosure.events import open_event
from disclosure.models import CatalogueItem, Obligation, Publication, Version
from disclosure.workflow import inspecting

from .house import House
from .year import moment

CLEAN = dict.fromkeys(("state_secrets", "work_secrets", "business_secrets", "personal_data"), "none")
BODY = "本月出勤 26 人，夜间值守 12 班，补休 4 人次，加班 18 小时；考勤表贴在值班室。"


def tell_openings(house: House) -> None:
    """A team's months but the latest, a nomination, a line of the accounts, a sample that agrees, a survey."""
    _team(house)
    _readers(house)
    _inspector(house)


def _through(house: House, made: Publication, days: int) -> None:
    version = Version.objects.select_related("publication__unit", "author").get(publication=made, number=1)
    at = moment(house.day(days))
    workflow.pass_review(version, house.people["卫秉正"], at=at + timedelta(minutes=60), attribute="employees", **CLEAN)
    version = Version.objects.select_related("publication__unit", "author", "slip").get(pk=version.pk)
    workflow.approve(version, house.people["郭万里"], at=at + timedelta(minutes=90))


def _team(house: House) -> None:
    owed = Obligation.objects.still_owed().filter(unit=house.units["XF-T1"], item__code="D22", ends_on__lt=house.today)
    months = list(owed.select_related("unit", "item").order_by("ends_on"))
    for number, one in enumerate(months[:-1]):
        made = workflow.hand_in(
            one.unit, house.people["杜海燕"], at=moment(house.day(-30 + number)), obligation=one,
            title=f"{one.unit.short}{one.label}考勤和值守", body=BODY,
        )  # fmt: skip
        _through(house, made, -30 + number)


def _readers(house: House) -> None:
    unit, item = house.units["XF"], CatalogueItem.objects.get(code="D14")
    [row] = open_event(
        unit, item, key="event:models", label="劳动模范推荐", formed_on=house.day(-3), stages=["before"],
        at=moment(house.day(-3)),
    )  # fmt: skip
    made = workflow.hand_in(
        unit, house.people["杜海燕"], at=moment(house.day(-3)), obligation=row, title="西峰局劳动模范推荐条件和名额",
        body="推荐 1 名，从一线职工中产生；条件：连续三年考核合格以上，近五年没有安全责任事故。职工都可以推荐。",
    )  # fmt: skip
    _through(house, made, -3)
    made.refresh_from_db()
    workflow.nominate(
        made,
        house.people["马红霞"],
        at=moment(house.day(-2)),
        about="石磊（监测科）",
        text="连续两个汛期值守在淤地坝。",
    )
    accounts = Publication.objects.opened().filter(unit=unit, item__code="D04").first()
    if accounts is not None:
        workflow.ask_line(
            accounts, house.people["马红霞"], at=moment(house.day(-4)), about="第 2 行维修费", text="是哪几处的维修？"
        )


def _inspector(house: House) -> None:
    unit, inspector, day = house.units["XF"], house.people["孟繁星"], house.day(-1)
    seed = f"{day:%Y%m%d}"
    drawn = Publication.objects.in_bulk(sampling.sample_of(unit, day.year, seed, day))
    for one in list(drawn.values())[:3]:
        inspecting.record_finding(
            unit, inspector, at=moment(day, 60), publication=one, seed=seed, result="agrees",
            papers="记账凭证、会议记录",
        )  # fmt: skip
    inspecting.record_survey(
        unit, inspector, at=moment(day, 90), held_on=day, handed_out=60, came_back=54, satisfied=51,
        how="无记名纸质问卷，班组会上发放",
    )  # fmt: skip
