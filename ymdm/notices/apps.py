from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "ymdm.notices"
    verbose_name = "消息"
