"""`manage.py prepare`: everything that must be in place before the first page, in one process."""

import hashlib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ymdm.ledger import checkpoints, sealing
from ymdm.organization.permissions import grant_all
from ymdm.search.writing import is_missing_any


class Command(BaseCommand):
    help = "Brings tables and static files up to date; with --demo, fills an empty database with the demo year."
    requires_system_checks: list[str] = []  # the database may not be there yet

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="fill an empty database with the demo year")

    def handle(self, *args: Any, **options: Any) -> None:
        self.migrate()
        call_command("createcachetable", verbosity=0)
        if is_missing_any():
            self.stdout.write("正在更新查找索引……")
            call_command("refill_search", verbosity=0)
        if settings.APP_DATABASE_ROLE:
            call_command("grant_roles", stdout=self.stdout)
        self.collect_static()
        if options["demo"] and not get_user_model().objects.exists():
            self.stdout.write("正在写入演示数据……")
            call_command("seed_demo", stdout=self.stdout)
        # What a killed sealer left, what an older release wrote, and the demo year: sealed before the first page.
        sealing.seal_all(whole=True)
        if checkpoints.is_due():
            checkpoints.make()

    def migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if steps := executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write(f"正在更新数据库（{len(steps)} 项）……")
            call_command("migrate", verbosity=0, interactive=False)
        else:
            grant_all()  # an act can be new, or change hands, without any table being so

    def collect_static(self) -> None:
        """Collect only when a source file has changed: hashing and compressing everything takes seconds."""
        collected = Path(settings.STATIC_ROOT) / ".collected"
        fingerprint = static_fingerprint()
        if collected.is_file() and collected.read_text() == fingerprint:
            return
        call_command("collectstatic", verbosity=0, interactive=False)
        collected.write_text(fingerprint)


def static_fingerprint() -> str:
    """A digest of name, size and time of every static source file, hex."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            facts = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
