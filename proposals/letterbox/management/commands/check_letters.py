from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from proposals.letterbox.checking import gone, standing


class Command(BaseCommand):
    help = "Looks for letters of a year that are gone or altered. Exit code 1 and their numbers if there are any."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, default=timezone.localdate().year)

    def handle(self, *args: Any, **options: Any) -> None:
        year = options["year"]
        if lost := gone(year):
            raise CommandError(f"{year} 年缺少或被改动的来信：{'、'.join(lost)}")
        self.stdout.write(f"{year} 年的来信 {standing(year).received} 封，编号连续，与收箱时一致。")
