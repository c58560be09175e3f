"""The matters of the yearly assessment for the walks: a unit's self-check, and one that waits for the head's signature."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from evaluation.assessments import workflow
from evaluation.assessments.models import Answer, Assessment, Standings, State, UnionPoint, Veto
from evaluation.schemes import workflow as workflow_of_schemes
from evaluation.schemes.models import Scheme
from evaluation.targets import workflow as targets
from evaluation.targets.models import YearTargets
from evaluation.targets.rules import Aim
from tests import factories as make
from ymdm.organization.models import Role, Unit


class AssessmentMatters:
    """Of the unit `lead`, whose head may read and fill; begun and filled in by an officer beside the accounts."""

    house: make.House
    mark: str
    lead: Unit
    scheme_out: Scheme
    _drafted: Callable[[str], Scheme]

    def _begun(self) -> Assessment:
        officer = make.person(self.house.unit, f"{self.mark}沈查", role=Role.UNION_OFFICER)
        year = self.scheme_out.year - 1 - Assessment.objects.filter(unit=self.lead).count()
        made = workflow.begin(self.lead, officer, scheme=self.scheme_out)
        Assessment.objects.filter(pk=made.pk).update(year=year)
        made.answers.update(claimed=1, suggested=None)
        return Assessment.objects.select_related("unit", "scheme").get(pk=made.pk)

    @cached_property
    def self_check(self) -> Assessment:
        return self._begun()

    @cached_property
    def self_check_answer(self) -> Answer:
        made = self.self_check.answers.select_related("assessment__unit", "item").first()
        file = SimpleUploadedFile(f"{self.mark}台账.pdf", b"%PDF-1.7\n")
        officer = make.person(self.house.unit, f"{self.mark}沈附", role=Role.UNION_OFFICER)
        workflow.add_evidence(made, officer, file=file, dated_on=timezone.localdate())
        return made

    @cached_property
    def year_targets(self) -> YearTargets:
        """Written by an officer beside the accounts, not settled yet."""
        officer = make.person(self.house.unit, f"{self.mark}沈标", role=Role.UNION_OFFICER)
        aims = [Aim("replies", Decimal(95), 60), Aim("covered", Decimal(90), 40)]
        return targets.draft(self.lead, officer, year=timezone.localdate().year, aims=aims)

    @cached_property
    def handed_in(self) -> Assessment:
        """Waits for the head of the unit."""
        made = self._begun()
        officer = make.person(self.house.unit, f"{self.mark}沈报", role=Role.UNION_OFFICER)
        workflow.hand_in(made, officer)
        assert Assessment.objects.get(pk=made.pk).state == State.HANDED_IN
        return made

    @cached_property
    def proposed_veto(self) -> Veto:
        """Proposed by somebody beside the accounts; the unit was not heard yet."""
        officer = make.person(self.house.unit, f"{self.mark}沈否")
        return Veto.objects.create(
            assessment=self.self_check, item=self.self_check_answer.item, reason=f"{self.mark}补写记录",
            proposed_by=officer, proposed_at=timezone.now(), hear_until=timezone.localdate(),
        )  # fmt: skip

    @cached_property
    def standings_waiting(self) -> Standings:
        """Proposed by somebody beside the accounts; nobody has looked it over."""
        officer = make.person(self.house.unit, f"{self.mark}沈排")
        return Standings.objects.create(scheme=self.scheme_out, proposed_by=officer, proposed_at=timezone.now())

    @cached_property
    def results_out(self) -> Standings:
        """Published: for everybody of the house."""
        scheme, officers = (
            self._drafted("enterprise"),
            [make.person(self.house.unit, f"{self.mark}沈{one}") for one in "果布"],
        )
        workflow_of_schemes.announce(scheme, make.person(self.house.unit, f"{self.mark}沈企", role=Role.UNION_OFFICER))
        return Standings.objects.create(
            scheme=scheme, proposed_by=officers[0], proposed_at=timezone.now(), state=Standings.State.OUT,
            decided_by=officers[1], decided_at=timezone.now(),
        )  # fmt: skip

    @cached_property
    def union_point(self) -> UnionPoint:
        """Nobody has named who does it and until when."""
        answer = self.self_check_answer
        return UnionPoint.objects.create(answer=answer, unit=answer.unit, year=answer.assessment.year + 1, lost=3)


ASSESSMENTS = [name for name, made in vars(AssessmentMatters).items() if isinstance(made, cached_property)]
ADDRESSES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "assessments:assessment": lambda m: {"pk": m.self_check.pk},
    "assessments:answers-export": lambda m: {"pk": m.self_check.pk},
    "assessments:check": lambda m: {"pk": m.self_check.pk},
    "assessments:assessment-act": lambda m: {"pk": m.self_check.pk, "verb": "hand_in"},
    "assessments:figures": lambda m: {"pk": m.self_check.pk},
    "assessments:score": lambda m: {"pk": m.self_check.pk},
    "assessments:veto-act": lambda m: {"pk": m.proposed_veto.pk, "verb": "explain_veto"},
    "targets:targets": lambda m: {"pk": m.year_targets.pk},
    "targets:targets-export": lambda m: {"pk": m.year_targets.pk},
    "targets:targets-act": lambda m: {"pk": m.year_targets.pk, "verb": "settle"},
    "assessments:standings-export": lambda m: {"pk": m.standings_waiting.pk},
    "assessments:standings-act": lambda m: {"pk": m.standings_waiting.pk, "verb": "publish_standings"},
    "assessments:standings-for-leaders": lambda m: {"pk": m.results_out.pk},
    "assessments:standings-for-civilisation": lambda m: {"pk": m.results_out.pk},
    "assessments:point-act": lambda m: {"pk": m.union_point.pk, "verb": "assign_point"},
    "assessments:answer-act": lambda m: {"pk": m.self_check_answer.pk, "verb": "add_evidence"},
}
