"""Import runs: which file was read, what it said about itself, what came of it."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Person, within_paths

from . import kinds


class State(models.TextChoices):
    UPLOADED = "uploaded", "正在核对"
    UNREADABLE = "unreadable", "读不了"
    PREVIEWED = "previewed", "等您决定"
    IMPORTING = "importing", "正在写入"
    IMPORTED = "imported", "已导入"
    DECLINED = "declined", "没有导入"


UNDERWAY = {State.UPLOADED, State.IMPORTING}


def new_place() -> str:
    """A random name in the store; what the person called the file stands in the row only."""
    return f"imports/{secrets.token_hex(16)}"


class ImportRunQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> ImportRunQuerySet:
        """One's own runs, and those in units where one may import the same."""
        seen = Q(uploaded_by=person)
        for word, kind in kinds.imports().items():
            seen |= Q(kind=word) & within_paths(person.scope(kind.act), "unit__path")
        return self.filter(seen)


class ImportRun(models.Model):
    """One file from upload to its end. `state` moves only in workflow.py. The file goes when the run ends."""

    kind = models.CharField("种类", max_length=20)
    unit = models.ForeignKey("organization.Unit", models.PROTECT, null=True, related_name="+", verbose_name="单位")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="上传人"
    )
    file_name = models.CharField("文件名", max_length=150)
    size = models.PositiveIntegerField("大小")
    sha256 = models.CharField("文件摘要", max_length=64)
    # The name in the store; a FileField would hand the content of the file to whoever lists the fields.
    stored_as = models.CharField("存放位置", max_length=60, blank=True)
    state = models.CharField("状态", max_length=12, choices=State, default=State.UPLOADED)
    sentence = models.CharField("说明", max_length=200, blank=True)
    digest = models.CharField("核对结果摘要", max_length=64, blank=True)
    created_at = models.DateTimeField("上传时间")
    ended_at = models.DateTimeField("结束时间", null=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导入"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="import_run_ended_in_an_end_state",
                condition=Q(ended_at=None, state__in=["uploaded", "previewed", "importing"])
                | Q(ended_at__isnull=False, state__in=["unreadable", "imported", "declined"]),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("papers:import-run", args=[self.pk])

    @property
    def kind_of(self) -> kinds.Kind:
        return kinds.imports()[self.kind]

    @property
    def is_underway(self) -> bool:
        return self.state in UNDERWAY

    @property
    def is_undecided(self) -> bool:
        return self.state == State.PREVIEWED

    @property
    def found(self) -> dict[str, Any]:
        """The report of the preview; empty before there is one."""
        report = ImportReport.objects.filter(run=self).first()
        return report.content if report else {}


class ImportReport(models.Model):
    """What a preview found. Apart from the run, so that names of people go into no list and no event."""

    run = models.OneToOneField(ImportRun, models.CASCADE, primary_key=True, related_name="report", verbose_name="导入")
    content = models.JSONField("核对结果")
    counts = models.JSONField("导入结果", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "核对结果"

    def __str__(self) -> str:
        return str(self.run)
