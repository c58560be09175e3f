"""Published tables as something to begin with: whole ones can be announced, parts say that they are parts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluation.kinds import Kind
from evaluation.rules import check_bands, check_item
from evaluation.schemes.models import Scheme, total, wrongs
from evaluation.schemes.templates import TEMPLATES
from tests import factories as make


@pytest.mark.parametrize("code", TEMPLATES)
def test_every_item_can_be_scored_and_every_score_has_a_grade(code):
    found = TEMPLATES[code]
    assert [why for row in found.indicators if (why := check_item(row.item))] == []
    assert check_bands(found.bands) == []
    inside = sum((row.item.full for row in found.indicators if row.item.kind not in Kind.outside()), Decimal(0))
    assert (inside == 100) == (not found.note)


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "whole"), [("T1", True), ("T4", False), ("T10", True), ("T13", True)])
def test_a_scheme_begins_with_the_items_and_grades_of_the_table(code, whole):
    house = make.bureau()
    client = Client()
    client.force_login(house.union)
    typed = {"year": str(timezone.localdate().year), "unit_class": "institution", "model": "", "template": code}
    assert client.post(reverse("schemes:scheme-new"), typed).status_code == 302
    made = Scheme.objects.get()
    items = list(made.items.all())
    assert len(items) == len(TEMPLATES[code].rows) and made.scale == TEMPLATES[code].bands
    assert (wrongs(items) == []) == whole
    assert (total(items) == 100) == whole


@pytest.mark.django_db
def test_a_scheme_and_a_table_at_once_are_refused_and_what_was_typed_stays():
    house = make.bureau()
    model = Scheme.objects.create(
        unit=house.unit, year=2020, unit_class="agency", title="旧方案", state="scheme_announced", bands=[],
        drafted_by=house.employee, drafted_at=timezone.now(), announced_by=house.union, announced_at=timezone.now(),
        self_check_due_on=timezone.localdate(),
    )  # fmt: skip
    client = Client()
    client.force_login(house.union)
    typed = {"year": str(timezone.localdate().year), "unit_class": "agency", "model": str(model.pk), "template": "T1"}
    answer = client.post(reverse("schemes:scheme-new"), typed)
    assert answer.status_code == 422 and "选一个" in answer.content.decode()
    assert Scheme.objects.count() == 1
