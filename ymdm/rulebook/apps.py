from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "ymdm.rulebook"
    verbose_name = "规则库"
