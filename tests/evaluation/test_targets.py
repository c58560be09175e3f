"""Targets of a year: written by one, settled by another, and frozen from then on (EVA-02)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from evaluation.targets import workflow
from evaluation.targets.models import YearTargets
from evaluation.targets.reading import rows_of, total
from evaluation.targets.rules import Aim, check, reached
from tests import factories as make
from ymdm.duties.models import Duty
from ymdm.organization.models import Role
from ymdm.workflow import NoAuthority, Refused

D = Decimal
AIMS = [Aim("replies", D(95), 60), Aim("covered", D(90), 40)]


@pytest.fixture
def house():
    with time_machine.travel(datetime(2026, 3, 20, 10, tzinfo=timezone.get_default_timezone())):
        made = make.bureau()
        made.head = make.person(made.unit, role=Role.LEADER)
        yield made


def settled(house) -> YearTargets:
    made = workflow.draft(house.unit, house.union, year=2026, aims=AIMS)
    workflow.settle(made, house.head)
    return YearTargets.objects.get(pk=made.pk)


@pytest.mark.parametrize(
    ("aims", "says"),
    [
        ([], "还没有填"),
        ([Aim("replies", D(95), 60), Aim("covered", D(90), 30)], "加起来是 90"),
        ([Aim("replies", D(0), 100)], "0 到 100 之间"),
        ([Aim("replies", D("100.01"), 100)], "0 到 100 之间"),
    ],
)
def test_targets_that_do_not_add_up_or_leave_the_scale_are_refused(aims, says):
    with pytest.raises(Refused, match=says):
        check(aims)


@pytest.mark.parametrize(
    ("replies", "covered", "told"),
    [("95", "90", "100.00"), ("100", "45", "80.00"), ("47.5", "90", "70.00"), ("0", "0", "0.00"), (None, "90", None)],
)
def test_what_exceeds_a_target_makes_good_for_no_other(replies, covered, told):
    results = {"replies": replies and D(replies), "covered": D(covered)}
    assert reached(AIMS, results) == (told and D(told))


@pytest.mark.django_db
def test_whoever_wrote_them_does_not_settle_them_and_the_union_alone_cannot(house):
    made = workflow.draft(house.unit, house.union, year=2026, aims=AIMS)
    with pytest.raises(NoAuthority):
        workflow.settle(made, house.union)
    with pytest.raises(NoAuthority):
        workflow.draft(house.unit, house.head, year=2027, aims=AIMS)
    with pytest.raises(IntegrityError), transaction.atomic():
        YearTargets.objects.filter(pk=made.pk).update(
            state="targets_settled", settled_by=house.union, settled_at=timezone.now()
        )


@pytest.mark.django_db
def test_a_leader_owes_settling_what_was_written(house):
    made = workflow.draft(house.unit, house.union, year=2026, aims=AIMS)
    (duty,) = Duty.objects.of(made).owed()
    assert duty in Duty.objects.owed_by(house.head) and duty not in Duty.objects.owed_by(house.union)
    workflow.settle(made, house.head)
    assert not Duty.objects.of(made).owed().exists()


@pytest.mark.django_db
def test_once_settled_neither_value_nor_weight_changes(house):
    made = settled(house)
    with pytest.raises(Refused):
        workflow.change(made, house.union, aims=[Aim("replies", D(50), 100)])
    assert [(aim.code, aim.value, aim.weight) for aim in made.aims] == [("replies", 95, 60), ("covered", 90, 40)]
    with pytest.raises(Refused, match="已经拟定过"):
        workflow.draft(house.unit, house.union, year=2026, aims=AIMS)


@pytest.mark.django_db
def test_until_then_they_are_changed_and_nobody_else_reads_them(house):
    made = workflow.draft(house.unit, house.union, year=2026, aims=AIMS)
    workflow.change(made, house.union, aims=[Aim("satisfied", D(85), 100)])
    assert [aim.code for aim in YearTargets.objects.get().aims] == ["satisfied"]
    assert not YearTargets.objects.visible_to(house.employee).exists()
    workflow.settle(YearTargets.objects.get(), house.head)
    assert YearTargets.objects.visible_to(house.employee).count() == 1
    with pytest.raises(Refused, match="2026 年和 2027 年"):
        workflow.draft(house.unit, house.union, year=2025, aims=AIMS)


@pytest.mark.django_db
def test_the_figure_of_a_target_is_that_of_the_leaders_page_and_stands_beside_it(house):
    made = settled(house)
    rows = rows_of(made, house.head, timezone.localdate())
    assert [(row.aim.code, row.figure.value, row.is_met) for row in rows] == [
        ("replies", None, None), ("covered", None, None),
    ]  # fmt: skip
    assert total(rows) is None
    client = Client()
    client.force_login(house.head)
    page = client.get(reverse("dashboard:dashboard")).content.decode()
    assert "目标 95%" in page and "目标 90%" in page
    assert "目标 95%" not in client.get(reverse("dashboard:dashboard") + "?year=2025").content.decode()


@pytest.mark.django_db
def test_the_form_keeps_what_was_typed_and_names_the_line_with_a_gap(house):
    client = Client()
    client.force_login(house.union)
    url = reverse("targets:targets-new")
    answer = client.post(url, {"year": "2026", "replies_value": "95", "covered_value": "90", "covered_weight": "100"})
    assert answer.status_code == 422 and "“按期答复率”的目标和权重要都填" in answer.content.decode()
    assert 'value="95"' in answer.content.decode()
    typed = {
        "year": "2026",
        "replies_value": "95",
        "replies_weight": "60",
        "covered_value": "90",
        "covered_weight": "30",
    }
    answer = client.post(url, typed)
    assert answer.status_code in {409, 422} and "加起来是 90" in answer.content.decode()
    assert client.post(url, typed | {"covered_weight": "40"}).status_code == 302
    made = YearTargets.objects.get()
    assert "拟定中" in client.get(made.get_absolute_url()).content.decode()
    told = client.get(reverse("targets:targets-export", args=[made.pk]) + "?as=csv")
    assert "按期答复率,95.0,60" in b"".join(told.streaming_content).decode()
