"""What the congress elects from its own: the presidium of a session and the standing special committees (CON-40, CON-42)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ymdm.organization.models import Person, Unit

from .terms import CongressTerm, house_of


class OrganQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> OrganQuerySet:
        return self.filter(term__unit__path__startswith=house_of(person))

    def committees(self) -> OrganQuerySet:
        """The standing special committees of a term, without the presidia of its sessions (CON-42)."""
        return self.filter(session=None)


class Organ(models.Model):
    """A presidium (of a session) or a special committee (of a term)."""

    class Kind(models.TextChoices):
        PRESIDIUM = "presidium", "主席团"
        QUALIFICATION = "qualification", "代表资格审查委员会"
        PROPOSALS = "proposals", "提案委员会"
        APPRAISAL = "appraisal", "民主评议委员会"
        WELFARE = "welfare", "生活福利委员会"
        SAFETY = "safety", "劳动保护委员会"
        FINANCE = "finance", "民主理财委员会"

    term = models.ForeignKey(CongressTerm, models.PROTECT, related_name="organs", verbose_name="届")
    session = models.ForeignKey(
        "congress.CongressSession", models.PROTECT, null=True, related_name="organs", verbose_name="会议"
    )
    kind = models.CharField("类别", max_length=16, choices=Kind)

    objects = OrganQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "主席团和专门委员会"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "kind"], condition=Q(session=None), name="one_committee_of_a_kind_and_term"
            ),
            models.UniqueConstraint(
                fields=["session", "kind"], condition=Q(session__isnull=False), name="one_presidium_of_a_session"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return f"{self.term.get_absolute_url()}#organ-{self.pk}"

    @property
    def unit(self) -> Unit:
        return self.term.unit


class OrganMember(models.Model):
    """A seat in a presidium or committee; `is_elected` once the congress passed the list (CON-42)."""

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="members", verbose_name="机构")
    person = models.ForeignKey("organization.Person", models.PROTECT, related_name="+", verbose_name="人员")
    is_head = models.BooleanField("负责人", default=False)
    is_elected = models.BooleanField("已由大会通过", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "成员"
        ordering = ["-is_head", "pk"]
        constraints = [models.UniqueConstraint(fields=["organ", "person"], name="one_seat_of_a_person_and_organ")]

    def __str__(self) -> str:
        return str(self.person)
