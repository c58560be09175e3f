from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ymdm.accounts"
    verbose_name = "账号与登录"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (slow import: models are not ready when this file is read)
