"""What takes two people beside grants: the tree, the calendar, rosters, and a look at somebody's personal data."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from .asking import Asked, AskedQuerySet
from .persons import Person
from .units import within_paths


class PairedActQuerySet(AskedQuerySet):
    def about(self, kind: str, about: str) -> PairedActQuerySet:
        """Those of a kind that concern one thing ("unit:7"), the newest first."""
        return self.filter(kind=kind, about=about).order_by("-pk")

    def visible_to(self, person: Person) -> PairedActQuerySet:
        """One's own; those that one could confirm; and all of them for whoever audits (security.md 5)."""
        from ..paired import kinds  # cycle: kinds of acts carry out what models describe

        seen = Q(proposed_by=person) | within_paths(person.scope("organization.read_grants"), "unit__path")
        for word, kind in kinds().items():
            if paths := person.scope(kind.act):
                seen |= Q(kind=word) & within_paths(paths, "unit__path")
        return self.filter(seen)


class PairedAct(Asked):
    """An act as proposed: what it is, what it takes, and what it would change, in words. `facts` is what `run` gets."""

    kind = models.CharField("事项", max_length=20)
    about = models.CharField("对象", max_length=40)
    title = models.CharField("内容", max_length=160)
    # What the confirmer read, as [label, words]: the record explains itself when everything has changed since.
    shown = models.JSONField("明细")
    facts = models.JSONField("办理内容")

    objects = PairedActQuerySet.as_manager()

    class Meta(Asked.Meta):
        verbose_name = verbose_name_plural = "双人复核事项"
        constraints = [
            *Asked.Meta.constraints,
            models.UniqueConstraint(
                fields=["kind", "about"], condition=Q(state="waiting"), name="one_waiting_paired_act_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("organization:pair", args=[self.pk])

    @property
    def says(self) -> str:
        from ..paired import kinds  # cycle: kinds of acts carry out what models describe

        return kinds()[self.kind].says
