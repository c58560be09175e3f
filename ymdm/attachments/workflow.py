"""Putting a file to a matter."""

from __future__ import annotations

import hashlib
import logging
import shutil
from collections.abc import Collection
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.db.models import Sum
from django.utils import timezone

from ymdm.ledger.record import record

from .checking import MEGABYTE, MOST_PER_MATTER, TYPES, check
from .models import Attachment

# What one person may keep in the house, and the space on the disk that no upload may touch.
MOST_PER_PERSON = 1024 * MEGABYTE
KEPT_FREE = 1024 * MEGABYTE
FULL = "系统存放附件的空间不够了，这个文件没有收下。请先提交文字内容，并告知系统管理员。"
log = logging.getLogger("ymdm.attachments")


def attach(subject: models.Model, upload: UploadedFile, by: Any, accept: Collection[str] = TYPES) -> Attachment:
    """Check and store one file. Raises ValidationError with a sentence. The same content twice is stored once.

    The file lies on the disk before its row is written, so that no row ever points at nothing.
    """
    if upload.file is None:
        raise ValidationError("没有收到文件，请重新选择。")
    name, content = check(upload.name or "", upload.size or 0, upload.file, accept)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        type(subject)._base_manager.select_for_update().filter(pk=subject.pk).first()
        held = Attachment.objects.of(subject)
        if same := held.filter(sha256=digest).first():
            return same
        if held.count() >= MOST_PER_MATTER:
            raise ValidationError(f"最多 {MOST_PER_MATTER} 个附件。请合并后再传。")
        _check_room(len(content), by)
        attachment = Attachment(
            subject=subject, name=name, media_type=TYPES[PurePath(name).suffix.lower()], size=len(content),
            sha256=digest, by=by, at=timezone.now(),
        )  # fmt: skip
        try:
            attachment.file.save(name, ContentFile(content), save=False)
        except OSError as error:
            log.error("an attachment could not be stored: %s", error)
            raise ValidationError(FULL) from error
        try:
            attachment.save()
            record(
                "attachments.attach", subject, by, says="上传附件", unit=getattr(subject, "unit", None),
                payload={"name": name, "size": len(content), "sha256": digest},
            )  # fmt: skip
        except BaseException:
            attachment.file.storage.delete(attachment.file.name or "")  # no row will ever point at it
            raise
    return attachment


def _check_room(size: int, by: Any) -> None:
    """Refuse what would go beyond the person's share, the house's share (YMDM_FILES_GB) or the disk's reserve."""
    own = Attachment.objects.filter(by=by).aggregate(sum=Sum("size"))["sum"] or 0
    if own + size > MOST_PER_PERSON:
        raise ValidationError(
            f"您上传的附件共 {own / MEGABYTE:,.0f} MB，加上这一个超过每人 {MOST_PER_PERSON // MEGABYTE:,} MB。"
            "请压缩后再传，或请工会协助。"
        )
    if (Attachment.objects.aggregate(sum=Sum("size"))["sum"] or 0) + size > settings.FILES_GB * 1024 * MEGABYTE:
        raise ValidationError(FULL)
    if shutil.disk_usage(_nearest(Path(settings.MEDIA_ROOT))).free < KEPT_FREE + size:
        raise ValidationError(FULL)


def _nearest(folder: Path) -> Path:
    """The folder, or the one above it that is there already: nothing was uploaded yet."""
    while not folder.exists():
        folder = folder.parent
    return folder


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
