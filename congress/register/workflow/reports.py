"""Handing the figures of a year to the superior union (F130)."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Max
from django.utils import timezone

from ymdm.ledger import checkpoints
from ymdm.organization.models import Unit
from ymdm.workflow import SYSTEM, Refused, step

from ..handing.files import pack
from ..handing.parts import parts_of
from ..models import UnitReport


@step(UnitReport, creates=True, needs="register.report", says="生成报送文件")
def report(unit: Unit, by: Any, *, at: datetime, year: int) -> UnitReport:
    """Make the next edition of the file about a unit's year, as of today. Refuses a year that has not begun."""
    today = timezone.localdate(at)
    if not 1950 <= year <= today.year:
        raise Refused(f"只能报送 {today.year} 年和以前的年份。")
    # Two that are made at once must not get one number: the unit's row is the lock.
    Unit.objects.select_for_update().get(pk=unit.pk)
    last = UnitReport.objects.filter(unit=unit, year=year).aggregate(last=Max("edition"))["last"] or 0
    content = pack(unit, year, last + 1, parts_of(unit, year, today), at)
    checkpoint = checkpoints.latest()
    place = default_storage.save(f"handover/{secrets.token_hex(16)}", ContentFile(content))
    return UnitReport.objects.create(
        unit=unit, year=year, edition=last + 1, made_at=at, by=None if by is SYSTEM else by, size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), stored_as=place,
        checkpoint_size=checkpoint.size if checkpoint else None,
    )  # fmt: skip
