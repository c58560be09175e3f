"""What a handler has typed into an answer and not yet sent: kept, so that a refresh or a lost line takes nothing."""

from __future__ import annotations

from django.db import models

from .proposal import Proposal


class ReplyDraft(models.Model):
    """The fields of the answer desk as one person left them. Not a record: gone once the answer is sent."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="reply_drafts", verbose_name="提案")
    person = models.ForeignKey("organization.Person", models.CASCADE, related_name="+", verbose_name="填写人")
    round = models.PositiveSmallIntegerField("第几次办理")
    data = models.JSONField("内容")
    saved_at = models.DateTimeField("保存时间")

    class Meta:
        verbose_name = verbose_name_plural = "答复草稿"
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person", "round"], name="one_kept_reply_per_person_and_round")
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.person_id}"
