"""A few pairs of characters of each text, by which texts that speak of the same matter are found again (F50)."""

from __future__ import annotations

from django.db import models

from .proposal import Proposal


class Sketch(models.Model):
    """One pair of one text, as a number (rules.likeness.sketch). Derived: made anew whenever the text is handed in."""

    gram = models.IntegerField("字对")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="+", db_index=False, verbose_name="提案")

    class Meta:
        verbose_name = verbose_name_plural = "字对"
        constraints = [models.UniqueConstraint(fields=["gram", "proposal"], name="one_row_per_gram_and_proposal")]
        indexes = [models.Index(fields=["proposal"], name="sketch_of_proposal")]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.gram}"
