"""A session (次) from its plan to its archive, and who serves in it."""

from __future__ import annotations

import secrets
from datetime import date, time

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit, within_paths

from .terms import CongressTerm, ordinal


def house_of(person: Person) -> str:
    """The path of the topmost unit above a person: whoever works below it is of the same house."""
    return f"/{person.unit.path.split('/')[1]}/"


def new_secret() -> str:
    """What the rotating check-in code is made from; never shown."""
    return secrets.token_hex(16)


class SessionQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> SessionQuerySet:
        """What the person's office watches, what she is called to or serves in, and, once noticed, those of her house.

        The agenda is open to all employees (CON-56); papers before the session are not (Paper.visible_to).
        """
        from .attendance import Attendee  # cycle: an attendee points at a session

        called = Attendee.objects.filter(session=OuterRef("pk"), person=person)
        serves = SessionOffice.objects.filter(session=OuterRef("pk"), person=person)
        own = Q(term__unit__path__startswith=house_of(person)) & ~Q(state=CongressSession.State.PLANNED)
        watched = within_paths(person.scope("congress.read"), "term__unit__path")
        return self.filter(own | watched | Q(Exists(called)) | Q(Exists(serves)))


class CongressSession(models.Model):
    """A session of one term, with its call for proposals (征集).

    `total` (应到) is frozen by the qualification report (CON-61); `ruled_on` is the day whose law holds for the session,
    fixed by the notice (CON-01).
    """

    class Kind(models.TextChoices):
        REGULAR = "regular", "正式会议"
        EXTRAORDINARY = "extraordinary", "临时会议"

    class State(models.TextChoices):
        PLANNED = "planned", "筹备"
        NOTICED = "noticed", "已通知"
        MATERIALS_OUT = "materials_out", "材料已送达"
        PREPARED = "preparatory_done", "预备会议已开"
        OPEN = "open", "会议进行中"
        CLOSED = "closed", "已闭幕"
        PUBLISHED = "published", "决议已公布"
        REPORTED = "reported", "已报上级"
        ARCHIVED = "archived", "已归档"
        POSTPONED = "postponed", "已延期"
        CANCELLED = "cancelled", "已取消"
        # Held before the house kept records: entered with a register of that time, without papers of the procedure.
        PAST = "past", "以往会议"

    BEFORE = (State.PLANNED, State.NOTICED, State.MATERIALS_OUT, State.PREPARED, State.POSTPONED)
    AFTER = (State.CLOSED, State.PUBLISHED, State.REPORTED, State.ARCHIVED, State.PAST)

    term = models.ForeignKey(CongressTerm, models.PROTECT, related_name="sessions", verbose_name="届")
    number = models.PositiveSmallIntegerField("次")
    kind = models.CharField("会议类型", max_length=16, choices=Kind, default=Kind.REGULAR)
    state = models.CharField("状态", max_length=20, choices=State, default=State.PLANNED)
    held_on = models.DateField("召开日期")
    begins = models.TimeField("开始时间", default=time(9))
    place = models.CharField("地点", max_length=60, blank=True)
    call_theme = models.CharField("征集主题", max_length=200, blank=True)
    call_opens_on = models.DateField("征集开始")
    call_closes_on = models.DateField("征集截止")
    ruled_on = models.DateField("适用规则的日期", null=True)
    noticed_at = models.DateTimeField("发出通知时间", null=True)
    total = models.PositiveIntegerField("应到代表", null=True)
    roll_frozen_at = models.DateTimeField("资格审查时间", null=True)
    qualification = models.TextField("资格审查报告", blank=True)
    opened_at = models.DateTimeField("开幕时间", null=True)
    closed_at = models.DateTimeField("闭幕时间", null=True)
    published_on = models.DateField("公布决议日期", null=True)
    # Until when the resolutions hung, and what shows it (CON-78).
    posted_until = models.DateField("张贴到", null=True)
    posting_proof = models.CharField("张贴证明", max_length=200, blank=True)
    reported_on = models.DateField("报上级日期", null=True)
    archived_at = models.DateTimeField("归档时间", null=True)
    because = models.CharField("延期或取消的原因", max_length=200, blank=True)
    secret = models.CharField(max_length=32, default=new_secret, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会议"
        ordering = ["-held_on"]
        constraints = [
            models.UniqueConstraint(fields=["term", "number"], name="one_session_per_term_and_number"),
            models.CheckConstraint(
                name="call_closes_after_it_opens", condition=Q(call_closes_on__gte=F("call_opens_on"))
            ),
            models.CheckConstraint(
                name="open_session_has_its_roll_and_time",
                condition=~Q(state__in=["open", "closed"]) | Q(total__isnull=False, opened_at__isnull=False),
            ),
            models.CheckConstraint(
                name="session_put_off_with_reason", condition=~Q(state__in=["postponed", "cancelled"]) | ~Q(because="")
            ),
        ]

    def __str__(self) -> str:
        return f"第{ordinal(self.term.number)}届第{ordinal(self.number)}次"

    def get_absolute_url(self) -> str:
        return reverse("congress:session", args=[self.pk])

    @property
    def unit(self) -> Unit:
        return self.term.unit

    @property
    def short(self) -> str:
        """六届二次"""
        return f"{ordinal(self.term.number)}届{ordinal(self.number)}次"

    @property
    def full(self) -> str:
        """第六届职工代表大会第二次会议"""
        return f"第{ordinal(self.term.number)}届职工代表大会第{ordinal(self.number)}次会议"

    @property
    def is_before(self) -> bool:
        return self.state in self.BEFORE

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_over(self) -> bool:
        return self.state in self.AFTER

    def calls_on(self, day: date) -> bool:
        """Whether proposals are called for on `day`, first and last day included (PRO-11)."""
        return self.call_opens_on <= day <= self.call_closes_on


class SessionOffice(models.Model):
    """Somebody who serves in a session: who chairs, writes, counts votes or watches the counting."""

    class Office(models.TextChoices):
        CHAIR = "chair", "执行主席"
        SECRETARY = "secretary", "大会秘书"
        TELLER = "teller", "计票人"
        SCRUTINEER = "scrutineer", "监票人"

    session = models.ForeignKey(CongressSession, models.CASCADE, related_name="offices", verbose_name="会议")
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="人员")
    office = models.CharField("职责", max_length=12, choices=Office)

    class Meta:
        verbose_name = verbose_name_plural = "会议职责"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person", "office"], name="one_office_of_a_person_and_session")
        ]

    def __str__(self) -> str:
        return f"{self.get_office_display()} {self.person}"
