from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "ymdm.verification"
    verbose_name = "台账核验"

    def ready(self) -> None:
        from . import checks  # noqa: F401  (registers itself)
