"""The demo year can be written on any day, and only where it harms nobody."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command

from proposals.models import Proposal, State
from tests import factories as make
from ymdm.organization.models import Person
from ymdm.roof import demo

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 2, 24),  # nine days off lie just behind
        date(2027, 6, 13),  # a Sunday in a year without a holiday notice
    ],
)
def test_it_can_be_written_on_any_day_also_just_after_midnight(day):
    with time_machine.travel(datetime(day.year, day.month, day.day, 0, 10, tzinfo=ZoneInfo("Asia/Shanghai"))):
        demo.seed()
    assert set(Proposal.objects.values_list("state", flat=True)) == set(State.values)


def test_it_is_never_written_beside_real_people_nor_unasked_where_https_is_on(settings):
    make.unit()
    make.person(make.unit())
    with pytest.raises(CommandError, match="已有名册"):
        call_command("seed_demo")
    Person.objects.all().delete()
    settings.HTTPS = True
    with pytest.raises(CommandError, match="--force"):
        call_command("seed_demo")
    assert not Proposal.objects.exists()
