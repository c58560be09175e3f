from django.apps import AppConfig


class BallotsConfig(AppConfig):
    name = "ymdm.ballots"
    verbose_name = "无记名投票"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (slow import: models are not ready when this file is read)
