"""The matters of the appraisal for the walks: one that was reported upward, a line of it, and a flag."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone

from evaluation.appraisal import boxes, workflow
from evaluation.appraisal.models import Appraisal, Appraisee, Flag, State
from tests import factories as make
from ymdm.ballots.models import BallotBox
from ymdm.ballots.papers import tally
from ymdm.organization.models import Person


class AppraisalMatters:
    """The proposer votes; two people who have no account are appraised; ten ballots were counted."""

    house: make.House
    mark: str
    proposer: Person

    @cached_property
    def appraisal(self) -> Appraisal:
        unit, now = self.house.unit, timezone.now()
        year = timezone.localdate().year - Appraisal.objects.filter(unit=unit).count()
        leaders = [(make.person(unit, f"{self.mark}领导{number}"), "副局长") for number in (1, 2)]
        made = workflow.plan(unit, self.house.union, year=year, superior=unit.parent or unit, leaders=leaders)
        made.voters.exclude(person=self.proposer).delete()
        paper = boxes.paper_of(made)
        lines = [one.item for one in made.appraisees.all()]
        made.box = BallotBox.objects.create(
            unit=unit, owner_kind="appraisal.appraisal", owner_pk=made.pk, purpose="appraisal", paper=dict(paper.row),
            paper_hash="0" * 64, body_len=200, public_key="04" * 65, roll_root="0" * 64, roll_size=10, state="opened",
            opens_at=now - timedelta(hours=2), closes_at=now - timedelta(hours=1), strata={}, box_root="ab" * 32,
            box_count=10, result=tally(paper, [("职工代表", dict.fromkeys(lines, "a"))] * 10),
        )  # fmt: skip
        made.state, made.entitled, made.took_part, made.is_quorate = State.SENT_UP, 10, 10, True
        made.counted_at = made.fed_back_at = made.sent_up_at = now
        made.save()
        return made

    @cached_property
    def appraisal_line(self) -> Appraisee:
        return self.appraisal.appraisees.people().first()

    @cached_property
    def appraisal_result(self) -> Appraisee:
        """The same line, as whoever may read its figures sees it."""
        return self.appraisal_line

    @cached_property
    def appraisal_flag(self) -> Flag:
        return Flag.objects.create(appraisee=self.appraisal_line, line="unfit", sentence=f"{self.mark}不称职 4 票。")


APPRAISALS = [name for name, made in vars(AppraisalMatters).items() if isinstance(made, cached_property)]
_WHOLE = ("appraisal", "reports", "results", "results-export", "disclose", "look", "appraisal-act")
ADDRESSES: dict[str, Callable[[Any], dict[str, Any]]] = {
    **{f"appraisal:{name}": lambda m: {"pk": m.appraisal.pk} for name in _WHOLE},
    "appraisal:result": lambda m: {"pk": m.appraisal_line.pk},
    "appraisal:appraisee-act": lambda m: {"pk": m.appraisal_line.pk, "verb": "explain"},
    "appraisal:flag-act": lambda m: {"pk": m.appraisal_flag.pk, "verb": "answer_flag"},
}
ADDRESSES["appraisal:appraisal-act"] = lambda m: {"pk": m.appraisal.pk, "verb": "send_up"}
