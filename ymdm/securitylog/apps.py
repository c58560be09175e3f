from django.apps import AppConfig


class SecurityLogConfig(AppConfig):
    name = "ymdm.securitylog"
    verbose_name = "安全日志"
