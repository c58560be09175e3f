"""`manage.py import_proposals FILE [--preview] [--json] [--as-of YYYY-MM-DD] [--create-people]`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from proposals.measures.register import register_figures
from proposals.models import Proposal
from proposals.models.states import Source
from ymdm.papers.command import ImportCommand


class Command(ImportCommand):
    help = "导入历年提案登记表；--json 从数据库算出截至某日的办理情况"
    kind = "proposals"

    def add_arguments(self, parser: Any) -> None:
        super().add_arguments(parser)
        parser.add_argument("--as-of", default="", help="办理情况截至的日期，如 2026-09-30；不写就是今天")
        parser.add_argument("--create-people", action="store_true", help="名册里没有的人登记为历任代表，不能登录")

    def handle(self, *args: Any, **options: Any) -> None:
        as_of = options.pop("as_of")
        try:
            self.as_of = date.fromisoformat(as_of) if as_of else timezone.localdate()
        except ValueError:
            raise CommandError(f"--as-of {as_of} 不是日期，请写成 2026-09-30 这样。") from None
        self.kind = "proposals-people" if options.pop("create_people") else "proposals"
        super().handle(*args, **options)

    def _import(self, file: Path) -> tuple[Any, Any]:
        """Print what stands in the database afterwards, not what stood in the file."""
        reading: Any
        reading, counts = super()._import(file)
        sessions = {(row.term, row.session) for row in reading.accepted}
        imported = Proposal.objects.filter(unit=reading.bureau, source=Source.IMPORTED)
        places = imported.values_list("pk", "session__term__number", "session__number")
        wanted = [pk for pk, term, session in places if (term, session) in sessions]
        reading.answer = register_figures(imported.filter(pk__in=wanted), self.as_of)
        return reading, counts
