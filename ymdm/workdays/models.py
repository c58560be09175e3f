"""What administrators know beyond the library: holiday notices, special days, and calendars of their own."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Calendar(models.Model):
    """A calendar that units follow. The national one has the empty code; others are laid over it (CAL-02, CAL-06).

    `edition` is a random word that changes whenever anything about the calendar does: processes that
    computed its table under another word compute it anew.
    """

    code = models.CharField("代码", max_length=20, blank=True, unique=True)
    name = models.CharField("名称", max_length=60, default="国家法定工作日历")
    rest_weekdays = models.CharField("每周休息日", max_length=7, default="67", help_text="周一为 1，周日为 7")
    edition = models.CharField("版次", max_length=32, editable=False)
    changed_by = models.CharField("最近一次变动", max_length=160, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "工作日历"

    def __str__(self) -> str:
        return self.name


class HolidayNotice(models.Model):
    """One loading of the State Council's holiday notice for a year (CAL-07). A correction is the next version.

    `days` maps ISO dates to [is worked, short name of the holiday]. Rows are never changed: the latest
    version holds, and takes the place of whatever the library says about that year.
    """

    year = models.PositiveSmallIntegerField("年份")
    version = models.PositiveSmallIntegerField("版次")
    name = models.CharField("通知名称", max_length=120)
    document_number = models.CharField("发文字号", max_length=60)
    issued_on = models.DateField("发文日期")
    days = models.JSONField("放假和调休安排")
    loaded_by = models.CharField("载入人", max_length=60)
    loaded_at = models.DateTimeField("载入时间")

    class Meta:
        verbose_name = verbose_name_plural = "放假通知"
        ordering = ["year", "version"]
        constraints = [
            models.UniqueConstraint(fields=["year", "version"], name="one_notice_per_year_and_version"),
            models.CheckConstraint(name="notice_version_starts_at_one", condition=Q(version__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.year} 年放假安排（{self.document_number}）"


class SpecialDay(models.Model):
    """A day that one calendar works or rests on, whatever the notice says: a bureau's own day, a local holiday."""

    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="special_days", verbose_name="工作日历")
    on = models.DateField("日期")
    is_workday = models.BooleanField("是否上班")
    name = models.CharField("名称", max_length=30)
    laid_by = models.CharField("登记人", max_length=60)
    laid_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = verbose_name_plural = "特殊日期"
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["calendar", "on"], name="one_special_day_per_calendar_and_date")]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.name}"


class CalendarChange(models.Model):
    """One change of a calendar, in the order in which they were made: what moved a deadline is told whole (CAL-07)."""

    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="changes", verbose_name="工作日历")
    edition = models.CharField("版次", max_length=32, unique=True)
    why = models.CharField("变动", max_length=160)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "工作日历变动"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.why
