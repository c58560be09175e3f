"""What the platform tells people: a notice in the inbox, and for those who want it a mail in the outbox."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, person) -> NoticeQuerySet:
        return self.filter(person=person)

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at=None)


class Notice(models.Model):
    """One message to one person. (person, kind, key) is unique, so a repeat of the act that sends it tells nobody twice."""

    person = models.ForeignKey("organization.Person", models.CASCADE, related_name="notices", verbose_name="收件人")
    kind = models.CharField("种类", max_length=40)
    key = models.CharField("去重键", max_length=120)
    title = models.CharField("标题", max_length=120)
    text = models.TextField("内容", blank=True)
    url = models.CharField("链接", max_length=200, blank=True)
    made_at = models.DateTimeField("时间")
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "消息"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "key"], name="one_notice_per_person_kind_and_key")
        ]
        indexes = [
            models.Index(fields=["person", "-made_at", "-id"], name="notice_of_person"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return self.title


class Channel(models.TextChoices):
    """How a person hears of a topic. The inbox has every message, whatever is chosen."""

    INBOX = "inbox", "只在站内"
    MAIL = "mail", "站内，并马上发邮件"
    DIGEST = "digest", "站内，每天早上一封邮件汇总"


class NoticeChoice(models.Model):
    """What one person chose for one topic (F109). Where nothing was chosen, mail goes out at once."""

    person = models.ForeignKey(
        "organization.Person", models.CASCADE, related_name="notice_choices", verbose_name="收件人"
    )
    topic = models.CharField("主题", max_length=20)
    channel = models.CharField("接收方式", max_length=8, choices=Channel)

    class Meta:
        verbose_name = verbose_name_plural = "接收方式"
        constraints = [models.UniqueConstraint(fields=["person", "topic"], name="one_choice_per_person_and_topic")]

    def __str__(self) -> str:
        return f"{self.person} {self.topic} {self.get_channel_display()}"


class MailQuerySet(models.QuerySet):
    def due(self, at: datetime) -> MailQuerySet:
        """Mails that still have to go out and that nobody is holding."""
        return self.filter(Q(lease_until=None) | Q(lease_until__lt=at), state=Mail.State.WAITING, next_try_at__lte=at)


class Mail(models.Model):
    """A row of the outbox, written in the transaction of the act. At least once outside, exactly one row inside.

    Either the mail of a person's notice, or with words of its own to an address outside the house.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "待发送"
        SENT = "sent", "已发送"
        DEAD = "dead", "发送失败"

    notice = models.OneToOneField(Notice, models.CASCADE, null=True, related_name="mail")
    subject = models.CharField("标题", max_length=120, blank=True)
    text = models.TextField("内容", blank=True)
    address = models.EmailField("地址")
    message_id = models.CharField("邮件编号", max_length=120, unique=True)
    # Set where the message is one line of the mail of that day; all lines of a person and day leave together.
    digest_on = models.DateField("汇总日期", null=True, blank=True)
    state = models.CharField("状态", max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    next_try_at = models.DateTimeField("下次发送")
    lease_until = models.DateTimeField("占用至", null=True, blank=True)
    sent_at = models.DateTimeField("发送时间", null=True, blank=True)
    error = models.CharField("失败原因", max_length=200, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待发邮件"
        constraints = [
            models.CheckConstraint(
                name="mail_sent_has_its_time", condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent")
            ),
            models.CheckConstraint(
                name="mail_of_a_notice_or_with_a_subject",
                condition=Q(notice__isnull=False, subject="") | (Q(notice=None) & ~Q(subject="")),
            ),
        ]
        indexes = [models.Index(fields=["next_try_at"], condition=Q(state="waiting"), name="mail_waiting")]

    def __str__(self) -> str:
        return f"{self.address} {self.get_state_display()}"
