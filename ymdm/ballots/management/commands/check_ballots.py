"""`manage.py check_ballots`: does every box hold what it should? Sentences and exit code 1 where one does not."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ymdm.ballots import checking
from ymdm.ballots.models import BallotBox


class Command(BaseCommand):
    help = "核对所有票箱：票数、名册、票箱根、台账、清单文件、存放次序。"

    def handle(self, *args: Any, **options: Any) -> None:
        faults = checking.check_all()
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} 处不符。")
        self.stdout.write(f"已核对 {BallotBox.objects.count()} 个票箱，没有不符。")
