from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "ymdm.duties"
    verbose_name = "待办"
