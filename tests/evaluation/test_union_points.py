"""Weak items of published results become tasks with a person and a day; results are handed on in agreed files (EVA-30)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluation.assessments import kinds, workflow
from evaluation.assessments.models import Answer, Assessment, Standings, UnionPoint
from evaluation.assessments.standing_rules import is_weak
from tests import factories as make
from tests.evaluation.classes import NOW, a_class, assessed
from ymdm.duties.models import Duty
from ymdm.workflow import NoAuthority, Refused


@pytest.fixture
def house():
    with a_class() as made:
        yield made


def out(house, number=3, points=(20, 40), **more) -> Standings:
    """Published results of so many units; the two items of the scheme got `points` of 60 and 40."""
    assessed(house, number)
    items = list(house.scheme.items.all())
    for one in Assessment.objects.all():
        for item, verified in zip(items, points, strict=True):
            Answer.objects.create(assessment=one, item=item, verified=verified, verdict="少一次（检查人）")
    made = workflow.propose_standings(house.unit, house.union, scheme=house.scheme, **more)
    workflow.publish_standings(made, house.second)
    return Standings.objects.select_related("scheme__unit").get(pk=made.pk)


def get(person, name, *args, query="", status=200):
    client = Client()
    client.force_login(person)
    answer = client.get(reverse(f"assessments:{name}", args=args) + query)
    assert answer.status_code == status
    return answer


def sheet(person, name, *args, **more):
    return b"".join(get(person, name, *args, query="?as=csv", **more)).decode("utf-8-sig").splitlines()


def own(house) -> UnionPoint:
    return UnionPoint.objects.select_related("unit", "answer__item", "answer__assessment__scheme__unit").get(
        unit=house.branch
    )


@pytest.mark.parametrize(
    ("verified", "full", "weak"),
    [("5.999", 10, True), ("6", 10, False), ("0", 0, False), (None, 10, False), ("0", 10, True)],
)
def test_an_item_is_weak_below_six_tenths_and_one_that_did_not_count_never_is(verified, full, weak):
    assert is_weak(None if verified is None else Decimal(verified), Decimal(full)) is weak


@pytest.mark.django_db
def test_publishing_notes_the_weak_items_and_each_unit_owes_a_person_and_a_day(house):
    out(house)
    assert sorted(UnionPoint.objects.values_list("year", "lost", "answer__item__code")) == [(2027, 40, "1.1")] * 3
    owed = Duty.objects.owed().filter(kind=kinds.PLAN_POINTS)
    assert {one.unit for one in owed} == {one.unit for one in Assessment.objects.all()}


@pytest.mark.django_db
def test_without_a_weak_item_nobody_owes_anything(house):
    out(house, points=(36, 24))
    assert not UnionPoint.objects.exists() and not Duty.objects.filter(kind=kinds.PLAN_POINTS).exists()


@pytest.mark.django_db
def test_a_point_is_its_persons_duty_until_its_day_and_whoever_owed_it_before_owes_it_no_longer(house):
    out(house)
    point, first = own(house), make.person(house.branch)
    typed = {"task": "每半年开一次例会", "due_on": date(2027, 6, 30)}
    workflow.assign_point(point, house.branch_union, person=first, **typed)
    [duty] = Duty.objects.owed_by(first)
    assert (duty.kind, duty.due_on, duty.person) == (kinds.POINT, date(2027, 6, 30), first)
    assert not Duty.objects.owed().filter(kind=kinds.PLAN_POINTS, unit=house.branch).exists(), (
        "all of its items have one"
    )
    second = make.person(house.branch)
    workflow.assign_point(own(house), house.branch_union, person=second, **typed)
    assert not Duty.objects.owed_by(first).exists() and Duty.objects.owed_by(second).count() == 1
    with pytest.raises((Refused, NoAuthority)):
        workflow.finish_point(own(house), first, done="做了")
    workflow.finish_point(own(house), second, done="开了两次，记录在台账")
    assert not Duty.objects.owed_by(second).exists() and own(house).state == UnionPoint.State.DONE


@pytest.mark.django_db
def test_person_and_day_belong_to_the_unit_and_the_year(house):
    out(house)
    stranger, here = make.person(house.unit), make.person(house.branch)
    with pytest.raises(Refused, match="不是"):
        workflow.assign_point(own(house), house.branch_union, task="改", person=stranger, due_on=date(2027, 6, 30))
    for due_on in (NOW.date(), date(2028, 1, 1)):
        with pytest.raises(Refused, match="期限"):
            workflow.assign_point(own(house), house.branch_union, task="改", person=here, due_on=due_on)
    with pytest.raises(NoAuthority):
        workflow.assign_point(own(house), here, task="改", person=here, due_on=NOW.date() + timedelta(days=60))


@pytest.mark.django_db
def test_the_unit_reads_and_takes_away_its_own_points_and_the_person_the_own_one(house):
    out(house)
    point, here = own(house), make.person(house.branch)
    assert "薄弱项" in get(house.branch_union, "points").content.decode()
    assert f"point-{point.pk}" not in get(here, "points").content.decode()
    workflow.assign_point(point, house.branch_union, task="改", person=here, due_on=date(2027, 6, 30))
    assert f"point-{point.pk}" in get(here, "points").content.decode()
    assert [len(sheet(one, "points-export")) - 3 for one in (house.branch_union, house.union, here)] == [1, 3, 1]
    found = get(house.union, "points", query=f"?q={house.branch.short}&state=point_owed&year=2027&sort=-lost")
    assert found.context["page"].paginator.count == 1


@pytest.mark.django_db
def test_the_list_of_points_asks_no_more_for_twenty_than_for_three(house):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            get(house.union, "points")
        return len(seen)

    out(house)
    get(house.union, "points")
    few = queries()
    units = [make.unit(f"库站{n}", parent=house.unit, legal_type="public_institution") for n in range(17)]
    for unit in units:
        one = Assessment.objects.create(
            scheme=house.scheme, unit=unit, year=2026, begun_at=NOW, due_on=NOW.date(), read_at=NOW
        )
        answer = Answer.objects.create(assessment=one, item=house.scheme.items.first(), verified=1)
        UnionPoint.objects.create(answer=answer, unit=unit, year=2027, lost=59)
    assert queries() <= few + 1


@pytest.mark.django_db
def test_the_agreed_files_have_fixed_headings_and_the_weight_that_the_superior_set(house):
    made = out(house, weight=8)
    leaders = sheet(house.union, "standings-for-leaders", made.pk)
    assert leaders[2] == "年度,单位代码,单位,单位类别,得分,等次,权重（%）,折算分"
    assert leaders[3].endswith(",95.0,优秀,8,7.6")
    civilisation = sheet(house.union, "standings-for-civilisation", made.pk)
    assert civilisation[2] == "年度,单位代码,单位,单位类别,得分,等次,名次,一票否决,可以评先"
    assert civilisation[3].endswith(",95.0,优秀,1,,是")
    for name in ("standings-for-leaders", "standings-for-civilisation"):
        get(make.person(house.branch), name, made.pk, status=403)


@pytest.mark.django_db
def test_the_weight_is_the_rules_where_nobody_set_one_and_nothing_is_handed_on_before_it_is_out(house):
    assessed(house, 3)
    with pytest.raises(Refused, match="权重"):
        workflow.propose_standings(house.unit, house.union, scheme=house.scheme, weight=101)
    made = workflow.propose_standings(house.unit, house.union, scheme=house.scheme)
    assert made.weight == 5
    get(house.union, "standings-for-leaders", made.pk, status=404)


@pytest.mark.django_db
def test_results_are_found_by_unit_and_grade_sorted_and_paged_and_the_download_follows(house):
    made = out(house, number=25)
    first = get(house.union, "standings").context["page"]
    assert (len(first), first.paginator.count, first[0].assessment.score) == (20, 25, 95)
    worst = get(house.union, "standings", query="?sort=score").context["page"]
    assert worst[0].assessment.score == 71
    query = f"?of={made.pk}&q={house.branch.short}&grade=优秀"
    assert [one.assessment.unit for one in get(house.union, "standings", query=query).context["page"]] == [house.branch]
    file = b"".join(get(house.union, "standings-export", made.pk, query=query + "&as=csv")).decode("utf-8-sig")
    assert len(file.splitlines()) == 4
    assert "没有符合条件的单位" in get(house.union, "standings", query="?q=没有的单位").content.decode()
