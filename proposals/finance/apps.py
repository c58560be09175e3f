from django.apps import AppConfig


class FinanceConfig(AppConfig):
    name = "proposals.finance"
    label = "finance"
    verbose_name = "民主理财"
