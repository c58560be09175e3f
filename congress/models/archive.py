"""The file of a session as it is kept: one ZIP, written once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit, within_paths

from .sessions import CongressSession


class SessionArchiveQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> SessionArchiveQuerySet:
        """Those who watch over the unit: the file holds the roll and who asked for leave."""
        return self.filter(within_paths(person.scope("congress.read"), "session__term__unit__path"))

    def to_make(self) -> SessionArchiveQuerySet:
        return self.filter(sha256="")


class SessionArchive(models.Model):
    """What the archiving of a session left; `sha256` of the whole file once it is written, which the ledger holds too."""

    session = models.OneToOneField(CongressSession, models.PROTECT, related_name="archive", verbose_name="会议")
    asked_at = models.DateTimeField("归档时间")
    stored_as = models.CharField("存放位置", max_length=60, blank=True)
    sha256 = models.CharField("文件摘要", max_length=64, blank=True)
    size = models.PositiveBigIntegerField("大小", default=0)
    files = models.PositiveIntegerField("文件数", default=0)
    written_at = models.DateTimeField("写成时间", null=True)

    objects = SessionArchiveQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会议档案"
        constraints = [
            models.CheckConstraint(
                name="written_archive_has_place_and_digest",
                condition=Q(written_at=None, stored_as="", sha256="")
                | Q(written_at__isnull=False) & ~Q(stored_as="") & ~Q(sha256=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.session}档案"

    def get_absolute_url(self) -> str:
        return reverse("congress:minutes", args=[self.session_id])

    @property
    def unit(self) -> Unit:
        return self.session.unit

    @property
    def file_name(self) -> str:
        return f"{self.session.unit.short}{self.session.short}职代会档案.zip"
