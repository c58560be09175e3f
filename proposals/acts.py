"""Which acts a person may do on a proposal now: read off the declared steps, nothing is listed twice."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from ymdm.organization.models import Person
from ymdm.workflow import Step, steps_of

from . import workflow  # noqa: F401  (declares the steps)
from .forms.acts import FORMS
from .models import Assignment, CoSigner, Proposal, Reply


def with_all(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """Proposals with everything that the rules of the buttons look at: a fixed number of queries."""
    signed = CoSigner.objects.select_related("person")
    return proposals.select_related(
        "unit", "session__term", "category", "proposer", "delegation", "leader", "lead_unit", "suggested_unit",
        "entered_by", "merged_into",
    ).prefetch_related(
        Prefetch("co_signers", signed),
        Prefetch("merged", Proposal.objects.select_related("proposer").prefetch_related(Prefetch("co_signers", signed))),
        Prefetch("assignments", Assignment.objects.select_related("unit", "accepted_by", "opinion_by")),
        Prefetch(
            "replies",
            Reply.objects.select_related("drafted_by", "signed_by", "sent_back_by").prefetch_related(
                "point_answers__point", "countersigns__assignment__unit", "countersigns__by", "evaluations__person"
            ),
        ),
        "points", "contacts", "revisits", "rewards", "extension_requests", "objections__assignment__unit",
    )  # fmt: skip


def open_acts(proposal: Proposal, person: Person) -> list[Step]:
    """The steps with a form that `person` may do on `proposal` now, in the order in which they are declared."""
    return [step for verb, step in steps_of(Proposal).items() if verb in FORMS and step.is_open(proposal, person)]
