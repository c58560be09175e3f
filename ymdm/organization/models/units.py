"""The tree of units on two axes: legal type and level."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q


class LegalType(models.TextChoices):
    AGENCY = "agency", "机关"
    CIVIL_SERVICE_MANAGED = "civil_service_managed", "参公"
    PUBLIC_INSTITUTION = "public_institution", "事业"
    ENTERPRISE = "enterprise", "企业"


class Level(models.TextChoices):
    BUREAU = "bureau", "局"
    UNIT = "unit", "单位"
    DEPARTMENT = "department", "部门"
    TEAM = "team", "班组"
    PROJECT_OFFICE = "project_office", "项目部"
    RESEARCH_GROUP = "research_group", "课题组"


# The provincial regions: the ordinances on democratic management differ from one to the next (rulebook).
PLACES = [
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江",
    "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆",
    "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆",
]  # fmt: skip


def within_paths(paths: Iterable[str], field: str = "path") -> Q:
    """Condition on a path column: below one of `paths`. No paths, no rows."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{field}__startswith": path})
    return condition


class UnitQuerySet(models.QuerySet):
    def within(self, unit: Unit) -> UnitQuerySet:
        """`unit` and everything below it."""
        return self.filter(path__startswith=unit.path)

    def above(self, unit: Unit) -> UnitQuerySet:
        """`unit` and everything above it, root first."""
        return self.filter(pk__in=unit.lineage).order_by("depth")

    def open(self) -> UnitQuerySet:
        return self.filter(closed_on=None)


class Unit(models.Model):
    """A bureau, a unit, a department or a team. `path` ("/1/5/9/") makes a subtree one range of an index."""

    code = models.CharField("编码", max_length=20, unique=True)
    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("简称", max_length=30, blank=True)
    aliases = models.CharField("别名", max_length=200, blank=True, help_text="用 | 分隔")
    legal_type = models.CharField("类型", max_length=24, choices=LegalType)
    level = models.CharField("层级", max_length=16, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级单位"
    )
    path = models.CharField("路径", max_length=200, unique=True, editable=False)
    depth = models.PositiveSmallIntegerField("层数", default=0, editable=False)
    order = models.PositiveIntegerField("排序", default=0)
    calendar = models.CharField("工作日历", max_length=20, blank=True, help_text="留空即按国务院放假安排（CAL-02）")
    place = models.CharField(
        "所在地",
        max_length=6,
        blank=True,
        choices=[(name, name) for name in PLACES],
        help_text="留空随上级单位（CON-01）",
    )
    profile = models.CharField("规则口径", max_length=40, blank=True, help_text="留空按所在地和类型（CON-01）")
    closed_on = models.DateField("撤销日期", null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ["path"]
        # The acts of every app are permissions on this model; they are created from the ACTS tables.
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the path of a new unit. Moves of an old one go through workflow.move_unit."""
        if self.pk:
            super().save(*args, **kwargs)
            return
        self.path = f"new-{self.code}"
        super().save(*args, **kwargs)
        above = self.parent.path if self.parent else "/"
        self.path = f"{above}{self.pk}/"
        self.depth = self.path.count("/") - 2
        super().save(update_fields=["path", "depth"])

    @property
    def lineage(self) -> list[int]:
        """Primary keys from the root down to this unit."""
        return [int(part) for part in self.path.strip("/").split("/")]

    @property
    def short(self) -> str:
        return self.short_name or self.name

    def is_within(self, other: Unit) -> bool:
        """Whether this unit is `other` or lies below it."""
        return self.path.startswith(other.path)


class UnitHistory(models.Model):
    """What a unit was called and where it stood before."""

    class Kind(models.TextChoices):
        OPENED = "opened", "设立"
        RENAMED = "renamed", "更名"
        MOVED = "moved", "划转"
        CLOSED = "closed", "撤销"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="history", verbose_name="单位")
    kind = models.CharField("变动", max_length=10, choices=Kind)
    before = models.CharField("变动前", max_length=100, blank=True)
    after = models.CharField("变动后", max_length=100, blank=True)
    on = models.DateField("日期")

    class Meta:
        verbose_name = verbose_name_plural = "单位沿革"
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.before} → {self.after}"


class UnitStanding(models.Model):
    """Where a unit lies and which text it names as its own, from a day: the law of an old day is judged by its own row.

    A unit without rows stands as `Unit.place` and `Unit.profile` say, on every day.
    """

    ALWAYS = date.min

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="standings", verbose_name="单位")
    place = models.CharField("所在地", max_length=6, blank=True)
    profile = models.CharField("规则口径", max_length=40, blank=True)
    from_on = models.DateField("从哪天起")

    class Meta:
        verbose_name = verbose_name_plural = "规则口径沿革"
        ordering = ["from_on"]
        constraints = [models.UniqueConstraint(fields=["unit", "from_on"], name="one_standing_of_a_unit_and_day")]

    def __str__(self) -> str:
        return f"{self.unit}：{self.place or '随上级单位'}"
