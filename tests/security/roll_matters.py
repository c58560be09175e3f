"""The matters of terms and their people for the walks: what the union keeps, and what a constituency reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone

from congress.models import (
    CongressTerm,
    Constituency,
    Delegation,
    Election,
    JointMatter,
    JointMeeting,
    Mandate,
    Organ,
    TeamMeeting,
    YearReport,
)
from congress.workflow import roll as workflow
from tests import factories as make
from ymdm.organization.models import Person, Unit


class RollMatters:
    """Of the house's own congress. The department `lead` elects, is reported to and meets as a team."""

    house: make.House
    mark: str
    proposer: Person
    lead: Unit

    @cached_property
    def term(self) -> CongressTerm:
        return self.house.term

    @cached_property
    def constituency(self) -> Constituency:
        made = workflow.set_up_constituency(
            self.term, self.house.union, name=f"{self.mark}{self.lead.name}选区", units=[self.lead]
        )
        Constituency.objects.filter(pk=made.pk).update(seats=4)
        return Constituency.objects.get(pk=made.pk)

    @cached_property
    def delegation(self) -> Delegation:
        return self.house.delegation

    @cached_property
    def election(self) -> Election:
        made = workflow.call_election(
            self.constituency, self.house.union, held_on=timezone.localdate(), place=f"{self.mark}会议室", seats=1
        )
        workflow.put_up(made, self.house.union, people=[make.person(self.lead, f"{self.mark}候选")])
        return made

    @cached_property
    def organ(self) -> Organ:
        return workflow.propose_committee(
            self.term, self.house.union, kind="welfare", head=self.house.proposer,
            members=[make.person(self.house.unit, f"{self.mark}委员")],
        )  # fmt: skip

    @cached_property
    def joint(self) -> JointMeeting:
        return workflow.call_joint(
            self.house.unit, self.house.union, held_on=timezone.localdate(), place=f"{self.mark}二楼", urgency="汛期",
            matter="budget_accounts", title=f"{self.mark}餐补",
        )  # fmt: skip

    @cached_property
    def joint_matter(self) -> JointMatter:
        """Settled, to be confirmed."""
        return JointMatter.objects.create(
            meeting=self.joint,
            matter="budget_accounts",
            title=f"{self.mark}班车",
            decision="同意",
            state="joint_settled",
        )

    @cached_property
    def seat(self) -> Mandate:
        """The proposer's, elected by the department `lead`."""
        Mandate.objects.filter(person=self.proposer).update(constituency=self.constituency)
        return Mandate.objects.get(person=self.proposer)

    @cached_property
    def year_report(self) -> YearReport:
        """Given to the constituency."""
        return YearReport.objects.create(
            mandate=self.seat, year=timezone.localdate().year, state="report_given", text=f"{self.mark}走访",
            given_at=timezone.now(),
        )  # fmt: skip

    @cached_property
    def team(self) -> TeamMeeting:
        someone = make.person(self.lead, f"{self.mark}班长")
        return workflow.record_team(
            self.lead, someone, held_on=timezone.localdate() - timedelta(1), topic=f"{self.mark}值班", note="商量了。",
            present=[someone],
        )  # fmt: skip


ROLL = [name for name, made in vars(RollMatters).items() if isinstance(made, cached_property)]


def _pk(name: str) -> Callable[[Any], dict[str, Any]]:
    return lambda m: {"pk": getattr(m, name).pk}


def _act(name: str, verb: str) -> Callable[[Any], dict[str, Any]]:
    return lambda m: {"pk": getattr(m, name).pk, "verb": verb}


# Address → the arguments that name a matter.
ADDRESSES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "congress:term": _pk("term"),
    "congress:roll": _pk("term"),
    "congress:roll-export": _pk("term"),
    "congress:term-act": _act("term", "share_seats"),
    "congress:constituency": _pk("constituency"),
    "congress:constituency-act": _act("constituency", "adjust_seats"),
    "congress:delegation-act": _act("delegation", "name_head"),
    "congress:election": _pk("election"),
    "congress:election-sheet": _pk("election"),
    "congress:election-act": _act("election", "put_up"),
    "congress:representative": _pk("seat"),
    "congress:report-begin": _pk("seat"),
    "congress:seat-act": _act("seat", "categorise"),
    "congress:committee-act": _act("organ", "approve_committee"),
    "congress:joint": _pk("joint"),
    "congress:joint-act": _act("joint", "hold_joint"),
    "congress:joint-matter-act": _act("joint_matter", "confirm_joint"),
    "congress:report": _pk("year_report"),
    "congress:report-rate": _pk("year_report"),
    "congress:report-act": _act("year_report", "give_report"),
    "congress:team": _pk("team"),
}
