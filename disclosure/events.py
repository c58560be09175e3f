"""What is owed at once: an event opens the rows of its stages, and so does a session of the congress (DIS-19, DIS-21)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from congress.models import CongressSession
from ymdm.duties import workflow as duties
from ymdm.duties.workflow import due_day
from ymdm.organization.models import Unit
from ymdm.workdays import calendar
from ymdm.workflow import Refused

from . import clock
from .models import Adoption, CatalogueItem, Obligation
from .rules import catalogue
from .rules import obliging as rules

Stage = Obligation.Stage
State = CongressSession.State
CONGRESS_ITEM = "D20"
# Of sessions further back everything has been owed long since.
LOOK_BACK = timedelta(days=400)


def open_event(
    unit: Unit, item: CatalogueItem, *, key: str, label: str, formed_on: date, stages: Iterable[str],
    at: datetime | None = None,
) -> list[Obligation]:  # fmt: skip
    """Owe `stages` of one event of an item, formed on a day, within 3 working days (to the public 20). Rule DIS-19.

    `key` names the event among those of the item (40 signs at most): called again it makes nothing twice, and returns
    the rows that stand. Refused where the unit has not taken the item over.
    """
    if not Adoption.objects.standing().filter(unit=unit, item=item).exists():
        raise Refused(
            f"“{item.name}”没有列入{unit.short}的公开目录。",
            rule=catalogue.REMOVAL,
            remedy="请先在公开目录里增列这一项。",
        )
    rule = rules.TO_PUBLIC if item.audience == CatalogueItem.Audience.PUBLIC else rules.AT_ONCE
    days = rule.at(unit, formed_on).value or 0
    due_on, _ = due_day(formed_on, days, unit=unit)
    stages = [str(stage) for stage in stages]
    _make(
        Obligation(
            unit=unit, item=item, period=key, label=label[:60], stage=stage, year=formed_on.year, ends_on=formed_on,
            due_on=due_on, rule=rule.id, owed_from_on=formed_on,
        )
        for stage in stages
    )  # fmt: skip
    rows = Obligation.objects.filter(unit=unit, item=item, period=key, stage__in=stages)
    clock.put_on(at, rows)
    return list(rows.order_by("pk"))


def _make(rows: Iterable[Obligation]) -> None:
    Obligation.objects.bulk_create(list(rows), ignore_conflicts=True)


def owe_sessions(at: datetime) -> int:
    """Owe the topics of sessions that come near and the resolutions of those that closed; returns how many rows are new.

    Topics 7 days before the session, resolutions within 3 days after it (DIS-21). What was put off is owed by its new
    day; what was called off is not owed.
    """
    today = timezone.localdate(at)
    item = CatalogueItem.objects.filter(code=CONGRESS_ITEM).first()
    if item is None:
        return 0
    sessions = list(
        CongressSession.objects.filter(
            held_on__gte=today - LOOK_BACK,
            held_on__lte=today + rules.SESSION_AHEAD,
            term__unit__in=Adoption.objects.standing().filter(item=item).values("unit"),
        )
        .exclude(state=State.PAST)
        .select_related("term__unit")
    )
    known = {
        (row.period, row.stage): row
        for row in Obligation.objects.filter(item=item, period__in=[key_of(one) for one in sessions])
    }
    made = 0
    for session in sessions:
        before, result = (known.get((key_of(session), str(stage))) for stage in (Stage.BEFORE, Stage.RESULT))
        if session.state == State.CANCELLED:
            _lift(before, "会议已取消", at)
        elif before is None and session.state != State.POSTPONED:
            made += _owe_topics(session, item)
        elif before is not None and before.ends_on != session.held_on and session.state != State.POSTPONED:
            _move(before, session, at)
        if result is None and session.closed_at is not None:
            made += _owe_resolutions(session, item, timezone.localdate(session.closed_at))
    return made


def key_of(session: CongressSession) -> str:
    return f"session:{session.pk}"


def _topics_due(session: CongressSession) -> date:
    days = rules.BEFORE_SESSION.at(session.unit, session.ruled_on or session.held_on).value or 0
    return rules.session_topics_due(session.held_on, days)


def _owe_topics(session: CongressSession, item: CatalogueItem) -> int:
    due_on = _topics_due(session)
    _make([
        Obligation(
            unit=session.unit, item=item, period=key_of(session), label=f"{session.short}议题"[:60], stage=Stage.BEFORE,
            year=session.held_on.year, ends_on=session.held_on, due_on=due_on, rule=rules.BEFORE_SESSION.id,
            owed_from_on=session.held_on - rules.SESSION_AHEAD,
        )
    ])  # fmt: skip
    return 1


def _owe_resolutions(session: CongressSession, item: CatalogueItem, closed_on: date) -> int:
    days = rules.RESOLUTIONS.at(session.unit, session.ruled_on or closed_on).value or 0
    _make([
        Obligation(
            unit=session.unit, item=item, period=key_of(session), label=f"{session.short}决议"[:60], stage=Stage.RESULT,
            year=closed_on.year, ends_on=closed_on, due_on=calendar(session.unit).natural(closed_on, days=days),
            rule=rules.RESOLUTIONS.id, owed_from_on=closed_on,
        )
    ])  # fmt: skip
    return 1


def _move(row: Obligation, session: CongressSession, at: datetime) -> None:
    """A session on another day: the topics are owed by the new day, under a duty of its own."""
    if row.published_on or row.withheld_on or row.lifted_on:
        return
    with transaction.atomic():
        duties.cancel(row, reason="会议改期", at=at)
        Obligation.objects.still_owed().filter(pk=row.pk).update(
            ends_on=session.held_on, year=session.held_on.year, due_on=_topics_due(session), is_on_clock=False,
            owed_from_on=session.held_on - rules.SESSION_AHEAD,
        )  # fmt: skip


def _lift(row: Obligation | None, reason: str, at: datetime) -> None:
    if row is None:
        return
    with transaction.atomic():
        lifted = Obligation.objects.still_owed().filter(pk=row.pk)
        if lifted.update(lifted_on=timezone.localdate(at), lifted_because=reason):
            duties.cancel(row, reason=reason, at=at)
