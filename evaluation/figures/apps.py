from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "evaluation.figures"
    label = "figures"
    verbose_name = "考评取数"
