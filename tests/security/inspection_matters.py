"""The matters of inspections for the walks: a planned visit, and one whose report is out with a finding and a sample."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone

from evaluation.figures.shapes import Row
from evaluation.inspections import workflow
from evaluation.inspections.models import Finding, Kind, Sample, State, Visit, VisitSurvey
from tests import factories as make
from ymdm.organization.models import Role, Unit


class InspectionMatters:
    """To the unit `lead`, planned by an officer beside the accounts; nobody of the accounts is on a team."""

    house: make.House
    mark: str
    lead: Unit

    def _planned(self) -> Visit:
        officer = make.person(self.house.unit, f"{self.mark}沈巡", role=Role.UNION_OFFICER)
        today = timezone.localdate()
        return workflow.plan(
            self.house.unit, officer, unit=self.lead, kind=Kind.SPECIAL, on=today, year=today.year,
            topic=f"{self.mark}公开栏",
        )  # fmt: skip

    @cached_property
    def inspection(self) -> Visit:
        return self._planned()

    @cached_property
    def inspection_out(self) -> Visit:
        """Reported, signed by two."""
        made = self._planned()
        first, second = (make.person(self.house.unit, f"{self.mark}沈查{name}") for name in "甲乙")
        for place, person in enumerate((first, second), 1):
            made.members.create(person=person, place=place)
        Visit.objects.filter(pk=made.pk).update(
            state=State.REPORTED, begun_at=timezone.now(), concluded_by=first, signed_by=second, reported_at=timezone.now()
        )  # fmt: skip
        return Visit.objects.select_related("unit", "organiser").get(pk=made.pk)

    @cached_property
    def inspection_survey(self) -> VisitSurvey:
        """Ended, with too few forms to tell of."""
        return VisitSurvey.objects.create(
            visit=self.inspection_out,
            invited=6,
            forms=2,
            satisfied=2,
            opened_at=timezone.now(),
            ended_at=timezone.now(),
        )

    @cached_property
    def inspection_finding(self) -> Finding:
        return Finding.objects.create(
            visit=self.inspection_out, text=f"{self.mark}没有更新", cites="第8条", proof="未提供依据",
            state=Finding.State.OWED, due_on=timezone.localdate() + timedelta(days=9),
            noted_by=self.inspection_out.concluded_by, noted_at=timezone.now(),
        )  # fmt: skip

    @cached_property
    def inspection_sample(self) -> Sample:
        row = Row(f"{self.mark}修路灯", True)
        made = Sample.objects.create(
            visit=self.inspection_out, key="proposals.closed", label="办结率", seed="1", size=1,
            population=[[row.label, row.is_met, row.url, row.mark]], drawn_by=self.inspection_out.concluded_by,
            drawn_at=timezone.now(),
        )  # fmt: skip
        made.rows.create(order=1, label=row.label, is_met=True, fingerprint=row.fingerprint)
        return made


INSPECTIONS = [name for name, made in vars(InspectionMatters).items() if isinstance(made, cached_property)]
ADDRESSES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "inspections:visit": lambda m: {"pk": m.inspection.pk},
    "inspections:visit-act": lambda m: {"pk": m.inspection.pk, "verb": "call_team"},
    "inspections:finding-act": lambda m: {"pk": m.inspection_finding.pk, "verb": "report"},
    "inspections:survey": lambda m: {"pk": m.inspection_survey.pk},
    "inspections:sample": lambda m: {"pk": m.inspection_sample.pk},
    "inspections:sample-export": lambda m: {"pk": m.inspection_sample.pk},
    "inspections:sample-act": lambda m: {"pk": m.inspection_sample.pk, "verb": "note_rows"},
}
