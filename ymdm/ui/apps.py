from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "ymdm.ui"
    verbose_name = "界面"
