"""`manage.py check_archive FILE`: whether the file of a session is whole, and whether it is the one of the ledger."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from congress.archiving import faults_of
from congress.models import SessionArchive


class Command(BaseCommand):
    help = "Verifies the file of an archived session against its manifest; ends with 1 where something does not hold."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with Path(options["file"]).open("rb") as file:
                manifest, faults = faults_of(file)
                digest = hashlib.file_digest(file, "sha256").hexdigest() if not file.seek(0) else ""
        except OSError as error:
            raise CommandError(f"打不开这个文件：{options['file']}") from error
        if faults:
            raise CommandError("会议档案核验不通过。" + "；".join(faults) + "。")
        self.stdout.write(
            f"{manifest['unit']}{manifest['session']}（{manifest['held_on']}），{len(manifest['files'])} 个文件，内容与清单一致。"
        )
        known = SessionArchive.objects.filter(sha256=digest).exists()
        self.stdout.write(
            f"整个文件的摘要 {digest}，" + ("与本系统登记的一致。" if known else "本系统没有登记这个摘要。")
        )
