"""When an office changes hands: what its holder owed by name goes to the successor, or waits for somebody (F105).

Selected by what nobody can act on today, so that an appointment that simply ran out overnight is found like one that was
ended, and a run that is killed leaves the rest to the next one.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from ymdm.ledger.record import record
from ymdm.organization.models import Appointment, Person, Unit
from ymdm.workflow import SYSTEM, Refused, step

from . import notices, workflow
from .following import follow
from .models import Duty
from .ownership import OVERSEE, Gap, Holders, gap, ownerless

# A successor begins at most this long before the predecessor ends; who sat beside her all the time is none.
OVERLAP = timedelta(days=31)


def after_appointment_ended(person: Person) -> None:
    """Named in settings: let the duties of an office that ended move once that is committed."""
    from .tasks import ask_to_succeed  # cycle: the task calls back into this module

    transaction.on_commit(ask_to_succeed, robust=True)


def succeed_all(at: datetime | None = None) -> int:
    """Move what bears the name of somebody who can no longer act to the successor, if there is one; returns how many."""
    at = at or timezone.now()
    today = timezone.localdate(at)
    moved = 0
    for duty in ownerless(on=today, units=False).select_related("unit", "person", "leader").order_by("pk"):
        taker = _successor(duty, today)
        if taker is None:
            continue
        try:
            hand(duty, SYSTEM, at=at, person=taker, reason=f"接任{duty.person or duty.leader}")
        except Refused:  # answered or handed over in this very moment, or together with another one of the matter
            continue
        moved += 1
    return moved


def hand(duty: Duty, by: Any, *, person: Person, reason: str = "", at: datetime | None = None) -> None:
    """Give a duty without an owner, or without a leader in charge, to somebody who may do it."""
    with transaction.atomic():
        # The matter first, as every step of the matter does.
        if duty.subject is not None:
            type(duty.subject)._base_manager.select_for_update().get(pk=duty.subject_id)
        hand_on(duty, by, person=person, reason=reason, at=at)


@step(Duty, needs="duties.hand_over", says="移交", within=lambda duty: duty.unit)
def hand_on(duty: Duty, by: Any, *, at: datetime, person: Person, reason: str = "") -> None:
    """The step itself; what else of the same matter bears the former name moves along."""
    if not duty.is_owed:
        raise Refused("这件事已经办了，不用移交。")
    lack = gap(duty, timezone.localdate(at))
    if not (lack.person or lack.leader):
        raise Refused("这件事现在有人能办，不用移交。" if not lack.unit else _nobody(duty))
    if lack.person and duty.is_own:
        raise Refused(f"“{duty.says}”只能由本人办，不能交给别人；到期没有办的，系统按规定处理。")
    _check(duty, lack, person, timezone.localdate(at))
    before, led_by = duty.person, duty.leader
    if lack.person:
        duty.person = person
    if lack.leader:
        duty.leader = person
    others = Duty.objects.of(duty.subject).owed().exclude(pk=duty.pk).select_related("unit") if duty.subject else []
    for other in others:
        _along(other, by, before if lack.person else None, led_by if lack.leader else None, person, at, reason)
    if lack.leader and led_by is not None and duty.subject is not None:
        follow("YMDM_AFTER_LEADER_CHANGED", duty.subject, led_by, person, by, at)
    notices.handed(duty, person, reason, key=f"{duty.pk}:{at.isoformat()}")


def unit_closed(unit: Unit, successor: Unit, by: Any, at: datetime) -> int:
    """Named in settings: hand whatever a closed unit owes to its successor; returns how many. Refuses what nobody could do."""
    Duty.objects.owed().filter(watcher=unit).update(watcher=successor)
    owed = list(Duty.objects.owed().filter(unit=unit).select_related("unit", "person", "leader"))
    holders = Holders({duty.act for duty in owed}, timezone.localdate(at))
    for duty in owed:
        if not duty.is_own and not holders.anybody(duty.act, successor.path):
            raise Refused(
                f"{unit}还有没办完的事（{duty}），{successor}没有人能接着办。",
                remedy=f"请先在{successor}登记任职，再撤销{unit}。",
            )
    for duty in owed:
        keeps = duty.person if duty.person and not gap(duty, timezone.localdate(at)).person else None
        workflow.hand_over(
            duty, by, at=at, unit=successor, person=duty.person if duty.is_own else keeps, reason=f"{unit}撤销"
        )
    return len(owed)


def _successor(duty: Duty, today: date) -> Person | None:
    """Who came into the same office after whoever this duty names."""
    lack = gap(duty, today)
    if lack.person and duty.is_own:
        return None
    former, act = (duty.person, duty.act) if lack.person else (duty.leader, OVERSEE)
    if former is None:
        return None
    codename = act.replace(".", "_")
    held = former.appointments.filter(
        office__group__unitgrouppermission__permission__codename=codename, office__unit__in=duty.unit.lineage
    ).select_related("office")
    for ended in sorted(held, key=lambda row: row.until_on or date.max, reverse=True):
        after = [
            row
            for row in Appointment.objects.in_force(today)
            .filter(office=ended.office, person__is_active=True, person__left_on=None, from_on__gt=ended.from_on)
            .exclude(person=former)
            .select_related("person")
            if ended.until_on is None or row.from_on >= ended.until_on - OVERLAP
        ]
        for row in sorted(after, key=lambda row: (row.title != ended.title, row.from_on, row.pk)):
            if not (lack.person and lack.leader) or row.person.may(OVERSEE, duty.unit):
                return row.person
    return None


def _check(duty: Duty, lack: Gap, person: Person, today: date) -> None:
    holders = Holders([duty.act, OVERSEE], today)
    if lack.person and not holders.can(person.pk, duty.act, duty.unit.path):
        raise Refused(f"{person}没有办“{duty.says}”的权限，请另选一位。")
    if lack.leader and not holders.can(person.pk, OVERSEE, duty.unit.path):
        raise Refused(f"{person}不是{duty.unit}的分管领导，请另选一位。")


def _along(
    other: Duty, by: Any, former: Person | None, led_by: Person | None, person: Person, at: datetime, reason: str
) -> None:
    changes: dict[str, str] = {}
    if former and other.person_id == former.pk and not other.is_own and person.may(other.act, other.unit):
        other.person, changes["person"] = person, str(person)
    if led_by and other.leader_id == led_by.pk and person.may(OVERSEE, other.unit):
        other.leader, changes["leader"] = person, str(person)
    if changes:
        other.save(update_fields=list(changes))
        record(
            "duties.hand_on", other, by, says="移交", at=at, unit=other.unit,
            payload={"before": str(former or led_by), "after": changes, "reason": reason},
        )  # fmt: skip


def _nobody(duty: Duty) -> str:
    return f"{duty.unit}还没有人能办“{duty.says}”，请联系系统管理员登记任职，登记后自动有人办理。"
