from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "ymdm.papers"
    verbose_name = "表格与文书"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (registers)
