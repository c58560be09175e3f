"""What readers say under a publication, and that they read it (DIS-09, 25 to 28, 46)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ymdm.organization.models import Person, Unit

from .publications import Publication, watched


class RemarkQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> RemarkQuerySet:
        """Under what she may read: one's own, what was answered openly, and all for those who answer or oversee."""
        seen = Publication.objects.visible_to(person).values("pk")
        told = Q(state=Remark.State.ANSWERED, publication__in=seen) & ~Q(kind__in=Remark.CLOSE)
        own = Q(by=person) | told
        return self.filter(own | watched(person, "publication__unit__path"))

    def open(self) -> RemarkQuerySet:
        return self.filter(state=Remark.State.OPEN)


class Remark(models.Model):
    """A question, an opinion or an objection. Its writer's name is shown to nobody but those who answer."""

    class Kind(models.TextChoices):
        QUESTION = "question", "提问"
        OPINION = "opinion", "意见"
        OBJECTION = "objection", "异议"
        REPORT = "report", "反映不实或应公开未公开"
        # What the five openings let a reader do (DIS-09).
        TARGET = "target", "对目标的意见"
        OWN_RESULT = "own_result", "核对本人结果"
        LINE = "line", "询问一笔账"
        NOMINATION = "nominate", "推荐人选"

    # Asked, not proposed: their answer adopts nothing.
    ASKING = (Kind.QUESTION, Kind.LINE, Kind.OWN_RESULT)
    # Of one person: seen by the writer and by those who answer, also when it is answered.
    CLOSE = (Kind.OWN_RESULT, Kind.NOMINATION)

    class State(models.TextChoices):
        OPEN = "open", "待答复"
        ANSWERED = "answered", "已答复"

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="remarks", verbose_name="公开事项")
    kind = models.CharField("类型", max_length=10, choices=Kind)
    about = models.CharField("针对的内容", max_length=80, blank=True)
    text = models.CharField("内容", max_length=1000)
    # Empty for an objection without a name: nothing is kept by which the writer could be found.
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="提出人")
    on = models.DateField("提出日期")
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField("答复", blank=True)
    is_adopted = models.BooleanField("采纳", null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name="答复人")
    answered_at = models.DateTimeField("答复时间", null=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "对公开事项的意见"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="answered_remark_has_its_answer",
                condition=~Q(state="answered")
                | Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer=""),
            ),
            models.CheckConstraint(name="without_a_name_only_objections", condition=Q(by__isnull=False) | Q(kind="objection")),
        ]  # fmt: skip
        indexes = [models.Index(fields=["publication", "kind"], name="remark_of_publication")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.publication.title}"

    def get_absolute_url(self) -> str:
        return reverse("disclosure:remark", args=[self.pk])

    @property
    def unit(self) -> Unit:
        return self.publication.unit


class Reading(models.Model):
    """That a person opened a publication. Shown as totals only (DIS-46)."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="readings", verbose_name="公开事项")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="读者")
    on = models.DateField("日期")
    is_signed = models.BooleanField("签阅", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "阅读"
        constraints = [models.UniqueConstraint(fields=["publication", "person"], name="one_reading_of_a_person")]

    def __str__(self) -> str:
        return f"{self.publication_id}"
