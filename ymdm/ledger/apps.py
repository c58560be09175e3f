from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "ymdm.ledger"
    verbose_name = "办理台账"
