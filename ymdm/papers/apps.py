from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "ymdm.papers"
    verbose_name = "表格与文书"
