"""A scheme and its items. Once announced, nothing of it changes (EVA-08)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from congress.models.terms import house_of
from ymdm.organization.models import Person, Unit, within_paths

from ..kinds import Kind, Source
from ..papers.wording import said
from ..rules import Band, Item, check_item
from . import rules
from .classes import UnitClass

HUNDRED = Decimal(100)


class State(models.TextChoices):
    DRAFT = "scheme_draft", "起草中"
    ANNOUNCED = "scheme_announced", "已公布"
    WITHDRAWN = "scheme_withdrawn", "已作废"


class NotHere(models.TextChoices):
    RESCALE = "rescale", "去掉后按 100 分折算"
    FULL = "full", "按满分计（无此项内容的不扣分）"


class SchemeQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> SchemeQuerySet:
        """Announced ones of the house; drafts for those whose office reads them."""
        return self.filter(
            Q(state=State.ANNOUNCED, unit__path__startswith=house_of(person))
            | within_paths(person.scope("schemes.read"), "unit__path")
        )

    def standing(self) -> SchemeQuerySet:
        return self.exclude(state=State.WITHDRAWN)

    def announced(self) -> SchemeQuerySet:
        return self.filter(state=State.ANNOUNCED)


class Scheme(models.Model):
    """How the units of one class below `unit` are assessed for a year. `state` moves only in workflow.

    `bands` are rows of code, words, lower bound, and whether the bound belongs to the grade, best first.
    """

    State = State

    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="+", verbose_name="组织单位")
    year = models.PositiveSmallIntegerField("年度")
    unit_class = models.CharField("单位类别", max_length=12, choices=UnitClass)
    title = models.CharField("名称", max_length=80)
    state = models.CharField("状态", max_length=20, choices=State, default=State.DRAFT)
    bands = models.JSONField("等次")
    cap = models.DecimalField("加分上限", max_digits=4, decimal_places=2, default=Decimal(5))
    not_applicable = models.CharField("不适用的项目", max_length=8, choices=NotHere, default=NotHere.RESCALE)
    self_check_due_on = models.DateField("自查截止日", null=True)
    drafted_by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="起草人")
    drafted_at = models.DateTimeField("起草时间")
    announced_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="公布人"
    )
    announced_at = models.DateTimeField("公布时间", null=True)
    withdrawn_because = models.CharField("作废原因", max_length=200, blank=True)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "考评方案"
        ordering = ["-year", "unit__path", "unit_class"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "unit_class"],
                condition=~Q(state="scheme_withdrawn"),
                name="one_scheme_a_unit_year_and_class",
            ),
            models.CheckConstraint(
                name="scheme_announced_is_whole",
                condition=Q(announced_at=None, announced_by=None) & ~Q(state="scheme_announced")
                | Q(
                    announced_at__isnull=False,
                    announced_by__isnull=False,
                    self_check_due_on__isnull=False,
                    state="scheme_announced",
                ),
            ),
            models.CheckConstraint(name="scheme_announced_by_another", condition=~Q(announced_by=F("drafted_by"))),
            models.CheckConstraint(name="scheme_bonus_cap_not_negative", condition=Q(cap__gte=0, cap__lte=20)),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.get_unit_class_display()}考评方案"

    def get_absolute_url(self) -> str:
        return reverse("schemes:scheme", args=[self.pk])

    @property
    def scale(self) -> tuple[Band, ...]:
        return rules.bands_of(self.bands)

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT


class SchemeItem(models.Model):
    """One line of a scheme. `params` as `evaluation.rules.Item` explains; `measure` names the figure that fills it."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="items", verbose_name="方案")
    order = models.PositiveSmallIntegerField("次序")
    group = models.CharField("一级指标", max_length=40)
    code = models.CharField("序号", max_length=20)
    name = models.CharField("考评项目", max_length=60)
    criteria = models.TextField("评分标准", max_length=1000, blank=True)
    source = models.CharField("得分方式", max_length=8, choices=Source, default=Source.PAPERS)
    kind = models.CharField("计分方法", max_length=24, choices=Kind)
    full = models.DecimalField("分值", max_digits=5, decimal_places=2)
    params = models.JSONField("计分参数", default=dict, blank=True)
    is_mandatory = models.BooleanField("必备", default=False)
    measure = models.CharField("取数", max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "考评项目"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "code"], name="one_item_a_scheme_and_code"),
            models.CheckConstraint(name="scheme_item_points_in_hundred", condition=Q(full__gte=0, full__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return f"{self.scheme.get_absolute_url()}#item-{self.pk}"

    @property
    def unit(self) -> Unit:
        return self.scheme.unit

    @property
    def item(self) -> Item:
        """As the formulas take it."""
        return Item(self.code, self.kind, self.full, self.params, self.is_mandatory)

    @property
    def how(self) -> str:
        """The rule in the words that the table has."""
        return said(self.kind, self.params) + ("，必备" if self.is_mandatory and self.kind != Kind.MANDATORY else "")

    @property
    def is_outside(self) -> bool:
        return self.kind in Kind.outside()

    @property
    def is_veto(self) -> bool:
        return self.kind == Kind.VETO


def total(items: Sequence[Any]) -> Decimal:
    """Points of the items inside the hundred."""
    return sum((item.full for item in items if not item.is_outside), Decimal(0))


def wrongs(items: Sequence[SchemeItem]) -> list[str]:
    """What is wrong with the items of a scheme, row by row; empty when it can be announced."""
    told = [f"{item}：{why}" for item in items if (why := check_item(item.item))]
    if not items:
        return ["方案里还没有考评项目。"]
    if total(items) != HUNDRED:
        groups: dict[str, Decimal] = {}
        for item in items:
            if not item.is_outside:
                groups[item.group] = groups.get(item.group, Decimal(0)) + item.full
        sums = "、".join(f"{name} {points.normalize():f}" for name, points in groups.items())
        told.append(f"各项分值加起来是 {total(items).normalize():f} 分，不是 100 分（{sums}）。")
    return told
