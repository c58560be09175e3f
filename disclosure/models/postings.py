"""On which board a publication hung, from when to when, with photographs as proof (DIS-22, F4)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from ymdm.attachments.models import Attachment
from ymdm.organization.models import Person, Unit

from .catalogue import Board
from .publications import Publication


class PostingQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> PostingQuerySet:
        return self.filter(publication__in=Publication.objects.visible_to(person).values("pk"))


class Posting(models.Model):
    """A sheet on a board. Neither putting up nor taking down counts without a photograph."""

    class State(models.TextChoices):
        UP = "up", "张贴中"
        DOWN = "down", "已取下"

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="postings", verbose_name="公开事项")
    board = models.ForeignKey(Board, models.PROTECT, related_name="postings", verbose_name="公开栏")
    state = models.CharField("状态", max_length=4, choices=State, default=State.UP)
    up_on = models.DateField("张贴日期")
    up_photo = models.ForeignKey(Attachment, models.PROTECT, related_name="+", null=True, verbose_name="张贴照片")
    down_on = models.DateField("取下日期", null=True)
    down_photo = models.ForeignKey(Attachment, models.PROTECT, related_name="+", null=True, verbose_name="取下时照片")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "张贴"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "board"], condition=Q(state="up"), name="one_sheet_of_a_publication_on_a_board"
            ),
            models.CheckConstraint(
                name="taken_down_with_photograph_after_it_was_up",
                condition=Q(state="up", down_on=None)
                | Q(state="down", down_on__gte=F("up_on"), down_photo__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication.title}（{self.board.place}）"

    def get_absolute_url(self) -> str:
        return reverse("disclosure:publication", args=[self.publication_id])

    @property
    def unit(self) -> Unit:
        return self.publication.unit
