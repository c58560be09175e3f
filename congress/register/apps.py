from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "congress.register"
    label = "register"
    verbose_name = "制度与决策"
