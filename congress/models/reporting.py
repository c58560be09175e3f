"""The yearly report of a representative to the constituency, its rating (CON-35), and training."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from ymdm.organization.models import Person, Unit, within_paths

from .constituencies import Constituency
from .terms import Mandate

RATING_DAYS = 15  # our choice; no text names one
SHOWN_FROM = 5  # CON-76: below so many ratings only their number is shown


class ReportQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> ReportQuerySet:
        """The own ones, those that one's office watches, and, once given, those of one's own constituency."""
        mine = Constituency.units.through.objects.filter(
            constituency=OuterRef("mandate__constituency"), unit__in=person.unit.lineage
        )
        watched = within_paths(person.scope("congress.read"), "mandate__term__unit__path")
        given = ~Q(state__in=[YearReport.State.OWED, YearReport.State.LAPSED])
        return self.filter(watched | Q(mandate__person=person) | (given & Q(Exists(mine))))


class YearReport(models.Model):
    """What a representative told the constituency about a year. Ratings are kept as sums: nobody learns who gave which."""

    class State(models.TextChoices):
        OWED = "report_owed", "待述职"
        GIVEN = "report_given", "已述职"
        LAPSED = "report_lapsed", "不再述职"

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="reports", verbose_name="代表")
    year = models.PositiveSmallIntegerField("年度")
    state = models.CharField("状态", max_length=16, choices=State, default=State.OWED)
    text = models.TextField("述职内容", blank=True)
    given_at = models.DateTimeField("述职时间", null=True)
    satisfied = models.PositiveIntegerField("满意", default=0)
    mostly = models.PositiveIntegerField("基本满意", default=0)
    unsatisfied = models.PositiveIntegerField("不满意", default=0)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表述职"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["mandate", "year"], name="one_report_of_a_mandate_and_year"),
            models.CheckConstraint(
                name="report_given_has_text_and_time",
                condition=~Q(state="report_given") | Q(given_at__isnull=False) & ~Q(text=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mandate.person} {self.year} 年度述职"

    def get_absolute_url(self) -> str:
        return reverse("congress:report", args=[self.pk])

    @property
    def unit(self) -> Unit:
        return self.mandate.term.unit

    @property
    def rated(self) -> int:
        return self.satisfied + self.mostly + self.unsatisfied

    @property
    def rated_until(self) -> date | None:
        """Last day of the rating."""
        return timezone.localdate(self.given_at) + timedelta(RATING_DAYS) if self.given_at else None

    @property
    def shows_sums(self) -> bool:
        return self.rated >= SHOWN_FROM

    @property
    def rating_words(self) -> str:
        """Sums only, and none for so few that they would tell of single people (CON-76)."""
        if not self.given_at:
            return ""
        if not self.shows_sums:
            return f"{self.rated} 人评议，不足 {SHOWN_FROM} 人，不显示结果"
        return f"满意 {self.satisfied}、基本满意 {self.mostly}、不满意 {self.unsatisfied}"


class Rater(models.Model):
    """That somebody rated a report: once only. What was given stands nowhere beside the name."""

    report = models.ForeignKey(YearReport, models.CASCADE, related_name="raters", verbose_name="述职")
    person = models.ForeignKey("organization.Person", models.CASCADE, related_name="+", verbose_name="职工")

    class Meta:
        verbose_name = verbose_name_plural = "已评议的职工"
        constraints = [models.UniqueConstraint(fields=["report", "person"], name="one_rating_of_a_person_and_report")]

    def __str__(self) -> str:
        return f"{self.report} {self.person}"


class Training(models.Model):
    """A training that a representative took part in (CON-45)."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="trainings", verbose_name="代表")
    held_on = models.DateField("日期")
    title = models.CharField("培训内容", max_length=80)
    hours = models.PositiveSmallIntegerField("学时")

    class Meta:
        verbose_name = verbose_name_plural = "代表培训"
        ordering = ["-held_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["mandate", "held_on", "title"], name="one_training_of_a_mandate_and_day")
        ]

    def __str__(self) -> str:
        return self.title
