"""Opening, meeting, extending, handing over and ending duties. Called inside the step of the matter itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ymdm.ledger.record import record
from ymdm.organization.models import Person, Unit
from ymdm.workdays import Workdays, calendar
from ymdm.workflow import Refused, step

from . import notices
from .models import Counting, Duty, DutyQuerySet
from .rules import Tone, counted, next_stage_day


def due_day(start: date, days: int, counting: str = Counting.WORKDAYS, unit: Unit | None = None) -> tuple[date, bool]:
    """The last day in time by the calendar of `unit` (CAL-02), and whether a year in between has no notice yet (CAL-07)."""
    workdays = calendar(unit)
    due = counted(workdays, start, days, counting)
    return due, workdays.is_provisional(start, due)


def open_duty(
    subject: Any,
    *,
    kind: str,
    says: str,
    act: str,
    unit: Unit,
    watcher: Unit,
    days: int,
    rule: str,
    counting: str = Counting.WORKDAYS,
    start: date | None = None,
    due_on: date | None = None,
    follows: Duty | None = None,
    is_own: bool = False,
    person: Person | None = None,
    leader: Person | None = None,
    label: str = "",
    at: datetime | None = None,
) -> Duty:
    """Write down that `unit` (or `person` in it) owes `says` about `subject`, and tell whoever owes it.

    `days` counts by `counting` from `start` (today in Shanghai), the start itself not counted (CAL-03); a given
    `due_on` is taken as it is; with `follows` it is the day of that duty and moves with it. `watcher` is the unit whose
    union watches. With `is_own` nobody but `person` can do it, whatever office she leaves.
    """
    start = start or timezone.localdate(at or timezone.now())
    # What is due with another duty counts by the calendar of that one.
    counts_for = follows.unit if follows is not None else unit
    workdays = calendar(counts_for)
    due, provisional = due_day(start, days, counting, counts_for)
    if follows is not None:
        due, provisional = follows.due_on, follows.is_provisional
    elif due_on is not None:
        due, provisional = due_on, False
    duty = Duty.objects.create(
        kind=kind,
        says=says,
        act=act,
        unit=unit,
        person=person,
        leader=leader,
        watcher=watcher,
        subject=subject,
        subject_label=(label or str(subject))[:160],
        url=subject.get_absolute_url(),
        rule=rule,
        opened_on=start,
        days=days,
        counting=counting,
        due_on=due,
        first_due_on=due,
        follows=follows,
        is_fixed=due_on is not None and follows is None,
        is_own=is_own,
        edition=workdays.edition,
        is_provisional=provisional,
        next_stage_on=next_stage_day(opened_on=start, due_on=due, done=(), workdays=workdays),
    )
    notices.opened(duty)
    return duty


def meet(
    subject: Any, kind: str, by: Any, *, at: datetime, unit: Unit | None = None, person: Person | None = None
) -> int:
    """Mark what was owed as done; returns how many duties that met. A second call meets none."""
    owed = Duty.objects.of(subject).owed().filter(kind=kind)
    if unit is not None:
        owed = owed.filter(unit=unit)
    if person is not None:
        owed = owed.filter(person=person)
    return owed.update(met_at=at, met_by_label=str(by)[:60], next_stage_on=None)


def cancel(subject: Any, *, reason: str, at: datetime, kind: str = "", unit: Unit | None = None) -> int:
    """End what was owed without its being done, with the reason; returns how many."""
    owed = Duty.objects.of(subject).owed()
    if kind:
        owed = owed.filter(kind=kind)
    if unit is not None:
        owed = owed.filter(unit=unit)
    return owed.update(cancelled_at=at, cancel_reason=reason[:200], next_stage_on=None)


def extend(duty: Duty, *, days: int, counting: str, approver: Person, reason: str, at: datetime) -> Duty:
    """Give a duty more time, counted on from its due day; once only, before it is over, by an approver (PRO-26)."""
    if duty.extended_at:
        raise Refused("已经延期过一次，不能再次延期。", rule="PRO-26", remedy="请尽快答复，或由工会组织推进会。")
    if timezone.localdate(at) > duty.due_on:
        raise Refused(f"期限 {duty.due_on:%-m月%-d日} 已过，延期须在到期前批准。", rule="PRO-26")
    _restart(duty, *due_day(duty.due_on, days, counting, duty.unit), timezone.localdate(at))
    duty.later = [*duty.later, [str(counting), days]]
    duty.extended_at, duty.extended_by, duty.extension_reason = at, approver, reason[:200]
    duty.save()
    _lead_on(duty, timezone.localdate(at))
    record(
        "duties.extend", duty, approver, says="延期", at=at, unit=duty.unit,
        payload={"before": duty.first_due_on.isoformat(), "after": duty.due_on.isoformat(), "reason": reason},
    )  # fmt: skip
    return duty


def hand_over(
    duty: Duty, by: Any, *, at: datetime, unit: Unit | None = None, person: Person | None = None, reason: str
) -> Duty:
    """Move a duty to another unit or person; its due day stays."""
    before = duty.owner
    duty.unit, duty.person = unit or duty.unit, person
    duty.save()
    record(
        "duties.hand_over", duty, by, says="移交", at=at, unit=duty.unit,
        payload={"before": before, "after": duty.owner, "reason": reason},
    )  # fmt: skip
    notices.opened(duty, key=f"{duty.pk}:{at.isoformat()}")
    return duty


def pause(subject: Any, kind: str, *, at: datetime) -> int:
    """Stop the clock while another side is waited for (CAL-11); no reminders meanwhile."""
    return (
        Duty.objects.of(subject)
        .owed()
        .filter(kind=kind, paused_on=None)
        .update(paused_on=timezone.localdate(at), next_stage_on=None)
    )


def resume(subject: Any, kind: str, *, at: datetime) -> int:
    """Let the clock run on; the due day moves by the working days that it stood still."""
    resumed = list(Duty.objects.of(subject).owed().filter(kind=kind).exclude(paused_on=None))
    today = timezone.localdate(at)
    for duty in resumed:
        workdays = calendar(duty.unit)
        stood = workdays.between(duty.paused_on, today)
        due = workdays.add(duty.due_on, stood) if stood > 0 else duty.due_on
        duty.paused_on = None
        if stood > 0:
            duty.later = [*duty.later, [str(Counting.WORKDAYS), stood]]
        _restart(duty, due, workdays.is_provisional(duty.opened_on, due), today)
        duty.save()
        _lead_on(duty, today)
    return len(resumed)


def _restart(duty: Duty, due: date, provisional: bool, today: date) -> None:
    """A new due day never lies before the old one (CAL-08); stages that were told are not told again."""
    duty.due_on, duty.is_provisional = max(due, duty.due_on), provisional
    duty.next_stage_on = coming_stage(duty, today, calendar(duty.unit))


def coming_stage(duty: Duty, today: date, workdays: Workdays) -> date | None:
    """The day on which the sweep has to look at a duty again, today at the earliest; a paused one has none."""
    if duty.paused_on:
        return None
    done = [slip.stage for slip in duty.slips.all()]
    coming = next_stage_day(opened_on=duty.opened_on, due_on=duty.due_on, done=done, workdays=workdays)
    return max(coming, today) if coming else None


def _lead_on(duty: Duty, today: date) -> None:
    """Let those that are due with it have its new day."""
    for follower in Duty.objects.owed().filter(follows=duty).prefetch_related("slips"):
        _restart(follower, duty.due_on, duty.is_provisional, today)
        follower.save()


@step(Duty, needs="duties.press", says="催办", within=lambda duty: duty.unit)
def press(duty: Duty, by: Person, *, at: datetime, text: str = "") -> None:
    """Send a slip by hand to whoever owes the duty; one a day is enough."""
    if not duty.is_owed:
        raise Refused("这件事已经办了，不必再催。")
    today = timezone.localdate(at)
    if duty.slips.filter(on=today, stage__startswith="press").exists():
        raise Refused("今天已经催办过一次，请明天再催，或直接联系承办人。")
    light = duty.light_on(today)
    words = text.strip() or f"请按期办理“{duty.says}”，{light.words}。"
    slip = duty.slips.create(
        stage=f"press-{today.isoformat()}",
        # A slip has the colour of the light: blue while there is time, yellow in the last days, red when it is late.
        tone=light.tone if light.tone in {Tone.YELLOW, Tone.RED} else Tone.BLUE,
        number=slip_number(at),
        on=today,
        at=at,
        by_label=str(by)[:60],
        text=words[:300],
    )
    notices.pressed(duty, slip)


def slip_number(at: datetime) -> str:
    """Number of a slip: 催办〔2026〕1120-093015-482."""
    local = timezone.localtime(at)
    return f"催办〔{local:%Y}〕{local:%m%d-%H%M%S}-{local.microsecond // 1000:03d}"


def recount(duties: DutyQuerySet | None = None) -> int:
    """Compute the next stage of owed duties anew, after rows were brought in from paper; returns how many changed."""
    changed = 0
    known: dict[int, Workdays] = {}
    rows = (duties if duties is not None else Duty.objects.all()).owed()
    with transaction.atomic():
        for duty in rows.select_related("unit").prefetch_related("slips"):
            workdays = known.get(duty.unit_id) or known.setdefault(duty.unit_id, calendar(duty.unit))
            done = [slip.stage for slip in duty.slips.all()]
            day = next_stage_day(opened_on=duty.opened_on, due_on=duty.due_on, done=done, workdays=workdays)
            if day != duty.next_stage_on:
                Duty.objects.filter(pk=duty.pk).update(next_stage_on=day)
                changed += 1
    return changed
