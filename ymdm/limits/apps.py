from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "ymdm.limits"
    verbose_name = "频率限制"
