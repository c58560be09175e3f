"""What takes two people here: showing the summary to everybody, and a union officer's look at the results."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ymdm.organization.models import Unit
from ymdm.organization.paired import Kind
from ymdm.workflow import Refused

from . import workflow
from .models import Appraisal
from .results import LOOK


def _disclose(unit: Unit, by: Any, *, at: datetime, appraisal: int, summary: str) -> None:
    found = Appraisal.objects.filter(pk=appraisal, unit=unit).first()
    if found is None:
        raise Refused("没有这次民主评议。")
    workflow.disclose(found, by, at=at, summary=summary)


DISCLOSE = "appraisal-disclose"
PAIRED = {
    DISCLOSE: Kind("公布民主评议摘要", "appraisal.run", _disclose, who="工会干部"),
    LOOK: Kind("查看民主评议结果", "appraisal.look", who="工会干部"),
}
