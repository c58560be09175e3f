from django.apps import AppConfig


class CongressConfig(AppConfig):
    name = "congress"
    verbose_name = "职代会"
