"""Targets are written by the union, settled by a leader, and then stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.organization.models import Unit
from ymdm.workflow import Refused, step

from . import kinds, rules
from .models import Target, YearTargets

State = YearTargets.State


def _write(targets: YearTargets, aims: Sequence[rules.Aim]) -> None:
    rules.check(aims)
    targets.rows.all().delete()
    Target.objects.bulk_create(
        Target(targets=targets, code=aim.code, value=aim.value, weight=aim.weight) for aim in aims
    )


@step(YearTargets, creates=True, needs="targets.draft", cites=rules.FROZEN, says="拟定年度目标")
def draft(unit: Unit, by: Any, *, at: datetime, year: int, aims: Sequence[rules.Aim]) -> YearTargets:
    """Begin the targets of this year or the next. Raises Refused for a second time, and for what `rules.check` refuses."""
    this = timezone.localdate(at).year
    if year not in {this, this + 1}:
        raise Refused(f"现在只能拟定 {this} 年和 {this + 1} 年的目标。", rule=rules.FROZEN)
    try:
        with transaction.atomic():
            made = YearTargets.objects.create(unit=unit, year=year, drafted_by=by, drafted_at=at)
    except IntegrityError as doubled:
        raise Refused(
            f"{unit}{year}年的目标已经拟定过。", rule=rules.FROZEN, remedy="还没有下达的，请直接修改。"
        ) from doubled
    _write(made, aims)
    duties.open_duty(
        made, kind=kinds.SETTLE, says="下达年度目标", act="targets.settle", unit=unit, watcher=unit, days=kinds.SETTLE_DAYS,
        rule=rules.FROZEN.id, at=at,
    )  # fmt: skip
    return made


@step(YearTargets, leaves=[State.DRAFT], needs="targets.draft", cites=rules.FROZEN, says="修改年度目标")
def change(targets: YearTargets, by: Any, *, at: datetime, aims: Sequence[rules.Aim]) -> None:
    """Write other values; whoever changes them last counts as their writer."""
    _write(targets, aims)
    targets.drafted_by, targets.drafted_at = by, at


def _another(targets: YearTargets, by: Any) -> str:
    return "目标由另一人下达。" if targets.drafted_by_id == by.pk else ""


@step(
    YearTargets, leaves=[State.DRAFT], reaches=State.SETTLED, needs="targets.settle", only=_another, cites=rules.FROZEN,
    says="下达年度目标",
)  # fmt: skip
def settle(targets: YearTargets, by: Any, *, at: datetime) -> None:
    """From now on they stand: neither value nor weight changes."""
    targets.settled_by, targets.settled_at = by, at
    duties.meet(targets, kinds.SETTLE, by, at=at)
