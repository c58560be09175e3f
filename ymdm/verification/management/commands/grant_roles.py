"""`manage.py grant_roles`: the role that serves people may add to the ledger and read it, and nothing else."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from ymdm.verification import roles


class Command(BaseCommand):
    help = (
        "Run as the owner of the tables (YMDM_OWNER_DATABASE_URL): grants the role of YMDM_DATABASE_URL what web and"
        " workers need. On the append-only tables that is INSERT and SELECT. Safe to run again; prepare does."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", nargs="?", default=settings.APP_DATABASE_ROLE, help="instead of that role")

    def handle(self, *args: Any, role: str, **options: Any) -> None:
        if connection.vendor != "postgresql":
            raise CommandError("Only PostgreSQL has roles.")
        if not role:
            raise CommandError("Set YMDM_OWNER_DATABASE_URL beside YMDM_DATABASE_URL, or name the role.")
        if not roles.exists(connection, role):
            raise CommandError(f"The server knows no role {role}; as its superuser: createuser --pwprompt {role}")
        if roles.standing(connection, role)[0]:
            raise CommandError(
                f"{role} owns the tables itself, is a superuser, or belongs to the owner: grants bind it not."
            )
        with transaction.atomic():
            roles.grant(connection, role)
        self.stdout.write(f"{role}：只增不改的 {len(roles.APPEND_ONLY)} 个表只能新增和读取，其余可以读写。")
