from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string

from ymdm.accounts import factors


class Command(BaseCommand):
    help = "Seal every encrypted field under today's key, after SECRET_KEY has changed. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        number = factors.reseal() + sum(import_string(dotted)() for dotted in settings.YMDM_ALSO_RESEALED)
        self.stdout.write(f"{number} 个字段已用新密钥重新加密。")
