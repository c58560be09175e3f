"""Not opening something: with ground, another's consent, and a day on which it is looked at again (DIS-02, 14, 15)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.duties.models import Counting
from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from .. import kinds, notices
from ..models import CatalogueItem, Obligation, Withholding
from ..rules import publishing as rules
from ..rules.obliging import AT_ONCE
from .drafting import DRAFTS

State = Withholding.State


@step(Withholding, creates=True, needs=DRAFTS, says="申请不公开")
def withhold(
    unit: Unit, by: Person, *, at: datetime, obligation: Obligation, ground: str, reason: str, until: date | None = None
) -> Withholding:
    """Ask that something owed is not opened. Nothing changes before another person consents."""
    if obligation.unit_id != unit.pk or obligation.published_on or obligation.withheld_on or obligation.lifted_on:
        raise Refused("这一项现在不能申请不公开。")
    if Withholding.objects.filter(obligation=obligation, state__in=[State.ASKED, State.IN_FORCE]).exists():
        raise Refused("这一项已经申请过，正在办理。")
    if not reason.strip():
        raise Refused("请写明具体理由。", rule=rules.NO_HIDING)
    rules.check_ground(ground, obligation.item.audience == CatalogueItem.Audience.PUBLIC, until, timezone.localdate(at))
    made = Withholding.objects.create(
        obligation=obligation, unit=unit, ground=ground, reason=reason.strip(), until_on=until, asked_by=by, asked_at=at
    )
    duties.open_duty(
        made, kind=kinds.APPROVE, says="审批不公开", act="disclosure.approve", unit=unit, watcher=unit, days=3,
        rule=rules.NO_HIDING.id, at=at,
    )  # fmt: skip
    return made


def not_asker(withholding: Withholding, by: Any) -> str:
    return "提出人不能自己批准。" if by == withholding.asked_by else ""


@step(
    Withholding,
    leaves=[State.ASKED],
    reaches=State.IN_FORCE,
    needs="disclosure.approve",
    only=not_asker,
    says="同意不公开",
)
def consent(withholding: Withholding, by: Person, *, at: datetime, decision: str = "") -> None:
    """Let it be closed until its day, or until it is looked at again within a year (DIS-15)."""
    today = timezone.localdate(at)
    _decide(withholding, by, at, decision)
    withholding.examined_on, withholding.examine_by_on = today, _examine_by(withholding, today)
    Obligation.objects.filter(pk=withholding.obligation_id).update(withheld_on=today)
    duties.cancel(withholding.obligation, reason="经批准不公开", at=at, kind=kinds.PUBLISH)


def _examine_by(withholding: Withholding, today: date) -> date:
    months = rules.amount(rules.REEXAMINE, withholding.unit, today)
    latest, _provisional = duties.due_day(today, months, Counting.MONTHS, withholding.unit)
    return min(latest, withholding.until_on) if withholding.until_on and withholding.until_on > today else latest


def _decide(withholding: Withholding, by: Person, at: datetime, decision: str) -> None:
    withholding.decided_by, withholding.decided_at, withholding.decision = by, at, decision.strip()
    duties.meet(withholding, kinds.APPROVE, by, at=at)
    notices.decided(withholding)


@step(
    Withholding, leaves=[State.ASKED], reaches=State.REFUSED, needs="disclosure.approve", only=not_asker,
    says="不同意，应当公开",
)  # fmt: skip
def refuse(withholding: Withholding, by: Person, *, at: datetime, decision: str) -> None:
    """The matter stays owed."""
    if not decision.strip():
        raise Refused("请写明为什么应当公开。", rule=rules.NO_HIDING)
    _decide(withholding, by, at, decision)


def _not_deferred(withholding: Withholding, by: Any, at: datetime) -> None:
    if withholding.until_on and timezone.localdate(at) >= withholding.until_on:
        raise Refused("延后的日期已到，应当公开。", rule=rules.DEFERRED, remedy="请办理“恢复公开”。")


@step(Withholding, leaves=[State.IN_FORCE], needs="disclosure.approve", judge=_not_deferred, says="重新审查，仍不公开")
def reexamine(withholding: Withholding, by: Person, *, at: datetime, decision: str) -> None:
    """Look at it again and leave it closed, with the reason, for another year at most (DIS-15)."""
    if not decision.strip():
        raise Refused("请写明为什么现在仍不能公开。", rule=rules.REEXAMINE)
    today = timezone.localdate(at)
    withholding.examined_on, withholding.examine_by_on = today, _examine_by(withholding, today)
    withholding.decision = decision.strip()
    duties.meet(withholding, kinds.REEXAMINE, by, at=at)


@step(Withholding, leaves=[State.IN_FORCE], reaches=State.ENDED, needs="disclosure.approve", says="恢复公开")
def reopen(withholding: Withholding, by: Person, *, at: datetime) -> None:
    """The ground is gone: the matter is owed again, with the days that rules give from now on (DIS-14, 19)."""
    obligation, today = withholding.obligation, timezone.localdate(at)
    Obligation.objects.filter(pk=obligation.pk).update(withheld_on=None)
    duties.meet(withholding, kinds.REEXAMINE, by, at=at)
    duties.open_duty(
        obligation, kind=kinds.PUBLISH, says="公开", act="disclosure.draft", unit=obligation.unit, watcher=obligation.unit,
        days=rules.amount(AT_ONCE, obligation.unit, today), rule=AT_ONCE.id, at=at,
    )  # fmt: skip
