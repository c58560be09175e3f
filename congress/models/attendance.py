"""Who is called to a session, who is in the hall, and how many were counted before each decision."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit, within_paths

from .sessions import CongressSession


class Venue(models.Model):
    """A place of the session; each has its own attendance list and tellers (CON-73).

    The first one takes every delegation that no other one names. Chairs stand in `rows` of `per_row`; a room without
    these numbers (a video link, say) has no seating plan.
    """

    session = models.ForeignKey(CongressSession, models.CASCADE, related_name="venues", verbose_name="会议")
    name = models.CharField("会场", max_length=60)
    rows = models.PositiveSmallIntegerField("排数", null=True)
    per_row = models.PositiveSmallIntegerField("每排座位", null=True)
    delegations = models.ManyToManyField("congress.Delegation", related_name="+", verbose_name="代表团")

    class Meta:
        verbose_name = verbose_name_plural = "会场"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "name"], name="one_venue_of_a_session_and_name"),
            models.CheckConstraint(
                name="venue_has_both_numbers_of_its_seats",
                condition=Q(rows=None, per_row=None)
                | Q(rows__isnull=False, rows__gte=1, per_row__isnull=False, per_row__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("congress:seats", args=[self.session_id])

    @property
    def unit(self) -> Unit:
        return self.session.unit

    @property
    def seats(self) -> int:
        """How many chairs; 0 where none are counted."""
        return (self.rows or 0) * (self.per_row or 0)


class AttendeeQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> AttendeeQuerySet:
        """The own row, and the lists of the sessions that one's office watches."""
        return self.filter(Q(person=person) | within_paths(person.scope("congress.read"), "session__term__unit__path"))

    def voters(self) -> AttendeeQuerySet:
        """The representatives whose mandate was found valid: nobody else counts in a quorum or a vote (CON-26, CON-61)."""
        return self.filter(kind=Attendee.Kind.REPRESENTATIVE, is_qualified=True)

    def present(self) -> AttendeeQuerySet:
        return self.filter(is_present=True)


class Attendee(models.Model):
    """Somebody called to a session: a representative with the own mandate, or an observer who never votes (CON-26).

    `is_present` is the last of the rows of `presences`, kept here so that the quorum is one count.
    """

    class Kind(models.TextChoices):
        REPRESENTATIVE = "representative", "正式代表"
        OBSERVER = "observer", "列席代表"

    class Answer(models.TextChoices):
        NONE = "", "未回复"
        COMES = "comes", "参加"
        LEAVE = "leave", "请假"

    session = models.ForeignKey(CongressSession, models.CASCADE, related_name="attendees", verbose_name="会议")
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="attendances", verbose_name="人员")
    mandate = models.ForeignKey(
        "congress.Mandate", models.PROTECT, null=True, related_name="attendances", verbose_name="代表资格"
    )
    delegation = models.ForeignKey(
        "congress.Delegation", models.PROTECT, null=True, related_name="attendees", verbose_name="代表团"
    )
    kind = models.CharField("身份", max_length=16, choices=Kind)
    number = models.CharField("代表证号", max_length=12, blank=True)
    seat = models.CharField("座位", max_length=20, blank=True)
    venue = models.ForeignKey(Venue, models.PROTECT, null=True, related_name="attendees", verbose_name="会场")
    called_at = models.DateTimeField("通知时间", null=True)
    answer = models.CharField("回复", max_length=8, choices=Answer, blank=True, default=Answer.NONE)
    answered_at = models.DateTimeField("回复时间", null=True)
    leave_reason = models.CharField("请假原因", max_length=200, blank=True)
    is_qualified = models.BooleanField("资格有效", null=True)
    disqualified_because = models.CharField("资格无效的原因", max_length=200, blank=True)
    is_present = models.BooleanField("在会场", default=False)
    arrived_at = models.DateTimeField("签到时间", null=True)

    objects = AttendeeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "参会人"
        ordering = ["delegation", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="one_call_of_a_person_and_session"),
            models.CheckConstraint(
                name="representative_has_mandate_and_delegation",
                condition=Q(kind="representative", mandate__isnull=False, delegation__isnull=False)
                | Q(kind="observer", mandate=None),
            ),
            models.CheckConstraint(name="leave_has_its_reason", condition=~Q(answer="leave") | ~Q(leave_reason="")),
            models.CheckConstraint(
                name="present_has_arrived", condition=Q(is_present=False) | Q(arrived_at__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["session", "kind", "is_present"], name="present_at_session")]

    def __str__(self) -> str:
        return str(self.person)

    def get_absolute_url(self) -> str:
        return self.session.get_absolute_url()

    @property
    def unit(self) -> Unit:
        return self.session.unit


class Presence(models.Model):
    """That somebody came in or went out: the timeline behind `Attendee.is_present` (F14). Rows are only added."""

    class Way(models.TextChoices):
        PHONE = "phone", "本人扫码"
        DESK = "desk", "签到台代签"
        LATE_SENT = "late_sent", "断网后补传"

    attendee = models.ForeignKey(Attendee, models.CASCADE, related_name="presences", verbose_name="参会人")
    is_in = models.BooleanField("到会")
    at = models.DateTimeField("时间")
    written_at = models.DateTimeField("登记时间")
    way = models.CharField("方式", max_length=10, choices=Way)
    by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="登记人")

    class Meta:
        verbose_name = verbose_name_plural = "签到记录"
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.attendee} {'到会' if self.is_in else '离会'}"


class RollCall(models.Model):
    """A count of the hall: what the check-in says and what was counted by heads. The smaller one rules (CON-62)."""

    session = models.ForeignKey(CongressSession, models.CASCADE, related_name="roll_calls", verbose_name="会议")
    checked_in = models.PositiveIntegerField("签到人数")
    counted = models.PositiveIntegerField("清点人数")
    at = models.DateTimeField("清点时间")
    by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="清点人")

    class Meta:
        verbose_name = verbose_name_plural = "清点人数"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.counted} 人"

    @property
    def present(self) -> int:
        return min(self.checked_in, self.counted)
