"""A ballot of the staff that belongs to no meeting and no appraisal: awards, surveys. Its questions until they are a box."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit, within_paths

from .boxes import BallotBox, Purpose
from .ceremonies import Keeper, KeyCeremony

OWN_KIND = "ballots.unit"  # of boxes whose owner is an asking
GROUP = "职工"


class AskingQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> AskingQuerySet:
        """Those of the units whose ballots one prepares; voters see the box."""
        return self.filter(within_paths(person.scope("ballots.prepare"), "unit__path"))


class Asking(models.Model):
    """What the staff of a unit is asked. Once it is a box its words are fixed there, and this row only says who votes."""

    class Reach(models.TextChoices):
        UNIT = "unit", "本单位（不含下级）"
        SUBTREE = "subtree", "本单位和下级单位"
        ROLL = "roll", "名单上的人"

    class State(models.TextChoices):
        WRITING = "asking_written", "拟题中"
        BOXED = "asking_boxed", "已成选票"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    title = models.CharField("名称", max_length=60)
    lede = models.CharField("说明", max_length=200, blank=True)
    purpose = models.CharField("用途", max_length=10, choices=Purpose, default=Purpose.AWARD)
    reach = models.CharField("谁来投", max_length=8, choices=Reach)
    people = models.ManyToManyField(Person, related_name="+", verbose_name="名单", blank=True)
    questions = models.JSONField("问题", default=list)
    ceremony = models.ForeignKey(KeyCeremony, models.PROTECT, null=True, related_name="+", verbose_name="密钥仪式")
    state = models.CharField("状态", max_length=16, choices=State, default=State.WRITING)

    objects = AskingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "职工投票"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="boxed_asking_has_keepers", condition=Q(state="asking_written") | Q(ceremony__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ballots:asking", args=[self.pk])

    def voters(self) -> models.QuerySet[Person]:
        """Who is asked, as of now; the roll is frozen with the box."""
        there = Person.objects.filter(left_on=None)
        if self.reach == self.Reach.ROLL:
            return there.filter(pk__in=self.people.values("pk"))
        if self.reach == self.Reach.UNIT:
            return there.filter(unit=self.unit)
        return there.filter(unit__path__startswith=self.unit.path)

    def box(self) -> BallotBox | None:
        """The latest box, also a voided one."""
        return BallotBox.objects.of_owner(OWN_KIND, self.pk).order_by("-opens_at", "-lock_no").first()

    def names_who_stand(self) -> set[str]:
        """Names on the slates: they keep no word (CON-75)."""
        return {name for one in self.questions if one["kind"] == "elect" for _pk, name in one["candidates"]}

    def keepers_who_stand(self) -> list[str]:
        kept = Keeper.objects.filter(ceremony=self.ceremony).select_related("person") if self.ceremony else []
        return [str(one.person) for one in kept if str(one.person) in self.names_who_stand()]
