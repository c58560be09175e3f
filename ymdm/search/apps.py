from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "ymdm.search"
    verbose_name = "查找"
