"""Terms, delegations and mandates of the workers' congress."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit, within_paths

DIGITS = "零一二三四五六七八九十"


def ordinal(number: int) -> str:
    """1 to 99 in Chinese figures: 六, 十二, 二十三; what no congress reaches stays as it is written."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    if number <= 10:
        return DIGITS[number]
    return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}"


def house_of(person: Person) -> str:
    """Path of the topmost unit above a person: what its congress does is open to everybody of the house (CON-30)."""
    return f"/{person.unit.path.split('/')[1]}/"


class TermQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> TermQuerySet:
        return self.filter(unit__path__startswith=house_of(person))


class CongressTerm(models.Model):
    """A term (届) of the congress of one unit; holds its sessions and mandates.

    `is_assembly`: the unit is small, every employee takes part (职工大会, CON-08). An extension moves `ends_on` and keeps
    the day before it, with the paper that allowed it (CON-39).
    """

    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="congress_terms", verbose_name="单位")
    number = models.PositiveSmallIntegerField("届")
    begins_on = models.DateField("起始日期")
    ends_on = models.DateField("届满日期")
    is_assembly = models.BooleanField("职工大会", default=False)
    first_ends_on = models.DateField("原届满日期", null=True, blank=True)
    extended_because = models.CharField("推迟换届的原因", max_length=200, blank=True)
    extended_by_paper = models.CharField("上级工会同意的文件", max_length=80, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "届"
        ordering = ["-begins_on"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="one_term_per_unit_and_number"),
            models.CheckConstraint(name="term_ends_after_it_begins", condition=Q(ends_on__gt=F("begins_on"))),
            models.CheckConstraint(
                name="extended_term_has_reason_and_paper",
                condition=Q(first_ends_on=None)
                | Q(first_ends_on__lt=F("ends_on")) & ~Q(extended_because="") & ~Q(extended_by_paper=""),
            ),
        ]

    def __str__(self) -> str:
        return f"第{ordinal(self.number)}届"

    def get_absolute_url(self) -> str:
        return reverse("congress:term", args=[self.pk])

    @property
    def form_words(self) -> str:
        return "职工大会" if self.is_assembly else "职工代表大会"

    @property
    def full(self) -> str:
        """第六届职工代表大会"""
        return f"{self}{self.form_words}"

    def runs_on(self, day: date) -> bool:
        return self.begins_on <= day <= self.ends_on


class DelegationQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> DelegationQuerySet:
        return self.filter(term__unit__path__startswith=house_of(person))


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

    objects = DelegationQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('congress:roll', args=[self.term_id])}?delegation={self.pk}"

    @property
    def unit(self) -> Unit:
        return self.term.unit


class MandateQuerySet(models.QuerySet):
    def in_force(self, on: date) -> MandateQuerySet:
        return self.filter(
            Q(appointment__until_on=None) | Q(appointment__until_on__gte=on), appointment__from_on__lte=on
        )

    def ended(self, on: date) -> MandateQuerySet:
        return self.filter(appointment__until_on__lt=on)

    def visible_to(self, person: Person) -> MandateQuerySet:
        """The own file, and those of the congresses that one's office watches."""
        return self.filter(Q(person=person) | within_paths(person.scope("congress.read"), "term__unit__path"))


class Mandate(models.Model):
    """A representative's seat in a term. Authority and dates are those of the appointment (GEN-07).

    `category` is a guess from the post as long as `is_guess` (F2). A seat that ended early says why (CON-32 to CON-34);
    that somebody left the unit is read off the person.
    """

    class End(models.TextChoices):
        MOVED = "moved", "调离选区"
        LEFT = "left", "解除或终止劳动关系"
        RETIRED = "retired", "退休"
        RESIGNED = "resigned", "辞去代表"
        RECALLED = "recalled", "罢免"
        CONVICTED = "convicted", "受刑事处罚"

    class Category(models.TextChoices):
        FRONT_LINE = "front_line", "一线职工"
        PROFESSIONAL = "professional", "专业技术人员"
        MANAGER = "manager", "中层管理人员"
        LEADER = "leader", "单位领导"

    term = models.ForeignKey(CongressTerm, models.PROTECT, related_name="mandates", verbose_name="届")
    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="mandates", verbose_name="代表团")
    appointment = models.OneToOneField(
        "organization.Appointment", models.PROTECT, related_name="mandate", verbose_name="任职"
    )
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="mandates", verbose_name="代表")
    category = models.CharField("构成", max_length=12, choices=Category, blank=True)
    is_guess = models.BooleanField("构成待核对", default=False)
    constituency = models.ForeignKey(
        "congress.Constituency", models.PROTECT, null=True, blank=True, related_name="mandates", verbose_name="选区"
    )
    election = models.ForeignKey(
        "congress.Election", models.PROTECT, null=True, blank=True, related_name="mandates", verbose_name="选举"
    )
    ended_because = models.CharField("终止原因", max_length=10, choices=End, blank=True)
    ended_note = models.CharField("终止说明", max_length=200, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表资格"
        ordering = ["delegation", "pk"]

    def __str__(self) -> str:
        return f"{self.person}（{self.delegation}）"

    def get_absolute_url(self) -> str:
        return reverse("congress:representative", args=[self.pk])

    @property
    def unit(self) -> Unit:
        return self.term.unit

    def is_in_force(self, on: date) -> bool:
        until = self.appointment.until_on
        return self.appointment.from_on <= on and (until is None or until >= on)

    @property
    def end_words(self) -> str:
        """Why the seat ended before the term; what nobody wrote down is read off the roll."""
        if self.ended_because:
            return self.get_ended_because_display()
        return self.End.LEFT.label if self.person.left_on else "任职结束"
