"""Figures about appraisals that others may read: whether the year's was held, and how many took part."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils import timezone

from ymdm.measures import Measure
from ymdm.organization.models import Unit

from .models import Appraisal


def appraisals_held(unit: Unit, year: int, on: date) -> Measure:
    """How many appraisals of the year were counted with enough representatives by a day. Rule EVA-38."""
    held = [
        at for at in Appraisal.objects.with_result().filter(unit=unit, year=year).values_list("counted_at", flat=True)
        if at and timezone.localdate(at) <= on
    ]  # fmt: skip
    return Measure.count(
        "民主评议领导人员", len(held), counted="次", rule="EVA-38", rows=reverse("appraisal:appraisals"),
        definition="年度内已经计票并且人数达到规定的民主评议次数。",
    )  # fmt: skip


def taking_part(appraisal: Appraisal) -> Measure:
    """Representatives who took part in the ballot, of those who should. Rule EVA-42."""
    return Measure.share(
        "代表参加率", appraisal.took_part or 0, appraisal.entitled or 0, counted="人", rule="EVA-42",
        rows=appraisal.get_absolute_url(), definition="投了票的职工代表占名册上职工代表的比例。",
    )  # fmt: skip
