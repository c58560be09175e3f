"""Constituencies (选区): which units elect together, how many they are, how many seats they have (CON-27, F2)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit, within_paths

from .terms import CongressTerm, Delegation, house_of


class ConstituencyQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> ConstituencyQuerySet:
        return self.filter(term__unit__path__startswith=house_of(person))


class Constituency(models.Model):
    """Who elects together in a term. The counts are those of the roster on `counted_on`, never kept up to date by themselves.

    `proposed` is what the solver gave, `seats` what holds; where they differ `seats_because` says why. The three shares
    are what this constituency is asked to keep to so that the whole is composed by rule (CON-19, CON-21, CON-22).
    """

    term = models.ForeignKey(CongressTerm, models.PROTECT, related_name="constituencies", verbose_name="届")
    name = models.CharField("选区", max_length=40)
    units = models.ManyToManyField(Unit, related_name="+", verbose_name="单位和部门")
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="constituencies", verbose_name="代表团"
    )
    employees = models.PositiveIntegerField("职工", default=0)
    women = models.PositiveIntegerField("女职工", default=0)
    front_line = models.PositiveIntegerField("一线职工", default=0)
    managers = models.PositiveIntegerField("管理人员", default=0)
    counted_on = models.DateField("统计日期", null=True)
    proposed = models.PositiveSmallIntegerField("建议名额", null=True)
    seats = models.PositiveSmallIntegerField("名额", default=0)
    seats_because = models.CharField("调整名额的原因", max_length=200, blank=True)
    women_at_least = models.PositiveSmallIntegerField("女职工代表至少", default=0)
    front_line_at_least = models.PositiveSmallIntegerField("一线职工代表至少", default=0)
    managers_at_most = models.PositiveSmallIntegerField("管理人员代表最多", null=True)

    objects = ConstituencyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "选区"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["term", "name"], name="one_constituency_per_term_and_name"),
            models.CheckConstraint(
                name="other_seats_than_proposed_have_a_reason",
                condition=Q(proposed=None) | Q(seats=models.F("proposed")) | ~Q(seats_because=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("congress:constituency", args=[self.pk])

    @property
    def unit(self) -> Unit:
        return self.term.unit

    def voters(self) -> models.QuerySet[Person]:
        """The employees who elect here: everybody on the roll of its units and what lies below them."""
        paths = [unit.path for unit in self.units.all()]
        return Person.objects.filter(within_paths(paths, "unit__path"), left_on=None)

    def covers(self, unit: Unit) -> bool:
        return any(unit.is_within(mine) for mine in self.units.all())
