"""The notices of a name: objections with or without a name hold it until each is concluded in writing (EVA-33)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.organization.models import Person
from ymdm.workflow import Refused, step

from .. import kinds, notices, rules
from ..models import Level, Nomination, Objection, ObjectionState, PublicNotice, State
from .nominating import not_nominee
from .posting import close, end

SHOWN = [State.UNIT_NOTICE, State.SUPERIOR_NOTICE]


def standing_notice(nomination: Nomination, at: datetime) -> PublicNotice | None:
    """The notice that takes objections now. Pages that show many names hand in what they have fetched."""
    today = timezone.localdate(at)
    return next((one for one in nomination.notices.all() if one.is_running(today)), None)


def _hears(nomination: Nomination, by: Any, at: datetime) -> None:
    if standing_notice(nomination, at) is None:
        raise Refused("异议要在公示期内提出。", rule=rules.NOTICE, remedy="公示期外请向工会或者纪检部门反映。")


def _reads(nomination: Nomination, by: Any) -> str:
    """To whom the name is shown: the unit's people at the unit's notice, the whole house at the superior's."""
    place = nomination.unit if nomination.state == State.UNIT_NOTICE else nomination.organiser
    inside = by.unit.is_within(place) or place.is_within(by.unit)
    return "" if inside else "公示范围内的职工可以提出异议。"


@step(Nomination, leaves=SHOWN, only=_reads, judge=_hears, cites=rules.NOTICE, says="提出异议")
def raise_objection(nomination: Nomination, by: Person, *, at: datetime, text: str) -> Objection:
    """Object to a name while its notice stands; whoever posted it owes a conclusion in writing."""
    return _keep(nomination, by, at, text)


@step(Nomination, leaves=SHOWN, judge=_hears, cites=rules.NOTICE, says="匿名提出异议")
def object_without_name(nomination: Nomination, by: Any, *, at: datetime, text: str) -> Objection:
    """An objection of which nothing is kept but its words and day; done by the system, so that the ledger has no name."""
    if len(text.strip()) < rules.FEWEST_WORDS:
        raise Refused("匿名异议请写具体事实（什么事、什么时候、在哪里），以便核查。", rule=rules.NOTICE)
    return _keep(nomination, None, at, text)


def _keep(nomination: Nomination, by: Person | None, at: datetime, text: str) -> Objection:
    notice = standing_notice(nomination, at)
    if notice is None or not text.strip():
        raise Refused("请写明对什么有异议。", rule=rules.NOTICE)
    made = Objection.objects.create(notice=notice, text=text.strip()[:1000], by=by, on=timezone.localdate(at))
    act = "awards.nominate" if notice.level == Level.UNIT else "awards.run"
    duties.open_duty(
        made, kind=kinds.CONCLUDE_OBJECTION, says="对异议作出书面结论", act=act, unit=made.unit, watcher=nomination.organiser,
        days=rules.OBJECTION_DAYS, rule=rules.NOTICE.id, at=at,
    )  # fmt: skip
    notices.objected(made)
    return made


def _may_conclude(objection: Objection, by: Any) -> str:
    act = "awards.nominate" if objection.notice.level == Level.UNIT else "awards.run"
    if not by.may(act, objection.unit):
        return f"异议由{objection.unit}的工会核查。"
    if objection.by_id is not None and objection.by_id == by.pk:
        return "这是您自己提出的，要由别人作结论。"
    return not_nominee(objection.nomination, by)


@step(
    Objection, leaves=[ObjectionState.OPEN], reaches=(ObjectionState.VALID, ObjectionState.INVALID), only=_may_conclude,
    cites=rules.NOTICE, says="作出异议结论",
)  # fmt: skip
def conclude_objection(objection: Objection, by: Any, *, at: datetime, is_valid: bool, conclusion: str) -> None:
    """Write down what was found. A valid objection removes the name at once."""
    if len(conclusion.strip()) < rules.FEWEST_WORDS:
        raise Refused("请写明怎样核查的、查到什么。", rule=rules.NOTICE)
    objection.state = ObjectionState.VALID if is_valid else ObjectionState.INVALID
    objection.conclusion, objection.concluded_by, objection.concluded_at = conclusion.strip()[:1000], by, at
    duties.meet(objection, kinds.CONCLUDE_OBJECTION, by, at=at)
    if is_valid:
        name = Nomination.objects.select_for_update().get(pk=objection.notice.nomination_id)
        if (
            name.state in SHOWN
        ):  # another valid objection may have removed it already; this one is answered all the same
            remove_nomination(name, by, at=at, reason=f"异议成立：{conclusion.strip()}"[:500])
    notices.objection_concluded(objection)


@step(Nomination, leaves=SHOWN, reaches=State.REMOVED, cites=rules.NOTICE, says="因异议取消提名")
def remove_nomination(nomination: Nomination, by: Any, *, at: datetime, reason: str) -> None:
    """Take the name out of the running; done by the conclusion of an objection, not by a button of its own.

    Other objections to it still get their conclusion.
    """
    nomination.ended_because = reason
    close(nomination, by, at, reason)
    notices.removed(nomination)


@step(
    Nomination, leaves=[State.UNIT_NOTICE], reaches=State.HANDED_IN, needs="awards.nominate", only=not_nominee,
    cites=rules.NOTICE, says="办结单位公示并上报",
)  # fmt: skip
def end_notice(nomination: Nomination, by: Any, *, at: datetime, conclusion: str) -> None:
    """The unit's notice is over: the name goes to the superior, who owes a review."""
    end(nomination, Level.UNIT, by, at, conclusion)
    duties.open_duty(
        nomination, kind=kinds.REVIEW, says="审核表彰提名", act="awards.run", unit=nomination.organiser,
        watcher=nomination.organiser, days=rules.REVIEW_DAYS, rule=rules.FLOW.id, at=at,
    )  # fmt: skip
    notices.handed_in(nomination)


@step(
    Nomination, leaves=[State.SUPERIOR_NOTICE], reaches=State.PROPOSED, needs="awards.run", only=not_nominee,
    within=lambda one: one.organiser, cites=rules.NOTICE, says="办结上级公示并提请决定",
)  # fmt: skip
def end_superior_notice(nomination: Nomination, by: Any, *, at: datetime, conclusion: str) -> None:
    """The superior's notice is over: the name is laid before a second person, who decides."""
    end(nomination, Level.SUPERIOR, by, at, conclusion)
    nomination.proposed_by = by
    duties.open_duty(
        nomination, kind=kinds.DECIDE, says="决定表彰", act="awards.decide", unit=nomination.organiser,
        watcher=nomination.organiser, days=rules.DECIDE_DAYS, rule=rules.FLOW.id, at=at,
    )  # fmt: skip
    notices.to_decide(nomination, by)
