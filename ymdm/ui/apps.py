from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "ymdm.ui"
    verbose_name = "界面"

    def ready(self) -> None:
        from .sentences import speak  # forms import translation, which wants the apps first

        speak()
