"""What takes two people here: rosters and charts are uploaded by one person and let in by another."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from ymdm.organization.paired import Kind

from . import tasks, workflow
from .models import ImportRun


def _let_in(unit: Any, by: Any, *, at: datetime, run: int) -> None:
    workflow.confirm(ImportRun.objects.get(pk=run), by, at=at)
    transaction.on_commit(partial(tasks.ask_for, run))


PAIRED = {
    "import-people": Kind("导入名册", "organization.import_people", _let_in, who="工会干部或系统管理员", tries=False),
    "import-units": Kind("导入组织机构", "organization.edit_units", _let_in, tries=False),
}
