"""`manage.py seed_demo`: the invented year, written once."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ymdm.organization.models import Person
from ymdm.roof import demo


class Command(BaseCommand):
    help = "Writes the demo year into an empty database. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--force", action="store_true", help="write it although HTTPS is on")

    def handle(self, *args: Any, **options: Any) -> None:
        if demo.is_there():
            self.stdout.write("演示数据已经在数据库里，没有改动。")
            return
        if Person.objects.exists():
            raise CommandError("数据库里已有名册，演示数据只写入空的数据库。请换一个数据目录：YMDM_DATA_DIR=…")
        if settings.HTTPS and not options["force"]:
            raise CommandError("这里开着 HTTPS，像是正式环境。演示账号的口令是公开的；确实要写入，请加 --force。")
        began = time.monotonic()
        number = demo.seed()
        self.stdout.write(f"演示数据已写入：{number} 件提案，用时 {time.monotonic() - began:.0f} 秒。")
