"""Publicity sessions of the demo year: one that was held with opinions, one called off, one of today, one to come."""

from __future__ import annotations

from datetime import time

from django.utils import timezone

from evaluation.publicity import workflow
from evaluation.publicity.models import Kind, PublicitySession, SignIn
from ymdm import turning
from ymdm.organization.models import Person

from .house import House
from .year import date_back, moment

UNION, UNIT = "郑晓芸", "HSZ"
CAME = 14
OPINIONS = (
    ("useful", "例子都是身边的，听得懂"), ("useful", ""), ("useful", "希望讲讲野外津贴"), ("useful", ""), ("so_so", "时间长了"),
    ("useful", ""),
)  # fmt: skip


def tell_publicity(house: House) -> None:
    """All of the bureau's union: into a team, onto a site, into the agency."""
    held = _plan(house, -24, -15, "职代会条例和职工的权利", "赵国栋", Kind.TEAM, "韭园沟测站会议室")
    _hold(house, held)
    off = _plan(house, -12, -8, "局务公开怎么看、怎么提意见", "郑晓芸", Kind.SITE, "工地活动室")
    workflow.call_off(_again(off), house.people[UNION], at=moment(off.on, -20), reason="暴雨，工地停工，改期另行安排。")
    date_back(house, moment(off.on, -20))
    # Any day of the week, and early in the morning as well.
    today = _plan(house, -3, None, "怎样写一件好提案", "赵国栋", Kind.AGENCY, "局机关三楼会议室")
    workflow.open_signing(_again(today), house.people[UNION], at=min(moment(today.on, -30), timezone.now()))
    _plan(house, -2, 6, "民主管理办法解读", "郑晓芸", Kind.SITE, "淤地坝工地")


def _plan(
    house: House, planned: int, on: int | None, topic: str, speaker: str, kind: Kind, place: str
) -> PublicitySession:
    """`on` in working days from the day of seeding, None for that very day."""
    at = moment(house.day(planned), 75)
    made = workflow.plan(
        house.units[UNIT], house.people[UNION], at=at, topic=topic, speaker=speaker, kind=kind, place=place,
        on=house.today if on is None else house.day(on), starts=time(9, 30),
    )  # fmt: skip
    date_back(house, at)
    return made


def _again(session: PublicitySession) -> PublicitySession:
    return PublicitySession.objects.select_related("unit").get(pk=session.pk)


def _hold(house: House, session: PublicitySession) -> None:
    union = house.people[UNION]
    workflow.open_signing(_again(session), union, at=moment(session.on, 80))
    opened = _again(session)
    people = Person.objects.filter(left_on=None, unit__path__startswith=session.unit.path).order_by("pk")
    at = moment(session.on, 85)
    code = turning.code_at(opened.secret, opened.pk, at)
    for one in people.select_related("unit")[:CAME]:
        workflow.sign_in(opened, one, at=at, code=code)
    workflow.hold(_again(session), union, at=moment(session.on, 180))
    came = SignIn.objects.filter(session=session).select_related("session__unit", "person")
    for one, (opinion, words) in zip(came, OPINIONS, strict=False):
        workflow.give_feedback(one, one.person, opinion=opinion, words=words, at=moment(session.on, 240))
