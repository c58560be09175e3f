"""修正案: what a representative wants changed in a draft under way, decided before the draft itself (F20, CON-60)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Unit

from .agenda import AgendaItem, PaperVersion
from .attendance import Attendee
from .votes import Vote


class Amendment(models.Model):
    """The whole text as it would read, beside the version that it changes. Passed, it becomes the next version."""

    class State(models.TextChoices):
        MOVED = "moved", "待表决"
        ADOPTED = "adopted", "已采纳"
        REJECTED = "rejected", "没有通过"
        WITHDRAWN = "withdrawn", "已撤回"

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="amendments", verbose_name="议程")
    base = models.ForeignKey(PaperVersion, models.PROTECT, related_name="amendments", verbose_name="修改的文本")
    number = models.PositiveSmallIntegerField("序号")
    mover = models.ForeignKey(Attendee, models.PROTECT, related_name="amendments", verbose_name="提出的代表")
    text = models.TextField("修改后的全文")
    because = models.CharField("修改什么、为什么", max_length=120)
    state = models.CharField("状态", max_length=10, choices=State, default=State.MOVED)
    moved_at = models.DateTimeField("提出时间")
    vote = models.OneToOneField(Vote, models.PROTECT, null=True, related_name="amendment", verbose_name="表决")
    adopted = models.OneToOneField(
        PaperVersion, models.PROTECT, null=True, related_name="adopted_from", verbose_name="采纳后的文本"
    )

    class Meta:
        verbose_name = verbose_name_plural = "修正案"
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_amendment_of_an_item_and_number"),
            models.CheckConstraint(
                name="adopted_amendment_has_its_version",
                condition=Q(state="adopted", adopted__isnull=False, vote__isnull=False)
                | ~Q(state="adopted") & Q(adopted=None),
            ),
        ]

    def __str__(self) -> str:
        return f"修正案{self.number}：{self.because}"

    def get_absolute_url(self) -> str:
        return reverse("congress:amendment", args=[self.pk])

    @property
    def unit(self) -> Unit:
        return self.item.session.unit
