"""What a representative says in the hall of a session, and the matter that it became."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from ymdm.organization.models import Unit


class SpokenPoint(models.Model):
    """One point said from the floor, to an item of the agenda. Whoever sees the session reads it.

    The speaker is a row of the session's roll, which names person and delegation as they were on that day.
    """

    session = models.ForeignKey(
        "congress.CongressSession", models.PROTECT, related_name="spoken_points", verbose_name="会议"
    )
    item = models.ForeignKey("congress.AgendaItem", models.PROTECT, related_name="spoken_points", verbose_name="议程")
    speaker = models.ForeignKey(
        "congress.Attendee", models.PROTECT, related_name="spoken_points", verbose_name="发言代表"
    )
    order = models.PositiveSmallIntegerField("序号")
    text = models.CharField("发言要点", max_length=500)
    noted_at = models.DateTimeField("登记时间")
    noted_by = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="登记人")
    matter = models.OneToOneField(
        "proposals.Proposal", models.PROTECT, null=True, related_name="spoken_point", verbose_name="事项"
    )

    class Meta:
        verbose_name = verbose_name_plural = "会上发言"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["session", "order"], name="one_spoken_point_of_a_session_and_order")
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{reverse('meetings:spoken', args=[self.session_id])}#point-{self.pk}"

    @property
    def unit(self) -> Unit:
        return self.session.unit
