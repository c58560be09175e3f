from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured

from . import hashing


class LedgerConfig(AppConfig):
    name = "ymdm.ledger"
    verbose_name = "办理台账"

    def ready(self) -> None:
        """Refuse to start with a hash that is not there: every act of the house would fail by it."""
        if hashing.chosen() not in hashing.NAMES:
            raise ImproperlyConfigured(f"YMDM_LEDGER_HASH is “{hashing.chosen()}”; write sha256 or sm3.")
        try:
            hashing.digest(hashing.chosen(), b"")
        except ValueError:
            raise ImproperlyConfigured(f"This Python's OpenSSL has no {hashing.chosen()} (YMDM_LEDGER_HASH).") from None
