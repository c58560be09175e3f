from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "evaluation.targets"
    label = "targets"
    verbose_name = "年度目标"
