"""`manage.py refill_search`: bring what can be found up to date with the matters."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from ymdm.search.sources import sources
from ymdm.search.writing import forget_all, refill


class Command(BaseCommand):
    help = "Looks at every matter and mends what the search holds of it; can be broken off and run again at any time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fresh", action="store_true", help="empty everything first; nothing is found meanwhile")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["fresh"]:
            forget_all()
        looked = changed = 0
        for source in sources().values():
            so_far = (0, 0)
            for so_far in refill(source):
                if options["verbosity"] > 1:
                    self.stdout.write(f"{so_far[0]} 件，更新 {so_far[1]} 件")
            looked, changed = looked + so_far[0], changed + so_far[1]
        if options["verbosity"]:
            self.stdout.write(f"查找索引：共 {looked} 件，更新 {changed} 件。")
