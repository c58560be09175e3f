from django.apps import AppConfig


class LetterboxConfig(AppConfig):
    name = "proposals.letterbox"
    label = "letterbox"
    verbose_name = "意见箱"
