"""A prepared question answers what the queryset answers, whatever values are put in."""

from datetime import date, timedelta

import pytest

from tests import factories as make
from ymdm.duties.models import Duty
from ymdm.organization.models import Person, Unit
from ymdm.prepared import prepared


def owed(unit: int, path: str, until: date):
    rows = Duty.objects.filter(unit=unit, unit__path__startswith=path, due_on__lte=until)
    return rows.order_by("pk").values("pk", "due_on", "says")


@pytest.mark.django_db
def test_it_answers_as_the_queryset_does_with_integers_texts_and_days():
    house = make.bureau()
    make.submitted(house)
    make.assigned(house, lead=house.hr)
    for unit in (house.unit, house.hr, house.finance):
        for days in (5, 300):
            values = {"unit": unit.pk, "path": unit.path, "until": date.today() + timedelta(days=days)}
            assert prepared("owed", owed, **values) == list(owed(**values))
    assert len(prepared("owed", owed, unit=house.hr.pk, path=house.unit.path, until=date(2099, 1, 1))) == 2


@pytest.mark.django_db
def test_a_second_question_of_one_name_is_not_built_again(django_assert_num_queries):
    house, built = make.bureau(), []

    def question(person: int):
        built.append(person)
        return Person.objects.filter(pk=person).values("name")

    with django_assert_num_queries(2):
        names = [prepared("names", question, person=who.pk)[0]["name"] for who in (house.union, house.leader)]
    assert names == [house.union.name, house.leader.name]
    assert len(built) == 1 and built[0] not in {house.union.pk, house.leader.pk}


@pytest.mark.django_db
def test_a_question_may_take_no_value_at_all():
    make.unit("甲 100% 局_")
    assert [row["name"] for row in prepared("all units", lambda: Unit.objects.values("name"))] == ["甲 100% 局_"]
    named = prepared("percent", lambda: Unit.objects.filter(name__contains="100%").values("name"))
    assert [row["name"] for row in named] == ["甲 100% 局_"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("build", "values", "says"),
    [
        (lambda day: Duty.objects.filter(due_on=day + timedelta(days=1)).values("pk"), {"day": date(2026, 1, 1)}, "calculated"),
        (lambda pk: Unit.objects.filter(pk=pk + 7 * 10**17).values("pk"), {"pk": 1}, "calculated"),
        (lambda pk: Unit.objects.values("pk"), {"pk": 1}, "do not stand"),
    ],
)  # fmt: skip
def test_a_value_that_the_builder_calculates_with_is_refused(build, values, says):
    with pytest.raises(ValueError, match=says):
        prepared(("refused", says, tuple(values)), build, **values)


@pytest.mark.parametrize("value", [True, None, 1.5])
def test_what_would_change_the_shape_is_no_value(value):
    with pytest.raises(TypeError):
        prepared("shape", lambda which: Unit.objects.filter(pk=which).values("pk"), which=value)


@pytest.mark.django_db
def test_a_question_that_can_have_no_answer_has_none():
    assert prepared("none", lambda pk: Unit.objects.none().filter(pk=pk).values("pk"), pk=1) == []
