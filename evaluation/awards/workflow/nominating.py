"""A unit puts a name forward: after opinions were heard, under conditions that the records show, for a public notice."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ymdm.organization.models import Level as UnitLevel
from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from ...assessments.scoring_rules import PARTS
from ...schemes.classes import TEAMS
from .. import conditions, notices, rules
from ..facts import conditions_of
from ..models import Campaign, CampaignState, Heard, Kind, Level, Nomination, ObjectionState, State, Support
from ..models.campaigns import OF_UNITS
from ..models.nominations import PENDING
from .posting import close, show


def _check_nominee(unit: Unit, kind: str, of_unit: Unit | None, person: Person | None) -> None:
    """Raise Refused unless exactly one nominee of the kind is named, and of this unit."""
    if kind in OF_UNITS and (of_unit is None or person is not None):
        raise Refused(f"{Kind(kind).label}要选一个单位或者集体。", rule=rules.CONDITIONS)
    if kind not in OF_UNITS and (person is None or of_unit is not None):
        raise Refused(f"{Kind(kind).label}要写一位职工。", rule=rules.CONDITIONS)
    home = of_unit or (person.unit if person else unit)
    if not home.is_within(unit):
        raise Refused(f"{of_unit or person}不在{unit}，不能由{unit}提名。", rule=rules.FLOW)
    if kind == Kind.MODEL_UNIT and of_unit is not None and UnitLevel(of_unit.level) in PARTS:
        raise Refused(f"{of_unit}是{of_unit.get_level_display()}，不能提名先进单位。", rule=rules.CONDITIONS)
    if kind == Kind.MODEL_GROUP and of_unit is not None and UnitLevel(of_unit.level) not in TEAMS:
        raise Refused("先进集体只能是班组、项目部或者课题组。", rule=rules.CONDITIONS)


@step(Nomination, creates=True, reaches=State.DRAFT, needs="awards.nominate", cites=rules.FLOW, says="提名")
def nominate(
    unit: Unit, by: Any, *, at: datetime, campaign: Campaign, kind: str, deeds: str, nominee_unit: Unit | None = None,
    nominee_person: Person | None = None, tour_report: str = "", wants_support: bool = False,
) -> Nomination:  # fmt: skip
    """Write a name down with its deeds. Nobody outside the offices reads it yet, unless the unit's people are asked."""
    locked = Campaign.objects.select_for_update().select_related("unit").get(pk=campaign.pk)
    if locked.state != CampaignState.CALLED:
        raise Refused(f"{locked}{locked.get_state_display()}，不能再提名。", rule=rules.FLOW)
    rules.check_nominate_day(locked.nominate_until, timezone.localdate(at))
    if not unit.is_within(locked.unit):
        raise Refused(f"{unit}不在{locked.unit}的评选范围。", rule=rules.FLOW)
    if not locked.quotas.filter(kind=kind).exists():
        raise Refused("这次评选没有这一种的名额。", rule=rules.FLOW)
    _check_nominee(unit, kind, nominee_unit, nominee_person)
    if nominee_person is not None and nominee_person == by:
        raise Refused("不能自己提名自己，请另一名工会干部办理。", rule=rules.FLOW)
    same = locked.nominations.filter(kind=kind, nominee_unit=nominee_unit, nominee_person=nominee_person)
    if same.filter(state__in=[*PENDING, State.AWARDED]).exists():
        raise Refused(f"{nominee_unit or nominee_person}已经提名过{Kind(kind).label}。", rule=rules.FLOW)
    if not deeds.strip():
        raise Refused("请写主要事迹。", rule=rules.CONDITIONS)
    return Nomination.objects.create(
        campaign=locked, kind=kind, unit=unit, nominee_unit=nominee_unit, nominee_person=nominee_person,
        name=str(nominee_unit or nominee_person)[:80], deeds=deeds.strip(), tour_report=tour_report.strip()[:120],
        wants_support=wants_support, nominated_by=by, nominated_at=at,
    )  # fmt: skip


def not_nominee(nomination: Nomination, by: Any) -> str:
    """Whoever is named does nothing about the own name."""
    is_own = nomination.nominee_person_id is not None and nomination.nominee_person_id == getattr(by, "pk", None)
    return "您是被提名人，这件事请别人办理。" if is_own else ""


@step(
    Nomination, leaves=[State.DRAFT], needs="awards.nominate", only=not_nominee, cites=rules.FLOW, says="修改提名材料"
)  # fmt: skip
def amend(nomination: Nomination, by: Any, *, at: datetime, deeds: str, tour_report: str = "") -> None:
    nomination.deeds, nomination.tour_report = deeds.strip(), tour_report.strip()[:120]


def _may_support(nomination: Nomination, by: Any) -> str:
    if not getattr(by, "unit", None) or not by.unit.is_within(nomination.unit):
        return f"只有{nomination.unit}的职工可以支持。"
    return not_nominee(nomination, by)


def _judge_support(nomination: Nomination, by: Any, at: datetime) -> None:
    if not nomination.wants_support:
        raise Refused("这个提名不在平台上征集支持。", rule=rules.FLOW)
    given = getattr(nomination, "is_supported", None)  # a page asks once
    if given if given is not None else nomination.supports.filter(person=by).exists():
        raise Refused("您已经支持过，一人一次。", rule=rules.FLOW)


@step(
    Nomination, leaves=[State.DRAFT], only=_may_support, judge=_judge_support, cites=rules.FLOW, says="支持提名"
)  # fmt: skip
def support(nomination: Nomination, by: Any, *, at: datetime) -> None:
    """An employee of the unit supports the name: openly, once."""
    Support.objects.create(nomination=nomination, person=by, at=at)


@step(
    Nomination, leaves=[State.DRAFT], reaches=State.UNIT_NOTICE, needs="awards.nominate", only=not_nominee,
    cites=rules.NOTICE, says="单位公示",
)  # fmt: skip
def begin_notice(
    nomination: Nomination, by: Any, *, at: datetime, heard: str, opinions: str, heard_on: date, days: int
) -> None:
    """Show the name in the unit once every condition is met and opinions were heard; the figures are kept as they stand."""
    today = timezone.localdate(at)
    rules.check_opinions(opinions)
    if heard_on > today:
        raise Refused("听取意见的日期不能晚于今天。", rule=rules.FLOW)
    found = conditions_of(nomination, today)
    conditions.check(found)
    if nomination.wants_support:
        nomination.supporters = nomination.supports.count()
        if not nomination.supporters:
            raise Refused("还没有职工支持。", rule=rules.FLOW, remedy="请先请职工在手机上支持，或者撤回后另行提名。")
    elif heard == Heard.SUPPORT:
        raise Refused("这个提名没有在平台上征集支持，请选别的方式。", rule=rules.FLOW)
    nomination.heard, nomination.opinions, nomination.heard_on = heard, opinions.strip(), heard_on
    nomination.checked = [one.row for one in found]
    show(nomination, Level.UNIT, days, at)
    notices.shown_in_unit(nomination)


@step(
    Nomination, leaves=[State.DRAFT, State.UNIT_NOTICE, State.HANDED_IN], reaches=State.TAKEN_BACK, needs="awards.nominate",
    cites=rules.FLOW, says="撤回提名",
)  # fmt: skip
def take_back(nomination: Nomination, by: Any, *, at: datetime, reason: str) -> None:
    """The unit takes the name back and says why. An objection is concluded all the same, so not while one is open."""
    if nomination.notices.filter(objections__state=ObjectionState.OPEN).exists():
        raise Refused("还有异议没有书面结论，不能撤回。", rule=rules.NOTICE, remedy="请先逐件核查、写出结论。")
    nomination.ended_because = reason.strip()[:500]
    close(nomination, by, at, "单位撤回提名")
