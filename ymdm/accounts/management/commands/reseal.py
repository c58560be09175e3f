from typing import Any

from django.core.management.base import BaseCommand

from ymdm.accounts import factors


class Command(BaseCommand):
    help = "Seal every encrypted field under today's key, after SECRET_KEY has changed. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{factors.reseal()} 个字段已用新密钥重新加密。")
