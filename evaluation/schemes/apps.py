from django.apps import AppConfig


class SchemesConfig(AppConfig):
    name = "evaluation.schemes"
    label = "schemes"
    verbose_name = "考评方案"
