"""The matters of the five lights for the walks: evidence of a unit below `lead` that waits for its confirmation."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.utils import timezone

from evaluation.foundations import workflow
from evaluation.foundations.models import DutyBook, Evidence, GroupMember, Light
from tests import factories as make
from ymdm.organization.models import Role, Unit


class FoundationMatters:
    mark: str
    lead: Unit

    @cached_property
    def readiness(self) -> Evidence:
        """Of a station below `lead`, which is a department and has no lights of its own; entered beside the accounts."""
        station = make.unit("沈家站", parent=self.lead)  # without the mark: the letterbox names every unit
        officer = make.person(station, f"{self.mark}沈填", role=Role.UNION_OFFICER)
        today = timezone.localdate()
        return workflow.enter(
            station,
            officer,
            year=today.year,
            light=Light.AWARENESS,
            on=today,
            text=f"{self.mark}专题研究",
            document="纪要1号",
        )

    @cached_property
    def leading_member(self) -> GroupMember:
        """In the leading group of the same station."""
        station = self.readiness.unit
        return workflow.enter_member(
            station,
            self.readiness.entered_by,
            person=make.person(station, f"{self.mark}沈长"),
            side="heads",
            post="站长",
            duty=f"{self.mark}主持",
            from_on=timezone.localdate(),
        )

    @cached_property
    def duty_book(self) -> DutyBook:
        """Of somebody of the same station, not signed yet."""
        station = self.readiness.unit
        return workflow.issue(
            station,
            make.person(station, f"{self.mark}沈首", role=Role.UNIT_HEAD),
            year=_YEAR,
            holder=make.person(station, f"{self.mark}沈责"),
            post=f"{self.mark}观测员",
            lines=[("按时观测", "")],
        )


FOUNDATIONS = [name for name, made in vars(FoundationMatters).items() if isinstance(made, cached_property)]
_YEAR = timezone.localdate().year
ADDRESSES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "foundations:unit": lambda m: {"pk": m.readiness.unit_id, "year": _YEAR},
    "foundations:enter": lambda m: {"pk": m.readiness.unit_id, "year": _YEAR, "light": "awareness"},
    "foundations:books": lambda m: {"pk": m.duty_book.unit_id, "year": _YEAR},
    "foundations:books-export": lambda m: {"pk": m.duty_book.unit_id, "year": _YEAR},
    "foundations:issue": lambda m: {"pk": m.duty_book.unit_id, "year": _YEAR},
    "foundations:book": lambda m: {"pk": m.duty_book.pk},
    "foundations:book-act": lambda m: {"pk": m.duty_book.pk, "verb": "sign_book"},
    "foundations:group": lambda m: {"pk": m.leading_member.unit_id},
    "foundations:group-export": lambda m: {"pk": m.leading_member.unit_id},
    "foundations:group-enter": lambda m: {"pk": m.leading_member.unit_id},
    "foundations:member-act": lambda m: {"pk": m.leading_member.pk, "verb": "end_member"},
    "foundations:evidence-act": lambda m: {"pk": m.readiness.pk, "verb": "confirm"},
}
