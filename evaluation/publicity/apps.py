from django.apps import AppConfig


class PublicityConfig(AppConfig):
    name = "evaluation.publicity"
    label = "publicity"
    verbose_name = "宣讲"
