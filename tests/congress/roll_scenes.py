"""What the tests of terms and their people begin with, by the workflow."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from congress.models import Constituency, Election, Mandate
from congress.workflow import roll as workflow
from tests import factories as make
from tests.factories import House
from ymdm.organization.models import Person, Unit


def department(house: House, people: int = 10, *, women: int = 4, post: str = "监测员", name: str = "") -> Unit:
    """A department of the bureau with so many employees and nobody else."""
    unit = make.unit(name, parent=house.unit, level="department")
    for number in range(people):
        make.person(unit, gender="female" if number < women else "male", post=post)
    return unit


def constituency(house: House, people: int = 10, *, seats: int = 2, name: str = "监测选区") -> Constituency:
    """One department that elects together, with so many seats."""
    made = workflow.set_up_constituency(house.term, house.union, name=name, units=[department(house, people)])
    workflow.adjust_seats(made, house.union, seats=seats)
    return Constituency.objects.get(pk=made.pk)


def voters(one: Constituency) -> list[Person]:
    return list(one.voters().order_by("pk"))


def called(house: House, one: Constituency | None = None, *, seats: int = 2, nominees: int = 3) -> Election:
    """Called for today, with the first employees on the slate."""
    one = one or constituency(house, seats=seats)
    made = workflow.call_election(one, house.union, held_on=timezone.localdate(), place="一楼会议室", seats=seats)
    workflow.put_up(made, house.union, people=voters(one)[:nominees], nominated_by="职工联名")
    return Election.objects.get(pk=made.pk)


def voting(house: House, one: Constituency | None = None, **fields: int) -> Election:
    made = called(house, one, **fields)
    workflow.begin_election(made, house.union)
    return Election.objects.get(pk=made.pk)


def counted(house: House, election: Election, participants: int, *votes: int) -> Election:
    """`votes` in the order of the slate."""
    slate = election.nominees.order_by("order").values_list("pk", flat=True)
    workflow.count_election(
        election, house.union, participants=participants, tellers="甲一、乙二", scrutineer="丙三",
        votes=dict(zip(slate, votes, strict=True)),
    )  # fmt: skip
    return Election.objects.get(pk=election.pk)


def elected(house: House, one: Constituency | None = None) -> list[Mandate]:
    """Two representatives of ten employees, by all votes."""
    election = counted(house, voting(house, one), 10, 9, 8, 2)
    workflow.publish_election(election, house.union)
    return list(Mandate.objects.filter(election=election).select_related("person", "appointment", "term"))


def days_ago(number: int):
    return timezone.localdate() - timedelta(days=number)
