from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "ymdm.attachments"
    verbose_name = "附件"
