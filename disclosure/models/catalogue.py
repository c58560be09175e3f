"""What must be opened: the catalogue by type of unit, what each unit took over, and the year for which it did."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Level, Person, Unit

from ..rules.catalogue import GOALS, MAJOR

TEAM_LEVELS = (Level.TEAM, Level.PROJECT_OFFICE, Level.RESEARCH_GROUP)
OWING_LEVELS = (Level.BUREAU, Level.UNIT, *TEAM_LEVELS)
TEAM = "team"
STAGE_WORDS = {"before": "事前", "process": "事中", "result": "事后"}
FREQUENCY_WORDS = {"Y": "每年", "H": "每半年", "Q": "每季度", "M": "每月", "I": "及时"}


def kind_of(unit: Unit) -> str:
    """By what the catalogue is told apart (分类指导): the legal type, or `team` for teams, projects and groups."""
    return TEAM if unit.level in TEAM_LEVELS else str(unit.legal_type)


class CatalogueItem(models.Model):
    """One thing to be opened. D01…D24 are the master list; an item of a house stands under one of them."""

    class Audience(models.TextChoices):
        PUBLIC = "public", "社会公众"
        EMPLOYEES = "employees", "全体职工"
        REPRESENTATIVES = "representatives", "职工代表"

    code = models.CharField("编号", max_length=12, unique=True)
    name = models.CharField("公开事项", max_length=80)
    topic = models.CharField("类别", max_length=20, blank=True)
    under = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="总目录事项"
    )
    # Letters of the five openings (五公开): G 目标, B 预算, K 考核, Z 账目, P 评选.
    goals = models.CharField("五公开", max_length=5, blank=True)
    # Figures of 三重一大: 1 重大决策, 2 重要干部任免, 3 重大项目安排, 4 大额资金运作.
    major = models.CharField("三重一大", max_length=4, blank=True)
    # What is owed when, as “stage:frequency”: before:Y process:M result:Q result:I.
    schedule = models.CharField("阶段和频次", max_length=80)
    min_days = models.PositiveSmallIntegerField("张贴天数", default=15)
    is_notice = models.BooleanField("公示", default=False)
    # Kinds of units that owe it, and those that may take it over: legal types, and “team”.
    owed_by = models.CharField("适用单位类型", max_length=100)
    open_to = models.CharField("可选用的单位类型", max_length=100, blank=True)
    audience = models.CharField("公开对象", max_length=16, choices=Audience, default=Audience.EMPLOYEES)
    to_congress = models.BooleanField("提交职代会", default=False)
    form = models.CharField("公开形式", max_length=40, blank=True)
    time_limit = models.CharField("公开时限", max_length=40, blank=True)
    basis = models.CharField("依据", max_length=160, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "公开目录事项"
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def schedules(self) -> list[tuple[str, str]]:
        """(stage, frequency) of everything that is owed."""
        return [(one.split(":")[0], one.split(":")[1]) for one in self.schedule.split()]

    @property
    def schedule_words(self) -> str:
        """“事前每年，事后每半年”."""
        return "，".join(f"{STAGE_WORDS[stage]}{FREQUENCY_WORDS[often]}" for stage, often in self.schedules)

    @property
    def openings(self) -> str:
        """“账目公开、重大决策”: the five openings and the 三重一大 of the item."""
        return "、".join([*(GOALS[tag] for tag in self.goals), *(MAJOR[tag] for tag in self.major)])

    @property
    def stages(self) -> list[str]:
        """The stages that are owed, in their order."""
        found = {stage for stage, _frequency in self.schedules}
        return [stage for stage in ("before", "process", "result") if stage in found]

    def is_owed_by(self, unit: Unit) -> bool:
        return kind_of(unit) in self.owed_by.split()

    def is_open_to(self, unit: Unit) -> bool:
        return kind_of(unit) in f"{self.owed_by} {self.open_to}".split()


class AdoptionQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> AdoptionQuerySet:
        """Every employee sees what her house has to open."""
        return self.filter(unit__path__startswith=f"/{person.unit.lineage[0]}/")

    def standing(self) -> AdoptionQuerySet:
        """What is owed now: a removal that waits for consent removes nothing yet."""
        return self.exclude(state=Adoption.State.REMOVED)


class Adoption(models.Model):
    """That a unit owes an item, from a year on. Removed only with reason, the unit's decision and consent (DIS-06)."""

    class State(models.TextChoices):
        IN_FORCE = "in_force", "列入目录"
        REMOVAL_ASKED = "removal_asked", "申请移出"
        REMOVED = "removed", "已移出"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="adoptions", verbose_name="单位")
    item = models.ForeignKey(CatalogueItem, models.PROTECT, related_name="adoptions", verbose_name="目录事项")
    state = models.CharField("状态", max_length=16, choices=State, default=State.IN_FORCE)
    from_on = models.DateField("列入日期")
    until_on = models.DateField("移出日期", null=True)
    reason = models.CharField("移出理由", max_length=300, blank=True)
    decision = models.CharField("单位决定", max_length=80, blank=True)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="申请人")
    consent_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="上级同意人")

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "单位公开目录"
        ordering = ["unit", "item"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "item"], name="one_adoption_per_unit_and_item"),
            models.CheckConstraint(
                name="removed_with_reason_decision_day_and_consent",
                condition=~Q(state="removed")
                | Q(until_on__isnull=False, consent_by__isnull=False, asked_by__isnull=False)
                & ~Q(reason="")
                & ~Q(decision=""),
            ),
            models.CheckConstraint(
                name="removal_asked_with_reason_and_decision",
                condition=~Q(state="removal_asked") | Q(asked_by__isnull=False) & ~Q(reason="") & ~Q(decision=""),
            ),
            models.CheckConstraint(
                name="removal_consented_by_another",
                condition=Q(consent_by=None) | Q(asked_by=None) | ~Q(consent_by=models.F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.short}：{self.item}"

    def get_absolute_url(self) -> str:
        return reverse("disclosure:catalogue", args=[self.unit_id])

    @property
    def superior(self) -> Unit:
        """Whose consent a removal needs: the unit above; of the topmost one itself."""
        parent = self.unit.parent
        return parent if parent is not None else self.unit


class CatalogueYear(models.Model):
    """That a unit settled its catalogue for a year, on a day, by a document (F2)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="catalogue_years", verbose_name="单位")
    year = models.PositiveSmallIntegerField("年度")
    adopted_on = models.DateField("确定日期")
    document = models.CharField("文件", max_length=80)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        verbose_name = verbose_name_plural = "年度公开目录"
        ordering = ["unit", "-year"]
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="one_catalogue_per_unit_and_year")]

    def __str__(self) -> str:
        return f"{self.unit.short}{self.year}年公开目录"

    def get_absolute_url(self) -> str:
        return reverse("disclosure:catalogue", args=[self.unit_id])


class Board(models.Model):
    """公开栏: the permanent board of a unit (F1), and where it hangs."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="boards", verbose_name="单位")
    place = models.CharField("位置", max_length=80)
    from_on = models.DateField("设立日期")
    until_on = models.DateField("撤除日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "公开栏"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.place

    def get_absolute_url(self) -> str:
        return reverse("disclosure:catalogue", args=[self.unit_id])
