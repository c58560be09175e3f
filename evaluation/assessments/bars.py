"""Who may not judge a unit: its own people, and those who left it within the years of the rule (EVA-07)."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from ymdm.organization.models import Appointment, Person, Unit
from ymdm.workflow import Refused

from . import scoring_rules as rules


def bar(unit: Unit, person: Person, at: datetime, *, what: str = "打分") -> None:
    """Refuse whoever belongs to the unit, or held an office in it within the years of the rule."""
    above = list(Unit.objects.filter(pk__in={*unit.lineage, *person.unit.lineage}))
    home = rules.home_of(unit, above)
    if rules.home_of(person.unit, above) == home:
        raise Refused(f"{person}是{unit}的人，不能给本单位{what}。", rule=rules.TWO)
    left = rules.LEFT.at(unit, at)
    since = rules.years_before(timezone.localdate(at), left.value or 2)
    held = Appointment.objects.filter(person=person, office__unit__path__startswith=unit.path).filter(
        Q(until_on=None) | Q(until_on__gt=since)
    )
    # Offices in units of their own below an assessed bureau are none of the bureau.
    homes = {rules.home_of(one.office.unit, above) for one in held.select_related("office__unit")}
    if home in homes:
        raise Refused(f"{person}离开{unit}不满 {left.value} 年，不能{what}。", rule=left)
