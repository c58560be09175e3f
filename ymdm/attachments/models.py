"""One stored file and the matter that it belongs to."""

from __future__ import annotations

import uuid

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse


def stored_name(attachment: Attachment, name: str) -> str:
    """A name that tells nothing, in a folder of few: names given by people never reach the disk."""
    token = uuid.uuid4().hex
    return f"{token[:2]}/{token}"


class AttachmentQuerySet(models.QuerySet):
    def of(self, subject: models.Model) -> AttachmentQuerySet:
        return self.filter(subject_type=ContentType.objects.get_for_model(subject), subject_id=subject.pk)


class Attachment(models.Model):
    """A file of a matter. Whoever may see the matter may read it; nobody else finds it."""

    subject_type = models.ForeignKey(ContentType, models.PROTECT)
    subject_id = models.BigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    name = models.CharField("文件名", max_length=100)
    media_type = models.CharField("类型", max_length=100)
    size = models.PositiveIntegerField("大小", help_text="字节")
    sha256 = models.CharField("摘要", max_length=64)
    file = models.FileField("文件", upload_to=stored_name, max_length=120)
    by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="上传人")
    at = models.DateTimeField("上传时间")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ["pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="attachment_of_subject")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("attachments:download", args=[self.pk])

    @property
    def suffix(self) -> str:
        """The kind of file as it is called: PDF, DOCX."""
        return self.name.rpartition(".")[2].upper()
