from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    name = "evaluation.appraisal"
    label = "appraisal"
    verbose_name = "民主评议"
