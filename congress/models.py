"""Terms, sessions, delegations and mandates of the workers' congress."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

DIGITS = "零一二三四五六七八九十"


def ordinal(number: int) -> str:
    """1 to 99 in Chinese figures: 六, 十二, 二十三."""
    tens, ones = divmod(number, 10)
    if number <= 10:
        return DIGITS[number]
    return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}"


class CongressTerm(models.Model):
    """A term (届) of the congress of one unit; holds its sessions and mandates."""

    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="congress_terms", verbose_name="单位")
    number = models.PositiveSmallIntegerField("届")
    begins_on = models.DateField("起始日期")
    ends_on = models.DateField("届满日期")

    class Meta:
        verbose_name = verbose_name_plural = "届"
        ordering = ["-begins_on"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="one_term_per_unit_and_number"),
            models.CheckConstraint(name="term_ends_after_it_begins", condition=Q(ends_on__gt=F("begins_on"))),
        ]

    def __str__(self) -> str:
        return f"第{ordinal(self.number)}届"


class CongressSession(models.Model):
    """A session (次) with its call for proposals (征集)."""

    term = models.ForeignKey(CongressTerm, models.PROTECT, related_name="sessions", verbose_name="届")
    number = models.PositiveSmallIntegerField("次")
    held_on = models.DateField("召开日期")
    call_theme = models.CharField("征集主题", max_length=200, blank=True)
    call_opens_on = models.DateField("征集开始")
    call_closes_on = models.DateField("征集截止")

    class Meta:
        verbose_name = verbose_name_plural = "会议"
        ordering = ["-held_on"]
        constraints = [
            models.UniqueConstraint(fields=["term", "number"], name="one_session_per_term_and_number"),
            models.CheckConstraint(
                name="call_closes_after_it_opens", condition=Q(call_closes_on__gte=F("call_opens_on"))
            ),
        ]

    def __str__(self) -> str:
        return f"第{ordinal(self.term.number)}届第{ordinal(self.number)}次"

    @property
    def short(self) -> str:
        """六届二次"""
        return f"{ordinal(self.term.number)}届{ordinal(self.number)}次"

    def calls_on(self, day: date) -> bool:
        """Whether proposals are called for on `day`, first and last day included (PRO-11)."""
        return self.call_opens_on <= day <= self.call_closes_on


class Delegation(models.Model):
    """A delegation (代表团) of one term, with its head."""

    term = models.ForeignKey(CongressTerm, models.PROTECT, related_name="delegations", verbose_name="届")
    name = models.CharField("名称", max_length=40)
    head = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="团长"
    )

    class Meta:
        verbose_name = verbose_name_plural = "代表团"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["term", "name"], name="one_delegation_per_term_and_name")]

    def __str__(self) -> str:
        return self.name


class MandateQuerySet(models.QuerySet):
    def in_force(self, on: date) -> MandateQuerySet:
        return self.filter(
            Q(appointment__until_on=None) | Q(appointment__until_on__gte=on), appointment__from_on__lte=on
        )


class Mandate(models.Model):
    """A representative's seat in a term. Authority and dates are those of the appointment (GEN-07)."""

    term = models.ForeignKey(CongressTerm, models.PROTECT, related_name="mandates", verbose_name="届")
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="mandates", verbose_name="代表团")
    appointment = models.OneToOneField(
        "organization.Appointment", models.PROTECT, related_name="mandate", verbose_name="任职"
    )
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="mandates", verbose_name="代表")

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表资格"
        ordering = ["delegation", "pk"]

    def __str__(self) -> str:
        return f"{self.person}（{self.delegation}）"
