"""The live records behind the conditions of a nomination: assessments, offices, seats, attendance, proposals."""

from __future__ import annotations

from datetime import date

from congress.measures import attendance_of, rating_of, seats_of
from proposals.measures import filed_by
from ymdm.organization.models import Appointment, Person, Role, Unit

from ..assessments.models import Assessment, Place, Standings
from ..assessments.models.assessments import State as AssessmentState
from ..assessments.scoring_rules import home_of
from . import conditions
from .conditions import Assessed, Condition
from .models import Kind, Nomination

HEADS = (Role.UNIT_HEAD, Role.LEADER)


def home(unit: Unit) -> Unit:
    """The unit that a department, team or person's unit belongs to."""
    above = list(Unit.objects.filter(pk__in=unit.lineage))
    pk = home_of(unit, above)
    return next((one for one in above if one.pk == pk), unit)


def assessed(unit: Unit, year: int) -> Assessed:
    """The final assessment of a unit; the grade as published where the results are out (EVA-26)."""
    final = (
        Assessment.objects.filter(unit=unit, year=year, state=AssessmentState.FINAL).select_related("scheme").first()
    )
    if final is None:
        return Assessed(str(unit), year)
    bands = list(final.scheme.scale)
    place = next((n for n, band in enumerate(bands) if band.code == final.grade), len(bands) - 1)
    over = Place.objects.filter(assessment=final, standings__state=Standings.State.OUT, over_quota=True).exists()
    if over:
        place = max(place, 1)
    return Assessed(str(unit), year, place, bands[place].words, bool(final.may_be_awarded), over)


def _is_head(person: Person, unit: Unit, year: int) -> bool:
    """Whether the person headed the unit on some day of the year."""
    held = Appointment.objects.filter(
        person=person, office__unit=unit, office__role__in=[str(role) for role in HEADS], from_on__year__lte=year
    )
    return any(one.until_on is None or one.until_on.year >= year for one in held)


def conditions_of(nomination: Nomination, on: date) -> list[Condition]:
    """Every condition of the nomination's kind as the records stand on a day; a fixed number of queries."""
    year = nomination.campaign.year
    if nomination.kind == Kind.MODEL_UNIT and nomination.nominee_unit:
        return conditions.of_unit(assessed(nomination.nominee_unit, year), 0, "优秀")
    if nomination.kind == Kind.MODEL_GROUP and nomination.nominee_unit:
        found = assessed(nomination.nominee_unit, year)
        above = assessed(home(nomination.nominee_unit), year)
        # A team that is not assessed itself stands and falls with the unit that it belongs to.
        told = conditions.of_unit(found if found.place is not None else above, 1, "良好以上")
        return told if found.place is None or not above.is_barred else [*told, conditions.unbarred(above)]
    person = nomination.nominee_person
    assert person is not None  # noqa: S101  (the table refuses anything else)
    above_unit = home(person.unit)
    told = [
        conditions.in_service(person.is_active and person.left_on is None),
        conditions.not_responsible(assessed(above_unit, year), _is_head(person, above_unit, year)),
    ]
    if nomination.kind == Kind.OUTSTANDING:
        told += conditions.of_representative(
            seats_of(person, on), attendance_of(person, on), filed_by(person, on), nomination.tour_report,
            rating_of(person, on),
        )  # fmt: skip
    return told
