"""Letters, their keys, what was said back and forth, and the batches in which the box is opened.

Nothing here has an instant, an address, a device or a session of the writer; rows of the writer's doing have random keys.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ymdm.organization.models import Person, within_paths

from .codes import random_key


class Mode(models.TextChoices):
    ANONYMOUS = "anonymous", "匿名"
    HIDDEN = "hidden", "隐名"
    NAMED = "named", "实名"
    PAPER = "paper", "纸质信录入"


class Grade(models.TextChoices):
    SATISFIED = "satisfied", "满意"
    BASICALLY = "basically", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


class Series(models.Model):
    """The last number of a year. Its row is the lock that keeps numbers dense."""

    year = models.PositiveSmallIntegerField("年度", primary_key=True)
    last = models.PositiveIntegerField("最后编号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "编号"

    def __str__(self) -> str:
        return f"{self.year}"


class Batch(models.Model):
    """What lay in the box at a fixed hour. `commitments` holds one line for each number: nothing vanishes in between."""

    class State(models.TextChoices):
        CLOSED = "box_closed", "待开箱"
        OPENED = "box_opened", "已开箱"

    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    slot_on = models.DateField("开箱日")
    state = models.CharField("状态", max_length=12, choices=State, default=State.CLOSED)
    commitments = models.JSONField("来信摘要", default=list)

    class Meta:
        verbose_name = verbose_name_plural = "开箱批次"
        ordering = ["-slot_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["unit", "slot_on"], name="one_batch_per_unit_and_slot")]

    def __str__(self) -> str:
        return f"{self.slot_on:%Y年%-m月%-d日}意见箱"

    def get_absolute_url(self) -> str:
        return reverse("letterbox:batches")

    @property
    def pending(self) -> Opening | None:
        """The opening that waits for its witness."""
        return next((one for one in self.openings.all() if one.witness_id is None), None)


class Opening(models.Model):
    """Two persons at the box: one asks, the other, in another role, stands by (PRO-64). They alone read the originals."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="openings", verbose_name="批次")
    opener = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="开箱人")
    asked_at = models.DateTimeField("申请时间")
    witness = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="监箱人"
    )
    at = models.DateTimeField("开箱时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "开箱"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="box_is_opened_by_two_persons", condition=~Q(witness=F("opener"))),
            models.CheckConstraint(
                name="box_opening_has_witness_and_time",
                condition=Q(witness=None, at=None) | Q(witness__isnull=False, at__isnull=False),
            ),
            models.UniqueConstraint(fields=["batch"], condition=Q(witness=None), name="one_opening_waits_per_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.opener}、{self.witness or '待监箱人'}"


class LetterQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> LetterQuerySet:
        """That there is such a letter, and what may be told of it.

        The own ones under a name; opened ones for those who keep the box; reports for the discipline supervisor and
        for nobody else (PRO-03).
        """
        box = [*person.scope("letterbox.open"), *person.scope("letterbox.witness")]
        kept = within_paths(box, "unit__path") & Q(is_report=False) & ~Q(state=Letter.State.SEALED)
        reports = within_paths(person.scope("letterbox.discipline"), "unit__path") & Q(is_report=True)
        reports &= ~Q(state=Letter.State.SEALED)
        handled = within_paths(person.scope("proposals.handle"), "matter__lead_unit__path") & Q(is_report=False)
        return self.filter(Q(author=person) | kept | reports | handled)

    def told(self) -> LetterQuerySet:
        """Those whose answer stands on the public page."""
        return self.filter(is_report=False, answered_on__isnull=False)


class Letter(models.Model):
    """One letter. What the writer wrote stands in `sealed` alone; `title` and `summary` are what others may read of it."""

    class State(models.TextChoices):
        SEALED = "letter_sealed", "待开箱"
        OPENED = "letter_opened", "待办理"
        HANDLED = "letter_handled", "办理中"
        ANSWERED = "letter_answered", "已答复"
        AGAIN = "letter_again", "追问待答"

    id = models.BigIntegerField(primary_key=True, default=random_key)
    unit = models.ForeignKey("organization.Unit", models.PROTECT, related_name="+", verbose_name="单位")
    number = models.CharField("编号", max_length=20, unique=True)
    year = models.PositiveSmallIntegerField("年度")
    serial = models.PositiveIntegerField("序号")
    mode = models.CharField("方式", max_length=10, choices=Mode)
    is_report = models.BooleanField("检举控告", default=False)
    state = models.CharField("状态", max_length=16, choices=State, default=State.SEALED)
    received_on = models.DateField("收到日期")
    secret_hash = models.CharField("查询密码摘要", max_length=64, blank=True)
    sealed = models.TextField("密封的内容")
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, related_name="letters", verbose_name="批次")
    author = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="写信人"
    )
    entered_by = models.ForeignKey(
        "organization.Person", models.PROTECT, null=True, related_name="+", verbose_name="录入人"
    )
    matter = models.ForeignKey("proposals.Proposal", models.PROTECT, null=True, related_name="+", verbose_name="事项")
    title = models.CharField("题目", max_length=120, blank=True)
    summary = models.TextField("整理后的内容", blank=True)
    answer = models.TextField("答复", blank=True)
    answered_on = models.DateField("答复日期", null=True)
    answered_by = models.CharField("答复单位", max_length=60, blank=True)
    second_answer = models.TextField("再次答复", blank=True)
    second_answered_on = models.DateField("再次答复日期", null=True)
    grade = models.CharField("评价", max_length=16, choices=Grade, blank=True)

    # Set for pages: the light of what is owed about it.
    light: Any = None

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "来信"
        ordering = ["-year", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="letter_numbers_are_unique"),
            # Nobody can put a name to an anonymous letter, the program included (PRO-63).
            models.CheckConstraint(
                name="anonymous_letter_has_no_person",
                condition=Q(mode="anonymous", author=None, entered_by=None)
                | Q(mode="paper", author=None, entered_by__isnull=False)
                | Q(mode__in=["named", "hidden"], author__isnull=False, entered_by=None),
            ),
            # What the public may search holds nothing of a report (PRO-03).
            models.CheckConstraint(
                name="report_tells_nothing",
                condition=Q(is_report=False) | Q(title="", summary="", answer="", second_answer="", matter=None),
            ),
        ]
        indexes = [models.Index(fields=["state", "received_on"], name="letter_by_state")]

    def __str__(self) -> str:
        return f"来信 {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("letterbox:letter", args=[self.pk])

    def is_read_by(self, person: Any) -> bool:
        """Whether `person` may read the original: one of the two who opened it, still in office (PRO-64); of a
        report the discipline supervisor alone (PRO-03)."""
        if self.is_report:
            return person.may("letterbox.discipline", self.unit)
        if not (person.may("letterbox.open", self.unit) or person.may("letterbox.witness", self.unit)):
            return False
        openings = Opening.objects.filter(batch=self.batch_id, at__isnull=False)
        return openings.filter(Q(opener=person) | Q(witness=person)).exists()


class LetterKey(models.Model):
    """The key of a letter, wrapped by the instance key. Deleting it deletes the letter's words."""

    letter = models.OneToOneField(Letter, models.PROTECT, related_name="key", primary_key=True)
    wrapped = models.TextField("封装的密钥")

    class Meta:
        verbose_name = verbose_name_plural = "来信密钥"

    def __str__(self) -> str:
        return f"{self.letter_id}"


class Picture(models.Model):
    """A picture of a letter, drawn anew and sealed. In the database: a file on the disk would tell the hour."""

    id = models.BigIntegerField(primary_key=True, default=random_key)
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="pictures", verbose_name="来信")
    order = models.PositiveSmallIntegerField("次序")
    sealed = models.BinaryField("密封的图片")

    class Meta:
        verbose_name = verbose_name_plural = "照片"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["letter", "order"], name="one_picture_per_place")]

    def __str__(self) -> str:
        return f"照片 {self.order}"


class Message(models.Model):
    """One word after the letter. The writer's become known the next morning, when the clock takes them up."""

    class Kind(models.TextChoices):
        QUESTION = "question", "询问"
        ANSWER = "answer", "答复"
        WORDS = "words", "补充"
        RATING = "rating", "评价"
        AGAIN = "again", "追问"
        REVISIT = "revisit", "回访"

    OF_WRITER = (Kind.WORDS, Kind.RATING, Kind.AGAIN)

    id = models.BigIntegerField(primary_key=True, default=random_key)
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="messages", verbose_name="来信")
    order = models.PositiveSmallIntegerField("次序")
    kind = models.CharField("种类", max_length=10, choices=Kind)
    on = models.DateField("日期")
    sealed = models.TextField("密封的内容")
    who = models.CharField("单位", max_length=60, blank=True)
    is_taken_up = models.BooleanField("已转达", default=True)

    class Meta:
        verbose_name = verbose_name_plural = "往来"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "order"], name="one_message_per_place"),
            models.UniqueConstraint(
                fields=["letter", "kind"], condition=Q(kind__in=["rating", "again"]), name="writer_rates_and_asks_once"
            ),
        ]
        indexes = [models.Index(fields=["on"], condition=Q(is_taken_up=False), name="message_to_take_up")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"

    @property
    def is_of_writer(self) -> bool:
        return self.kind in self.OF_WRITER
