"""`manage.py hand_over UNIT YEAR`: the file of a unit's year for the superior union."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError

from congress.register import workflow
from ymdm.organization.models import Unit
from ymdm.workflow import SYSTEM, Refused


class Command(BaseCommand):
    help = "Makes the next edition of the signed file about a unit's year and writes it into a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("unit", help="code of the unit")
        parser.add_argument("year", type=int)
        parser.add_argument("--to", default=".", help="folder to write to")

    def handle(self, *args: Any, **options: Any) -> None:
        unit = Unit.objects.filter(code=options["unit"]).first()
        if unit is None:
            raise CommandError(f"没有编码为 {options['unit']} 的单位。")
        folder = Path(options["to"])
        if not folder.is_dir():
            raise CommandError(f"没有这个目录：{folder}")
        try:
            made = workflow.report(unit, SYSTEM, year=options["year"])
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        place = folder / made.file_name
        with default_storage.open(made.stored_as) as file:
            place.write_bytes(file.read())
        self.stdout.write(f"{made}：{place}，{made.size:,} 字节，SHA-256 {made.sha256}")
