"""The agenda and its papers: what is put to the congress, with which right, and in which version it was read."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit, within_paths

from ..rules.matters import CHOICES, Right, needs_vote
from .sessions import CongressSession, SessionOffice, house_of


class AgendaItem(models.Model):
    """One point of the agenda, typed by its matter and the right that the congress has over it (CON-46)."""

    class State(models.TextChoices):
        PLANNED = "planned", "待进行"
        NOW = "now", "正在进行"
        DONE = "done", "已完成"
        PUT_OFF = "put_off", "不再进行"

    session = models.ForeignKey(CongressSession, models.CASCADE, related_name="agenda", verbose_name="会议")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name="上一级议程"
    )
    order = models.PositiveSmallIntegerField("序号")
    title = models.CharField("议程", max_length=120)
    matter = models.CharField("事项", max_length=32)
    right = models.CharField("职权", max_length=16)
    reporter = models.CharField("报告人", max_length=40, blank=True)
    minutes = models.PositiveSmallIntegerField("时长（分钟）", default=15)
    state = models.CharField("状态", max_length=10, choices=State, default=State.PLANNED)
    is_noticed = models.BooleanField("列入通知的议程", default=False)
    began_at = models.DateTimeField("开始时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    outcome = models.CharField("进行情况", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "议程"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "order"], name="one_item_of_a_session_and_order"),
            models.UniqueConstraint(
                fields=["session"], condition=Q(state="now"), name="one_item_of_a_session_under_way"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('congress:agenda', args=[self.session_id])}#item-{self.pk}"

    @property
    def unit(self) -> Unit:
        return self.session.unit

    @property
    def right_words(self) -> str:
        return Right(self.right).says

    @property
    def matter_words(self) -> str:
        return dict(CHOICES).get(self.matter, self.matter)

    @property
    def is_voted(self) -> bool:
        """Whether only a vote ends it (CON-46)."""
        return needs_vote(self.right)


class PaperQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> PaperQuerySet:
        """Before the session: those called, those who serve and those who watch; afterwards whoever sees the session."""
        from .attendance import Attendee  # cycle: an attendee points at a session

        called = Attendee.objects.filter(session=OuterRef("item__session"), person=person)
        serves = SessionOffice.objects.filter(session=OuterRef("item__session"), person=person)
        watched = within_paths(person.scope("congress.read"), "item__session__term__unit__path")
        over = Q(
            item__session__state__in=CongressSession.AFTER, item__session__term__unit__path__startswith=house_of(person)
        )
        issued = Q(versions__issued_at__isnull=False)
        return self.filter(watched | (issued & (over | Q(Exists(called)) | Q(Exists(serves))))).distinct()


class Paper(models.Model):
    """A paper of an agenda item; what is read are its versions (CON-60)."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="papers", verbose_name="议程")
    title = models.CharField("材料", max_length=120)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会议材料"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("congress:paper", args=[self.pk])

    @property
    def unit(self) -> Unit:
        return self.item.session.unit


class VersionQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> VersionQuerySet:
        """With its paper; a version that was not sent out yet only to those who watch over the session."""
        watched = within_paths(person.scope("congress.read"), "paper__item__session__term__unit__path")
        return self.filter(paper__in=Paper.objects.visible_to(person)).filter(watched | Q(issued_at__isnull=False))


class PaperVersion(models.Model):
    """A numbered version: text, attachments, and what was changed. A substantive change restarts the clock (CON-60)."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="versions", verbose_name="材料")
    number = models.PositiveSmallIntegerField("版本")
    text = models.TextField("正文", blank=True)
    note = models.CharField("修改说明", max_length=200, blank=True)
    is_substantive = models.BooleanField("实质性修改", default=False)
    is_from_floor = models.BooleanField("大会当场修改", default=False)
    made_at = models.DateTimeField("编写时间")
    issued_at = models.DateTimeField("送达时间", null=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "材料版本"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="one_version_of_a_paper_and_number"),
            models.CheckConstraint(name="later_version_says_what_changed", condition=Q(number=1) | ~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{self.paper}（第 {self.number} 版）"

    def get_absolute_url(self) -> str:
        return f"{reverse('congress:paper', args=[self.paper_id])}?version={self.number}"

    @property
    def unit(self) -> Unit:
        return self.paper.unit


class PaperReceipt(models.Model):
    """That somebody who was called received a version: opened it, or signed for it on paper (CON-55)."""

    version = models.ForeignKey(PaperVersion, models.CASCADE, related_name="receipts", verbose_name="材料版本")
    attendee = models.ForeignKey("congress.Attendee", models.CASCADE, related_name="receipts", verbose_name="参会人")
    at = models.DateTimeField("签收时间")
    is_on_paper = models.BooleanField("纸质签收", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "材料签收"
        constraints = [
            models.UniqueConstraint(fields=["version", "attendee"], name="one_receipt_of_a_version_and_attendee")
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.attendee}"
