"""Import runs: which file was read, what it said about itself, what came of it."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

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
    # Who let a roster or a chart in that another had uploaded (security.md 5).
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="复核人"
    )
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
            models.CheckConstraint(
                name="import_run_is_confirmed_by_another", condition=~Q(confirmed_by=F("uploaded_by"))
            ),
            models.CheckConstraint(
                name="import_for_two_is_written_for_two",
                condition=~Q(kind__in=["people", "units"], state="importing")
                | Q(uploaded_by=None)
                | Q(confirmed_by__isnull=False),
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


class ExportRunQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> ExportRunQuerySet:
        """One's own alone: a list is what this person may see."""
        return self.filter(person=person)

    def to_make(self, at: datetime) -> ExportRunQuerySet:
        """Those that wait and that no worker is holding."""
        return self.filter(Q(lease_until=None) | Q(lease_until__lt=at), ended_at=None)


class ExportRun(models.Model):
    """A list too long for one request, or a document as PDF: a worker asks for it again in the person's name.

    The file is kept for a day. `rows` and `done` count the rows of a list, the pages of a document.
    """

    kind = models.CharField("种类", max_length=20)
    query = models.TextField("筛选条件", blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="导出人")
    title = models.CharField("清单", max_length=60)
    rows = models.PositiveIntegerField("行数")
    done = models.PositiveIntegerField("已写行数", default=0)
    made_at = models.DateTimeField("提出时间")
    lease_until = models.DateTimeField("占用至", null=True)
    ended_at = models.DateTimeField("完成时间", null=True)
    sentence = models.CharField("没有完成的原因", max_length=200, blank=True)
    stored_as = models.CharField("存放位置", max_length=60, blank=True)
    size = models.PositiveBigIntegerField("大小", default=0)

    objects = ExportRunQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导出"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="export_run_ended_with_file_or_sentence",
                condition=Q(ended_at=None, stored_as="", sentence="")
                | Q(ended_at__isnull=False, stored_as="") & ~Q(sentence="")
                | Q(ended_at__isnull=False, sentence="") & ~Q(stored_as=""),
            ),
        ]
        indexes = [models.Index(fields=["made_at"], name="export_run_by_age")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("papers:export-run", args=[self.pk])

    @property
    def is_underway(self) -> bool:
        return self.ended_at is None

    @property
    def file_name(self) -> str:
        suffix = "pdf" if self.is_paper else "xlsx"
        return f"{self.title}-{timezone.localtime(self.made_at):%Y%m%d-%H%M}.{suffix}"

    @property
    def is_paper(self) -> bool:
        return self.kind in kinds.papers()
