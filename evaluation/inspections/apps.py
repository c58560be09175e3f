from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "evaluation.inspections"
    label = "inspections"
    verbose_name = "检查"
