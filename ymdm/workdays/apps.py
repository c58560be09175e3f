from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    name = "ymdm.workdays"
    verbose_name = "工作日历"
