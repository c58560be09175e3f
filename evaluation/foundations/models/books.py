"""Duty books (责任书): what a person answers for in a year, issued by the head, signed by the person, reviewed at the end."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit, within_paths


class BookState(models.TextChoices):
    ISSUED = "book_issued", "待签字"
    SIGNED = "book_signed", "已签订"
    REVIEWED = "book_reviewed", "已考核"
    WITHDRAWN = "book_withdrawn", "已收回"


ASSIGNED = (BookState.SIGNED, BookState.REVIEWED)


class DutyBookQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> DutyBookQuerySet:
        """One's own; signed ones of the own unit; all of them for those who answer for the unit or watch over it."""
        told = Q(state__in=ASSIGNED, unit__in=person.unit.lineage)
        return self.filter(Q(holder=person) | told | within_paths(person.scope("foundations.books"), "unit__path"))

    def within(self, unit: Unit, year: int) -> DutyBookQuerySet:
        """Of a unit with all below it."""
        return self.filter(unit__path__startswith=unit.path, year=year)

    def standing(self) -> DutyBookQuerySet:
        return self.exclude(state=BookState.WITHDRAWN)

    def assigned(self) -> DutyBookQuerySet:
        """Only what was signed is assigned (BOK-01)."""
        return self.filter(state__in=ASSIGNED)


class DutyBook(models.Model):
    """One person's book of a year in `unit`. `state` moves only in workflow.

    `lines` are rows of text, code of the scheme item or "", and its primary key or null; here, so that the ledger holds them.
    """

    State = BookState

    year = models.PositiveSmallIntegerField("年度")
    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    holder = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="责任人")
    post = models.CharField("岗位", max_length=40)
    lines = models.JSONField("责任")
    state = models.CharField("状态", max_length=16, choices=BookState, default=BookState.ISSUED)
    issued_by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="下发人")
    issued_at = models.DateTimeField("下发时间")
    signed_at = models.DateTimeField("签字时间", null=True)
    reviewed_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="考核人"
    )
    reviewed_at = models.DateTimeField("考核时间", null=True)
    is_done = models.BooleanField("完成", null=True)
    review = models.CharField("考核意见", max_length=300, blank=True)
    because = models.CharField("收回原因", max_length=200, blank=True)

    objects = DutyBookQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "责任书"
        ordering = ["-year", "unit__path", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "holder", "post"],
                condition=~Q(state="book_withdrawn"),
                name="one_duty_book_a_unit_year_person_and_post",
            ),
            models.CheckConstraint(
                name="duty_book_counts_only_signed",
                condition=Q(state__in=["book_issued", "book_withdrawn"], signed_at=None)
                | Q(state__in=["book_signed", "book_reviewed"], signed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="duty_book_reviewed_with_words",
                condition=Q(reviewed_by=None, reviewed_at=None, is_done=None, review="") & ~Q(state="book_reviewed")
                | Q(state="book_reviewed", reviewed_by__isnull=False, reviewed_at__isnull=False, is_done__isnull=False)
                & ~Q(review=""),
            ),
            models.CheckConstraint(
                name="duty_book_held_by_another",
                condition=~Q(issued_by=F("holder")) & (Q(reviewed_by=None) | ~Q(reviewed_by=F("holder"))),
            ),
            models.CheckConstraint(name="duty_book_names_its_post", condition=~Q(post="")),
        ]
        indexes = [
            models.Index(fields=["unit", "year", "state"], name="duty_book_of_unit_and_year"),
            models.Index(fields=["holder", "year"], name="duty_book_of_holder"),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.unit.short}{self.post}{self.holder.name}责任书"

    def get_absolute_url(self) -> str:
        return reverse("foundations:book", args=[self.pk])

    @property
    def done_words(self) -> str:
        return "" if self.is_done is None else "完成" if self.is_done else "没有完成"


def signed_of_issued(unit: Unit, year: int) -> tuple[int, int]:
    """How many books of a unit with all below it are signed, and how many were issued and not taken back. One query."""
    counted = DutyBook.objects.within(unit, year).aggregate(
        signed=models.Count("pk", filter=Q(state__in=ASSIGNED)),
        issued=models.Count("pk", filter=~Q(state=BookState.WITHDRAWN)),
    )
    return counted["signed"], counted["issued"]
