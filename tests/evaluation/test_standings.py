"""Publishing the results of a class: all final, a second person, ties, small classes and the share of the best grade."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.assessments import workflow
from evaluation.assessments.models import Assessment, Place, Standings, State
from evaluation.assessments.standing_rules import placed
from evaluation.assessments.views.standings import trend
from evaluation.rules import DEFAULT_BANDS
from evaluation.schemes import workflow as schemes
from tests import factories as make
from tests.evaluation.classes import NOW, a_class, assessed
from tests.security.scheme_matters import hundred
from ymdm.notices.models import Notice
from ymdm.organization.models import Role
from ymdm.workflow import NoAuthority, Refused


def rows(*scores, grade=None):
    return [(n, Decimal(one), grade or ("excellent" if Decimal(one) >= 90 else "good")) for n, one in enumerate(scores)]


def test_ties_share_a_rank_and_the_next_one_is_skipped():
    told = placed(rows(80, 85, 80, 79), DEFAULT_BANDS, None)
    assert [(one.key, one.rank) for one in told] == [(1, 1), (0, 2), (2, 2), (3, 4)]


@pytest.mark.parametrize(
    ("scores", "quota", "best"),
    [
        ((99, 98, 97, 96, 95), 40, 2),
        ((99, 98, 98, 96, 95), 40, 1),  # the two of one score lose it together
        ((99, 98, 97, 96, 95), None, 5),
        ((99, 80, 80, 80, 80), 40, 1),
        ((99, 98, 97), 100, 3),
    ],
)
def test_no_more_than_the_quota_keep_the_best_grade(scores, quota, best):
    told = placed(rows(*scores), DEFAULT_BANDS, quota)
    assert sum(one.grade == "优秀" for one in told) == best
    assert all(one.grade == "良好" for one in told if one.over_quota)


def test_a_grade_that_a_veto_lowered_takes_no_place_of_the_quota():
    found = [(0, Decimal(99), "unqualified"), *[(n, Decimal(98 - n), "excellent") for n in (1, 2, 3, 4)]]
    told = placed(found, DEFAULT_BANDS, 40)
    assert [one.grade for one in told] == ["不合格", "优秀", "优秀", "良好", "良好"]


def test_a_class_of_two_has_neither_ranks_nor_a_quota():
    assert [(one.rank, one.grade) for one in placed(rows(99, 98), DEFAULT_BANDS, 40)] == [(None, "优秀")] * 2


@pytest.fixture
def house():
    with a_class() as made:
        yield made


def proposed(house, number=5, quota=40) -> Standings:
    assessed(house, number)
    return workflow.propose_standings(house.unit, house.union, scheme=house.scheme, quota=quota)


def page(person, name="standings", *args, query="", status=200):
    client = Client()
    client.force_login(person)
    answer = client.get(reverse(f"assessments:{name}", args=args) + query)
    assert answer.status_code == status
    return answer


@pytest.mark.django_db
def test_results_wait_until_every_unit_of_the_class_is_final(house):
    with pytest.raises(Refused, match="还没有开始考评"):
        workflow.propose_standings(house.unit, house.union, scheme=house.scheme)
    assessed(house, 2)
    assessed(house, 1, state=State.SHOWN)
    with pytest.raises(Refused, match="测站2还没有定案"):
        workflow.propose_standings(house.unit, house.union, scheme=house.scheme)


@pytest.mark.django_db
def test_the_results_are_out_only_after_a_second_person_and_then_for_everybody(house):
    made = proposed(house)
    with pytest.raises((NoAuthority, Refused), match="另一人"):
        workflow.publish_standings(made, house.union)
    somebody = make.person(house.branch)
    assert "还没有公布的考评结果" in page(somebody).content.decode()
    page(somebody, "standings-export", made.pk, status=404)
    workflow.publish_standings(made, house.second)
    told = page(somebody).content.decode()
    assert "测站1" in told and "组织领导" in told and "超出优秀名额" in told
    assert Notice.objects.filter(kind="assessment-standings-out", person=house.branch_union).exists()
    with pytest.raises(Refused, match="已经提出过"):
        workflow.propose_standings(house.unit, house.union, scheme=house.scheme)


@pytest.mark.django_db
def test_a_unit_that_became_final_meanwhile_or_a_return_makes_it_be_proposed_anew(house):
    made = proposed(house)
    assessed(house, 1)
    with pytest.raises(Refused, match="名次要重排"):
        workflow.publish_standings(made, house.second)
    workflow.return_standings(made, house.second, because="漏了一个单位")
    again = workflow.propose_standings(house.unit, house.union, scheme=house.scheme, quota=None)
    assert (again.places.count(), Place.objects.filter(standings=made).count()) == (6, 5)


@pytest.mark.django_db
def test_another_house_sees_nothing_of_it(house):
    made = proposed(house)
    workflow.publish_standings(made, house.second)
    stranger = make.person(make.unit("别的局", level="bureau"), role=Role.UNION_OFFICER)
    page(stranger, "standings-export", made.pk, status=404)
    page(stranger, query=f"?of={made.pk}", status=404)


@pytest.mark.django_db
def test_the_unit_comes_from_its_place_to_every_deduction_and_the_download_says_what_the_score_comes_to(house):
    made = proposed(house)
    workflow.publish_standings(made, house.second)
    mine = Assessment.objects.get(unit=house.branch)
    assert mine.get_absolute_url() in page(house.branch_union).content.decode()
    answer = page(house.union, "standings-for-leaders", made.pk, query="?as=csv")
    sheet = b"".join(answer).decode("utf-8-sig")
    assert "折算分" in sheet and "4.75" in sheet


@pytest.mark.django_db
def test_the_page_asks_no_more_for_thirty_units_than_for_three(house):
    def queries(number):
        assessed(house, number)
        made = workflow.propose_standings(house.unit, house.union, scheme=house.scheme)
        page(house.union)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            page(house.union)
        workflow.return_standings(made, house.second, because="再试")
        return len(seen)

    assert queries(27) <= queries(3) + 1


@pytest.mark.django_db
def test_the_trend_is_the_mean_of_the_class_in_the_years_that_are_out(house):
    made = proposed(house)
    workflow.publish_standings(made, house.second)
    made.refresh_from_db()
    assert [(one.label, one.value) for one in trend(made)] == [("2026", 93.0)]
    type(house.scheme).objects.filter(pk=house.scheme.pk).update(year=2025)
    scheme = schemes.draft(
        house.unit, house.union, year=2026, unit_class="institution", indicators=hundred(),
        self_check_due_on=timezone.localdate(),
    )  # fmt: skip
    newer = Standings.objects.create(
        scheme=scheme, proposed_by=house.union, proposed_at=NOW, state=Standings.State.OUT,
        decided_by=house.second, decided_at=NOW,
    )  # fmt: skip
    Place.objects.create(standings=newer, assessment=Assessment.objects.order_by("pk")[1], grade="优秀")
    assert [(one.label, one.value) for one in trend(newer)] == [("2025", 93.0), ("2026", 94.0)]
    assert "历年走势" in page(house.union, query=f"?of={newer.pk}").content.decode()
