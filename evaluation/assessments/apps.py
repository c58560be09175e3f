from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "evaluation.assessments"
    label = "assessments"
    verbose_name = "年度考评"
