"""The awards of the demo year: two that were given two years ago, one of them withdrawn; this year's names in their notices."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from evaluation.awards import workflow
from evaluation.awards.models import Campaign, Heard, Kind, Nomination, Office
from ymdm.workflow import SYSTEM

from .house import House
from .year import date_back, moment

TERMS = "职代会按期召开、议程规范；提案件件有答复；局务公开及时；职工群众认可。近三年没有违纪违法。"
GIVEN = {
    "马红霞": "三年提出提案 7 件，其中 5 件落实；组织水质化验班组开民主管理会，班务公开每月更新。",
    "贾平川": "测站职工意见当月收集、当月答复，两年没有一件逾期。",
}
DEEDS = "记录和整理职工意见 46 条，逐条跟踪到落实；义务讲解职代会程序 6 场。"


def tell_awards(house: House) -> None:
    this = house.day(-40).year
    last = _opened(house, this - 2, moment(house.day(-420), 60))
    given = [_proposed(house, last, name, deeds) for name, deeds in GIVEN.items()]
    chair = house.people["赵国栋"]
    at = max(_after(one) for one in given)
    for one in given:
        workflow.award(one, chair, at=at)
    workflow.publish_campaign(last, house.people["郑晓芸"], at=at + timedelta(hours=2))
    workflow.archive_campaign(last, house.people["郑晓芸"], at=at + timedelta(days=3))
    workflow.withdraw_award(
        given[1],
        chair,
        at=at + timedelta(days=90),
        reason="查实答复记录系事后补填，局工会委员会决定撤销称号、收回证书。",
    )
    date_back(house, at + timedelta(days=90))

    now = _opened(house, this, moment(house.day(-40), 60))
    first = _shown(house, now, "崔丽", DEEDS, moment(house.day(-38), 90))
    _reviewed(house, first, moment(house.day(-2), 70))
    second = _shown(house, now, "孙正阳", DEEDS, moment(house.day(-2), 90))
    workflow.object_without_name(
        second, SYSTEM, at=moment(house.day(-1), 90), text="讲解职代会程序那 6 场里，有 2 场是崔丽讲的，签到表可以查。"
    )
    date_back(house, moment(house.day(-1), 90))


def _opened(house: House, year: int, at: datetime) -> Campaign:
    return workflow.open_campaign(
        house.units["HSZ"], house.people["郑晓芸"], at=at, year=year, title=f"{year}年度民主管理和职代会工作先进评选",
        terms=TERMS, nominate_until=timezone.localdate(at) + timedelta(days=60),
        quotas={Kind.MODEL_UNIT: 3, Kind.MODEL_GROUP: 5, Kind.MODEL_INDIVIDUAL: 3, Kind.OUTSTANDING: 5},
    )  # fmt: skip


def _again(nomination: Nomination) -> Nomination:
    return Nomination.objects.select_related("unit", "campaign__unit").get(pk=nomination.pk)


def _shown(house: House, campaign: Campaign, name: str, deeds: str, at: datetime) -> Nomination:
    """Put forward by the union of the branch, after a talk; in its notice."""
    union = house.people["杜海燕"]
    made = workflow.nominate(
        house.units["XF"], union, at=at, campaign=campaign, kind=Kind.MODEL_INDIVIDUAL, deeds=deeds,
        nominee_person=house.people[name],
    )  # fmt: skip
    workflow.begin_notice(
        made, union, at=at + timedelta(hours=1), heard=Heard.TALKS, heard_on=timezone.localdate(at), days=5,
        opinions="各科室、测站职工 31 人座谈，29 人同意推荐，2 人没有意见。",
    )  # fmt: skip
    return _again(made)


def _after(nomination: Nomination) -> datetime:
    """The morning after the last day of the newest notice."""
    newest = nomination.notices.latest("until_on")
    return moment(newest.until_on + timedelta(days=1), 60)


def _reviewed(house: House, nomination: Nomination, at: datetime) -> Nomination:
    """Handed in when its notice was over; the discipline office was asked, the name stands in the bureau's notice."""
    union = house.people["郑晓芸"]
    workflow.end_notice(
        nomination, house.people["杜海燕"], at=_after(nomination), conclusion="公示 5 个工作日，没有异议。"
    )
    workflow.note_inquiry(
        nomination, union, at=at, office=Office.DISCIPLINE, asked="局纪委 卫秉正", answered_on=timezone.localdate(at),
        is_clear=True, answer="没有信访举报和处分记录，没有不同意见。",
    )  # fmt: skip
    workflow.pass_review(nomination, union, at=at + timedelta(hours=1), opinion="事迹属实，同意。", days=5)
    return _again(nomination)


def _proposed(house: House, campaign: Campaign, name: str, deeds: str) -> Nomination:
    shown = _shown(house, campaign, name, deeds, campaign.opened_at + timedelta(days=2))
    reviewed = _reviewed(house, shown, _after(shown) + timedelta(hours=2))
    workflow.end_superior_notice(
        reviewed, house.people["郑晓芸"], at=_after(reviewed), conclusion="公示 5 个工作日，没有异议。"
    )
    return _again(reviewed)
