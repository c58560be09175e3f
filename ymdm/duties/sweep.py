"""The sweep that reminds and escalates: looks at what is owed and not yet told, never at “since yesterday”."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from ymdm.workdays import calendar

from . import notices
from .models import Duty, Slip
from .rules import next_stage_day, stages_passed
from .workflow import slip_number


def remind_all(today: date | None = None, limit: int = 5000) -> int:
    """Send every stage that is reached and not yet sent; returns how many slips were written.

    After a downtime the stages that passed meanwhile are caught up: each has its slip, and people are told once,
    of the last. Safe to run again, late, or several times at once: (duty, stage) is unique, and the row is locked.
    """
    today = today or timezone.localdate()
    waiting = Duty.objects.owed().filter(next_stage_on__lte=today, paused_on=None).order_by("next_stage_on", "pk")
    written, failed = 0, []
    for pk in list(waiting.values_list("pk", flat=True)[:limit]):
        try:
            written += remind(pk, today)
        except Exception as error:  # one broken row must not silence all behind it; it fails loudly below
            failed.append(error)
    if failed:
        raise ExceptionGroup(f"{len(failed)} duties could not be reminded, {written} slips were written", failed)
    return written


def remind(pk: int, today: date) -> int:
    """Write the slips that one duty still lacks on `today`, with their notices, in one transaction."""
    with transaction.atomic():
        duty = (
            # Not waiting for a row that another worker holds: a lock time-out would end the whole sweep.
            Duty.objects.select_for_update(of=("self",), skip_locked=True)
            .owed()
            .select_related("unit", "person", "leader", "watcher")
            .filter(pk=pk, next_stage_on__lte=today, paused_on=None)
            .first()
        )
        if duty is None:  # another worker was faster, or it was answered meanwhile
            return 0
        workdays = calendar(duty.unit)
        told = set(duty.slips.values_list("stage", flat=True))
        passed = stages_passed(opened_on=duty.opened_on, due_on=duty.due_on, today=today, workdays=workdays)
        fresh = [stage for stage in passed if stage.code not in told]
        now = timezone.now()
        slips = [
            Slip(
                duty=duty,
                stage=stage.code,
                tone=stage.tone,
                number=slip_number(now) if stage is fresh[-1] else "",
                on=today,
                at=now,
                by_label="系统",
                text=f"{stage.words}：{duty.says}"[:300],
            )
            for stage in fresh
        ]
        Slip.objects.bulk_create(slips)
        done = told | {stage.code for stage in passed}
        duty.next_stage_on = next_stage_day(
            opened_on=duty.opened_on, due_on=duty.due_on, done=list(done), workdays=workdays
        )
        duty.save(update_fields=["next_stage_on"])
        if fresh:
            notices.reminded(duty, fresh[-1], today)
        return len(slips)
