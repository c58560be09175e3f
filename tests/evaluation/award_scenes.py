"""What the tests of awards begin with: a bureau with a campaign, and a name at each station of its way, by the workflow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import time_machine
from django.utils import timezone

from congress.models import Attendee
from evaluation.assessments.models import Assessment
from evaluation.assessments.models import State as Assessed
from evaluation.awards import workflow
from evaluation.awards.models import Campaign, Heard, Kind, Nomination, Office
from evaluation.schemes import workflow as schemes
from evaluation.schemes.models import Scheme
from tests import factories as make
from tests.security.scheme_matters import hundred
from ymdm.organization.models import Person, Role, Unit

NOW = datetime(2026, 11, 16, 10, tzinfo=timezone.get_default_timezone())  # a Monday
OPINIONS = "座谈会征求 32 名职工意见，30 人同意，2 人没有表示。"


@dataclass
class Stage:
    house: make.House
    second: Person  # a second union officer of the bureau
    other: Unit  # another unit below the bureau
    clock: Any

    def go(self, day: date | datetime) -> None:
        """Let it be ten in the morning of a day."""
        self.clock.move_to(datetime(day.year, day.month, day.day, 10, tzinfo=timezone.get_default_timezone()))

    def campaign(self, **more: Any) -> Campaign:
        typed: dict[str, Any] = {
            "year": 2026, "title": "2026年度先进评选", "terms": "职代会运行规范。", "nominate_until": date(2026, 12, 31),
            "quotas": {kind.value: 1 for kind in Kind},
        }  # fmt: skip
        return workflow.open_campaign(self.house.unit, self.house.union, **(typed | more))

    def nominated(self, campaign: Campaign | None = None, kind: str = Kind.MODEL_INDIVIDUAL, **more: Any) -> Nomination:
        if kind == Kind.MODEL_INDIVIDUAL and "nominee_person" not in more:
            more["nominee_person"] = make.person(self.house.branch)
        made = workflow.nominate(
            self.house.branch, self.house.branch_union, campaign=campaign or self.campaign(), kind=kind,
            deeds="推动职工提案落实 12 件。", **more,
        )  # fmt: skip
        return fresh(made)

    def shown(self, nomination: Nomination | None = None, days: int = 5, **more: Any) -> Nomination:
        """In the unit's notice."""
        found = nomination or self.nominated(**more)
        workflow.begin_notice(
            found, self.house.branch_union, heard=Heard.TALKS, opinions=OPINIONS, heard_on=timezone.localdate(), days=days
        )  # fmt: skip
        return fresh(found)

    def handed_in(self, nomination: Nomination | None = None, **more: Any) -> Nomination:
        found = nomination or self.shown(**more)
        self.go(found.notices.get().until_on + timedelta(1))
        workflow.end_notice(found, self.house.branch_union, conclusion="公示期满，没有异议。")
        return fresh(found)

    def asked(self, nomination: Nomination, **more: Any) -> None:
        typed = {
            "office": Office.DISCIPLINE, "asked": "局纪委 卫秉正", "answered_on": timezone.localdate(), "is_clear": True,
            "answer": "没有不同意见。",
        }  # fmt: skip
        workflow.note_inquiry(nomination, self.house.union, **(typed | more))

    def reviewed(self, nomination: Nomination | None = None, **more: Any) -> Nomination:
        """In the superior's notice."""
        found = nomination or self.handed_in(**more)
        self.asked(found)
        workflow.pass_review(found, self.house.union, opinion="同意。", days=5)
        return fresh(found)

    def proposed(self, nomination: Nomination | None = None, **more: Any) -> Nomination:
        found = nomination or self.reviewed(**more)
        self.go(found.notices.get(level="superior").until_on + timedelta(1))
        workflow.end_superior_notice(found, self.house.union, conclusion="公示期满，没有异议。")
        return fresh(found)

    def awarded(self, nomination: Nomination | None = None, **more: Any) -> Nomination:
        found = nomination or self.proposed(**more)
        workflow.award(found, self.second)
        return fresh(found)

    def published(self, **more: Any) -> Nomination:
        found = self.awarded(**more)
        workflow.publish_campaign(found.campaign, self.house.union)
        return fresh(found)

    def assess(self, unit: Unit, score: str, may_be_awarded: bool = True, **more: Any) -> Assessment:
        """A final assessment of the unit in the year of the campaign."""
        grade = next(code for code, least in (("excellent", 90), ("good", 75), ("qualified", 60), ("unqualified", 0))
                     if Decimal(score) >= least)  # fmt: skip
        found: Mapping[str, Any] = {
            "scheme": scheme(self.house, self.second), "unit": unit, "year": 2026, "state": Assessed.FINAL, "begun_at": NOW,
            "due_on": NOW.date(), "read_at": NOW, "score": Decimal(score), "grade": grade,
            "may_be_awarded": may_be_awarded, "final_at": NOW, "result": {"groups": []},
        }  # fmt: skip
        return Assessment.objects.create(**(dict(found) | more))


def scheme(house: make.House, second: Person) -> Scheme:
    """The announced scheme of the year, made once."""
    made = Scheme.objects.first()
    if made is None:
        made = schemes.draft(
            house.unit, house.union, year=2026, unit_class="institution", indicators=hundred(),
            self_check_due_on=timezone.localdate(),
        )  # fmt: skip
        schemes.announce(made, second)
        made.refresh_from_db()
    return made


def fresh(nomination: Nomination) -> Nomination:
    return Nomination.objects.select_related("unit", "campaign__unit").get(pk=nomination.pk)


def attended(house: make.House, person: Person, came: int, called: int) -> None:
    """So many past sessions to which a representative was called, and to how many of them she came."""
    mandate = person.mandates.get()
    for number in range(called):
        session = make.session(house.term, 30 + number, held_on=date(2026, 1, 5) + timedelta(days=number))
        Attendee.objects.create(
            session=session, person=person, mandate=mandate, delegation=mandate.delegation, kind="representative",
            arrived_at=NOW if number < came else None,
        )  # fmt: skip


@contextmanager
def staged() -> Iterator[Stage]:
    """A stage on a Monday morning."""
    with time_machine.travel(NOW) as clock:
        house = make.bureau()
        second = make.person(house.unit, "顾正言", role=Role.UNION_OFFICER)
        yield Stage(house, second, make.unit("东平湖局", parent=house.unit), clock)
