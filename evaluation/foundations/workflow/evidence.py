"""Evidence of the five lights: the unit's union enters it, the superior's inspector confirms it or sends it back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from ymdm.attachments.workflow import attach
from ymdm.duties import workflow as duties
from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from ...assessments.bars import bar
from .. import kinds, notices, rules
from ..models import EVIDENCED, Evidence, Light, State


@step(
    Evidence, creates=True, reaches=State.ENTERED, needs="foundations.enter", cites=rules.EVIDENCE, says="填报材料"
)  # fmt: skip
def enter(
    unit: Unit, by: Any, *, at: datetime, year: int, light: str, on: date, text: str, document: str,
    file: UploadedFile | None = None, worker: Person | None = None, trained_on: date | None = None,
    planned_cents: int | None = None, spent_cents: int | None = None,
) -> Evidence:  # fmt: skip
    """One piece of evidence; it lights nothing until it is confirmed. Amounts in fen. The superior owes a look at it."""
    today = timezone.localdate(at)
    if light not in EVIDENCED:
        raise Refused("这一项由系统的记录得出，不能填报。", rule=rules.LIGHTS)
    if not (text.strip() and document.strip()):
        raise Refused("内容和材料名称都要写。", rule=rules.EVIDENCE)
    if unit.parent is None:
        raise Refused(f"{unit}在系统里没有上级单位，没有人可以确认。", rule=rules.CONFIRM)
    rules.check_day(on, year, today)
    if light == Light.STAFF:
        if worker is None or not worker.unit.is_within(unit):
            raise Refused(f"专人要是{unit}的职工。", rule=rules.LIGHTS)
        if trained_on is not None:
            rules.check_trained(trained_on, year, today)
    if light == Light.FUNDS:
        rules.check_money(planned_cents or 0, spent_cents or 0)
        spent_cents = spent_cents or 0
    made = Evidence.objects.create(
        unit=unit, year=year, light=light, on=on, text=text.strip()[:200], document=document.strip()[:80],
        worker=worker if light == Light.STAFF else None, trained_on=trained_on if light == Light.STAFF else None,
        planned_cents=planned_cents if light == Light.FUNDS else None,
        spent_cents=spent_cents if light == Light.FUNDS else None, entered_by=by, entered_at=at,
    )  # fmt: skip
    if file is not None:
        try:
            made.file = attach(made, file, by)
        except ValidationError as why:
            raise Refused("".join(why.messages)) from None
        made.save(update_fields=["file"])
    duties.open_duty(
        made, kind=kinds.CONFIRM, says="确认五个到位的材料", act="foundations.confirm", unit=unit.parent,
        watcher=unit.parent, days=rules.CONFIRM_DAYS, rule=rules.CONFIRM.id, at=at,
    )  # fmt: skip
    return made


def _may_check(evidence: Evidence, by: Any, at: datetime) -> None:
    """Nobody of the unit confirms its evidence (EVA-07)."""
    bar(evidence.unit, by, at, what="确认材料")


def _check(evidence: Evidence, by: Any, at: datetime, because: str) -> None:
    evidence.checked_by, evidence.checked_at, evidence.because = by, at, because
    duties.meet(evidence, kinds.CONFIRM, by, at=at)


@step(
    Evidence, leaves=[State.ENTERED], reaches=State.CONFIRMED, needs="foundations.confirm", judge=_may_check,
    cites=rules.CONFIRM, says="确认材料",
)  # fmt: skip
def confirm(evidence: Evidence, by: Any, *, at: datetime) -> None:
    """From now on it counts for its light."""
    _check(evidence, by, at, "")
    evidence.state = State.CONFIRMED
    notices.checked(evidence)


@step(
    Evidence, leaves=[State.ENTERED], reaches=State.RETURNED, needs="foundations.confirm", judge=_may_check,
    cites=rules.CONFIRM, says="退回材料",
)  # fmt: skip
def return_evidence(evidence: Evidence, by: Any, *, at: datetime, reason: str) -> None:
    """It does not count; the unit may enter another."""
    if not reason.strip():
        raise Refused("请写明退回的原因。", rule=rules.CONFIRM)
    _check(evidence, by, at, reason.strip()[:200])
    evidence.state = State.RETURNED
    notices.checked(evidence)


@step(Evidence, leaves=[State.ENTERED], reaches=State.WITHDRAWN, needs="foundations.enter", says="撤回材料")
def withdraw(evidence: Evidence, by: Any, *, at: datetime) -> None:
    """Take it back before it was looked at."""
    duties.cancel(evidence, reason="材料已撤回", at=at, kind=kinds.CONFIRM)
