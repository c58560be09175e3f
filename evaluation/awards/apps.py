from django.apps import AppConfig


class AwardsConfig(AppConfig):
    name = "evaluation.awards"
    label = "awards"
    verbose_name = "表彰"
