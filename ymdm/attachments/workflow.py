"""Putting a file to a matter."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils import timezone

from ymdm.ledger.record import record

from .checking import MOST_PER_MATTER, TYPES, check
from .models import Attachment


def attach(subject: models.Model, upload: UploadedFile, by: Any) -> Attachment:
    """Check and store one file. Raises ValidationError with a sentence. The same content twice is stored once.

    The file lies on the disk before its row is written, so that no row ever points at nothing.
    """
    if upload.file is None:
        raise ValidationError("没有收到文件，请重新选择。")
    name, content = check(upload.name or "", upload.size or 0, upload.file)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        type(subject)._base_manager.select_for_update().filter(pk=subject.pk).first()
        held = Attachment.objects.of(subject)
        if same := held.filter(sha256=digest).first():
            return same
        if held.count() >= MOST_PER_MATTER:
            raise ValidationError(f"最多 {MOST_PER_MATTER} 个附件。请合并后再传。")
        attachment = Attachment(
            subject=subject, name=name, media_type=TYPES[PurePath(name).suffix.lower()], size=len(content),
            sha256=digest, by=by, at=timezone.now(),
        )  # fmt: skip
        attachment.file.save(name, ContentFile(content), save=False)
        attachment.save()
        record(
            "attachments.attach", subject, by, says="上传附件", unit=getattr(subject, "unit", None),
            payload={"name": name, "size": len(content), "sha256": digest},
        )  # fmt: skip
    return attachment


def detach(attachment: Attachment, by: Any) -> None:
    """Take a file away from its matter; that it was there, and its digest, stay in the ledger.

    The file leaves the disk only after the row is gone for good.
    """
    subject, storage, place = attachment.subject, attachment.file.storage, attachment.file.name or ""
    assert subject is not None  # noqa: S101  (a matter is never deleted, GEN-01)
    with transaction.atomic():
        record(
            "attachments.detach", subject, by, says="删除附件", unit=getattr(subject, "unit", None),
            payload={"name": attachment.name, "size": attachment.size, "sha256": attachment.sha256},
        )  # fmt: skip
        attachment.delete()
        transaction.on_commit(lambda: storage.delete(place), robust=True)
