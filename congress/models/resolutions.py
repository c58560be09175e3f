"""What the congress decided and what became of it; and where the procedure fell short."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit, within_paths

from .agenda import AgendaItem
from .sessions import CongressSession, house_of
from .votes import Vote


class ResolutionQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> ResolutionQuerySet:
        """Everybody of the house (CON-78), and whoever watches over the unit."""
        own = Q(session__term__unit__path__startswith=house_of(person))
        return self.filter(own | within_paths(person.scope("congress.read"), "session__term__unit__path"))


class Resolution(models.Model):
    """A resolution, drawn from a vote that passed; only a new vote of the congress changes it (CON-81)."""

    class State(models.TextChoices):
        ADOPTED = "adopted", "已通过"
        PUBLISHED = "published", "已公布"
        CARRIED_OUT = "carried_out", "已落实"

    session = models.ForeignKey(CongressSession, models.PROTECT, related_name="resolutions", verbose_name="会议")
    vote = models.OneToOneField(Vote, models.PROTECT, related_name="resolution", verbose_name="表决")
    number = models.CharField("文号", max_length=40, unique=True)
    title = models.CharField("决议", max_length=160)
    text = models.TextField("正文")
    state = models.CharField("状态", max_length=12, choices=State, default=State.ADOPTED)
    adopted_on = models.DateField("通过日期")
    owner = models.ForeignKey("organization.Unit", models.PROTECT, null=True, related_name="+", verbose_name="落实单位")
    due_on = models.DateField("落实期限", null=True)
    published_on = models.DateField("公布日期", null=True)
    carried_out_on = models.DateField("落实日期", null=True)

    objects = ResolutionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "决议"
        ordering = ["-adopted_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="resolution_has_owner_and_day_together",
                condition=Q(owner=None, due_on=None) | Q(owner__isnull=False, due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="published_resolution_has_its_day",
                condition=Q(state="adopted", published_on=None) | ~Q(state="adopted") & Q(published_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("congress:resolution", args=[self.pk])

    @property
    def unit(self) -> Unit:
        return self.session.unit


class Progress(models.Model):
    """One entry of what the owner did to carry a resolution out (CON-84)."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="progress", verbose_name="决议")
    text = models.TextField("进展")
    on = models.DateField("日期")
    by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="填报人")

    class Meta:
        verbose_name = verbose_name_plural = "落实进展"
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.on} {self.resolution}"


class Defect(models.Model):
    """A shortcoming of the procedure. It is never removed; a cure is written beside it (CON-88)."""

    session = models.ForeignKey(CongressSession, models.PROTECT, related_name="defects", verbose_name="会议")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="defects", verbose_name="议程")
    check_code = models.CharField("检查项", max_length=24)
    sentence = models.CharField("情况", max_length=300)
    rule = models.CharField("规则", max_length=20)
    found_at = models.DateTimeField("发现时间")
    cure = models.CharField("怎样补正", max_length=300, blank=True)
    cured_at = models.DateTimeField("补正时间", null=True)
    cured_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="补正人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "程序缺陷"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "item", "check_code"], name="one_defect_of_a_kind_and_item"),
            models.UniqueConstraint(
                fields=["session", "check_code"], condition=Q(item=None), name="one_defect_of_a_kind_and_session"
            ),
            models.CheckConstraint(
                name="cured_defect_says_how",
                condition=Q(cured_at=None, cure="") | Q(cured_at__isnull=False) & ~Q(cure=""),
            ),
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def unit(self) -> Unit:
        return self.session.unit
