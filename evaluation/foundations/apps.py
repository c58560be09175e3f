from django.apps import AppConfig


class FoundationsConfig(AppConfig):
    name = "evaluation.foundations"
    label = "foundations"
    verbose_name = "五个到位"
