"""The leaders' page: like with like, nobody placed before the class is whole, every figure opens its rows, constant queries."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.assessments.models import Answer, Assessment, State
from evaluation.dashboard.live import Live
from evaluation.dashboard.results import seen_by
from evaluation.dashboard.scores import scores
from evaluation.dashboard.shares import shares
from evaluation.schemes.models import Scheme, SchemeItem
from proposals.models import Proposal
from tests import factories as make
from ymdm.organization.models import Role, Unit

NOW = datetime(2026, 11, 20, 10, tzinfo=timezone.get_default_timezone())
PAGE = reverse("dashboard:dashboard")


@pytest.fixture
def house():
    with time_machine.travel(NOW):
        made = make.bureau()
        made.leader_of_all = make.person(made.unit, role=Role.LEADER)
        yield made


def scheme_of(house, year=2026, unit_class="institution"):
    made, new = Scheme.objects.get_or_create(
        unit=house.unit, year=year, unit_class=unit_class,
        defaults={
            "title": "方案", "drafted_by": house.union, "drafted_at": NOW, "self_check_due_on": NOW.date(),
            "bands": [["excellent", "优秀", "90", True], ["good", "良好", "75", True], ["qualified", "合格", "60", True],
                      ["unqualified", "不合格", "0", True]],
        },
    )  # fmt: skip
    if new:
        rows = [("组织领导", "1", 40), ("局务公开", "2", 40), ("提案办理", "3", 20)]
        SchemeItem.objects.bulk_create(
            [SchemeItem(scheme=made, order=n, group=group, code=code, name=group, kind="full_or_zero", full=full)
             for n, (group, code, full) in enumerate(rows)]
        )  # fmt: skip
    return made


def scored(house, points, unit=None, *, year=2026, unit_class="institution", state=State.FINAL, said=None):
    """A unit with so many points in each of the three groups; None where there is no such matter."""
    scheme = scheme_of(house, year, unit_class)
    unit = unit or make.unit(f"站{Assessment.objects.count()}", parent=house.unit, legal_type="public_institution")
    score = Decimal(sum(one or 0 for one in points))
    codes = [code for code, low in (("excellent", 90), ("good", 75), ("qualified", 60)) if score >= low]
    made = Assessment.objects.create(
        scheme=scheme, unit=unit, year=year, state=state, begun_at=NOW, due_on=NOW.date(), read_at=NOW,
        score=score, grade=codes[0] if codes else "unqualified", may_be_awarded=True, claimed=said,
        signed_by=house.union if said else None, signed_at=NOW if said else None,
        final_at=NOW if state == State.FINAL else None, result={"indicator": str(score), "said": None if said is None else str(said), "groups": []},
    )  # fmt: skip
    Answer.objects.bulk_create(
        [
            Answer(assessment=made, item=item, verified=found)
            for item, found in zip(scheme.items.all(), points, strict=True)
        ]
    )
    return made


def got(person, query="", status=200, name="dashboard:dashboard"):
    client = Client()
    client.force_login(person)
    answer = client.get(reverse(name) + query)
    assert answer.status_code == status, answer.status_code
    return answer


@pytest.mark.django_db
def test_units_of_two_classes_never_stand_in_one_order(house):
    for n in range(3):
        scored(house, (30 + n, 30, 15))
    for n in range(3):
        scored(house, (35, 35 + n, 15), unit_class="enterprise")
    orders = scores(house.leader_of_all, 2026).orders(10)
    assert [(one.unit_class, [row.place for row in one.rows]) for one in orders] == [
        ("institution", [1, 2, 3]), ("enterprise", [1, 2, 3]),
    ]  # fmt: skip


@pytest.mark.django_db
def test_nobody_has_a_place_before_the_whole_class_has_a_score(house):
    for n in range(3):
        scored(house, (30 + n, 30, 15))
    late = scored(house, (0, 0, 0))
    Assessment.objects.filter(pk=late.pk).update(
        state=State.SIGNED, score=None, grade="", may_be_awarded=None, final_at=None
    )
    (order,) = scores(house.leader_of_all, 2026).orders(10)
    assert [row.place for row in order.rows] == [None] * 3
    assert (order.number, order.of) == (3, 4)
    assert "4 个单位中 3 个有得分" in got(house.leader_of_all).content.decode()


@pytest.mark.django_db
def test_a_class_of_two_has_no_places(house):
    scored(house, (30, 30, 15))
    scored(house, (31, 30, 15))
    (order,) = scores(house.leader_of_all, 2026).orders(10)
    assert [row.place for row in order.rows] == [None, None]


@pytest.mark.django_db
def test_ties_share_a_place_and_the_change_is_that_of_the_unit_itself(house):
    first = scored(house, (30, 30, 15))
    scored(house, (30, 30, 15))
    scored(house, (20, 30, 15))
    scored(house, (28, 30, 15), unit=first.unit, year=2025)
    told = scores(house.leader_of_all, 2026)
    (order,) = told.orders(10)
    assert sorted(row.place for row in order.rows) == [1, 1, 3]
    assert {one.unit: one.change for one in told.results}[first.unit_id] == Decimal(2)
    assert told.risen.unit == first.unit_id
    assert told.means == {2025: Decimal(73), 2026: Decimal(215) / 3}


@pytest.mark.django_db
def test_an_item_that_does_not_concern_a_unit_counts_neither_above_nor_below(house):
    one = scored(house, (40, 20, None))
    scored(house, (20, 40, 10))
    told = shares(seen_by(house.leader_of_all), 2026, "", one.pk)
    assert told.by_group(2026) == {"组织领导": 75, "局务公开": 75, "提案办理": 50}
    assert [(axis.label, axis.value, axis.other) for axis in told.radar("institution", "")] == [
        ("组织领导", 100, 75), ("局务公开", 50, 75),
    ]  # fmt: skip
    assert told.weakest == ("提案办理", 50)


@pytest.mark.django_db
def test_the_gap_is_what_was_found_less_what_the_unit_said(house):
    scored(house, (30, 30, 15), said=Decimal(84))
    scored(house, (30, 30, 15), said=Decimal(76))
    scored(house, (30, 30, 15))
    assert [gap.words for gap in scores(house.leader_of_all, 2026).gaps(8)] == ["−9.0", "−1.0"]


@pytest.mark.django_db
def test_the_head_of_a_unit_sees_the_own_score_and_not_those_of_others_before_they_are_out(house):
    own = scored(house, (30, 30, 15), unit=house.branch)
    scored(house, (40, 40, 20))
    head = make.person(house.branch, role=Role.UNIT_HEAD)
    assert [one.pk for one in scores(head, 2026).results] == [own.pk]


@pytest.mark.django_db
def test_a_score_that_the_unit_was_not_shown_yet_is_not_here(house):
    made = scored(house, (30, 30, 15), state=State.SCORED)
    assert not scores(house.leader_of_all, 2026).results
    Assessment.objects.filter(pk=made.pk).update(state=State.SHOWN)
    assert len(scores(house.leader_of_all, 2026).results) == 1
    assert "含预评结果" in got(house.leader_of_all).content.decode()


@pytest.mark.django_db
def test_an_employee_has_no_such_page(house):
    got(house.employee, status=403)
    got(house.employee, status=403, name="dashboard:dashboard-export")


@pytest.mark.django_db
def test_a_year_without_results_shows_the_records_and_says_what_to_do(house):
    page = got(house.leader_of_all, "?year=2024&class=team&unit=99&sort=-nothing&page=77").content.decode()
    assert "这一年还没有考评结果" in page and "看自查与评分" in page


@pytest.mark.django_db
def test_late_answers_and_openings_of_a_unit_stand_in_its_row(house):
    made = scored(house, (30, 30, 15), unit=house.branch)
    proposal = make.in_progress(house)
    Proposal.objects.filter(pk=proposal.pk).update(
        submitted_on=NOW.date() - timedelta(90), assigned_on=NOW.date() - timedelta(80),
        reply_due_on=NOW.date() - timedelta(5), replied_on=None, lead_unit=house.branch,
    )  # fmt: skip
    page = got(house.leader_of_all)
    (row,) = [row for row in page.context["rows"] if row.pk == made.unit_id]
    assert row.overdue.numerator == 1 and row.replies.of == "0 / 1 件"
    assert f"/open_overdue/?year=2026&amp;unit={house.branch.pk}" in page.content.decode()


@pytest.mark.django_db
def test_the_page_asks_no_more_for_forty_units_than_for_four(house):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            got(house.leader_of_all)
        return len(queries)

    for _ in range(4):
        made = scored(house, (30, 30, 15))
        scored(house, (29, 30, 15), unit=made.unit, year=2025)
    got(house.leader_of_all)
    few = asked()
    for _ in range(36):
        made = scored(house, (30, 30, 15))
        scored(house, (29, 30, 15), unit=made.unit, year=2025)
    assert asked() == few


@pytest.mark.django_db
def test_the_download_has_the_counts_beside_each_share(house):
    scored(house, (30, 30, 15), unit=house.branch)
    told = b"".join(got(house.leader_of_all, "?as=csv", name="dashboard:dashboard-export").streaming_content).decode()
    assert "按期答复率（%）,按期答复率的件数" in told and house.branch.short in told


@pytest.mark.django_db
def test_the_sides_are_those_of_the_unit_that_is_asked_for_by_key_or_by_words(house):
    scored(house, (10, 10, 10), unit=make.unit("监测中心", parent=house.unit))
    other = scored(house, (30, 30, 15), unit=make.unit("信息中心", parent=house.unit))
    for asked, name in (
        ("", "监测中心"),
        (other.unit_id, "信息中心"),
        ("信息", "信息中心"),
        ("没有这个单位", "监测中心"),
    ):
        assert got(house.leader_of_all, f"?unit={asked}").context["one"].name == name


@pytest.mark.parametrize(("evaluated", "words"), [(0, "—"), (1, None), (4, None), (5, "100.00%")])
def test_satisfaction_of_fewer_than_five_is_hidden_and_of_nobody_is_a_dash(evaluated, words):
    counts = {(7, 2026): Counter(evaluated=evaluated, content=evaluated)}
    row = Live(Unit(pk=1), 2026, NOW.date(), counts, {}).row(7, "甲", None)
    assert (row.satisfied and row.satisfied.words) == words
