"""What the tests of the congress begin with, by the workflow: a hall of twelve representatives, and each stage of a session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from django.utils import timezone

from congress import workflow
from congress.checkin import code_at
from congress.models import AgendaItem, Attendee, CongressSession, Delegation, Mandate, Vote
from tests import factories as make
from ymdm.organization.models import LegalType, Level, Person, Role, Unit

SHANGHAI = ZoneInfo("Asia/Shanghai")
PLANNED_ON = date(2026, 9, 1)
HELD_ON = date(2026, 11, 20)
TOTAL = 12


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), SHANGHAI)


@dataclass
class Hall:
    """A public institution with two delegations of six, and those who serve."""

    unit: Unit
    union: Person
    second: Person  # another union officer
    leader: Person
    tellers: list[Person]
    scrutineer: Person
    secretary: Person
    people: list[Person]  # the representatives
    session: CongressSession

    @property
    def chair(self) -> Person:
        return self.people[0]

    def attendee(self, person: Person) -> Attendee:
        return Attendee.objects.get(session=self.session, person=person)

    def item(self, right: str = "approve") -> AgendaItem:
        return self.session.agenda.exclude(matter="procedure").get(right=right)

    def reload(self) -> CongressSession:
        self.session.refresh_from_db()
        return self.session


def hall(*, total: int = TOTAL, legal_type: str = LegalType.PUBLIC_INSTITUTION, **planned_: Any) -> Hall:
    """A session that was planned on the first of September, with one matter to pass and one election."""
    with time_machine.travel(at(PLANNED_ON), tick=False):
        unit = make.unit("西峰局", code="XF", level=Level.UNIT, legal_type=legal_type, short_name="西峰局")
        running = make.term(unit, 4)
        delegations = [Delegation.objects.create(term=running, name=name) for name in ("第一代表团", "第二代表团")]
        people = []
        for number in range(total):
            person = make.person(unit)
            workflow.give_mandate(
                running, make.SYSTEM, person=person, delegation=delegations[number % 2], from_on=running.begins_on,
                category=Mandate.Category.MANAGER if number % 6 == 5 else Mandate.Category.FRONT_LINE,
            )  # fmt: skip
            people.append(person)
        union = make.person(unit, "杜海燕", role=Role.UNION_OFFICER)
        session = workflow.plan(
            unit, union, at=timezone.now(), held_on=HELD_ON, begins=time(9), place="机关三楼会议厅",
            call_opens_on=PLANNED_ON, call_closes_on=date(2026, 10, 10), **planned_,
        )  # fmt: skip
        made = Hall(
            unit=unit, union=union, second=make.person(unit, role=Role.UNION_OFFICER),
            leader=make.person(unit, role=Role.LEADER), tellers=[make.person(unit) for _ in range(2)],
            scrutineer=make.person(unit), secretary=make.person(unit), people=people, session=session,
        )  # fmt: skip
        workflow.add_item(
            session,
            union,
            title="审议通过《职工福利费管理办法（修订草案）》",
            matter="welfare",
            right="approve",
            minutes=30,
        )
        workflow.add_item(session, union, title="选举专门委员会委员", matter="committee_members", right="elect")
        for person, office in (
            *((teller, "teller") for teller in made.tellers),
            (made.scrutineer, "scrutineer"),
            (made.secretary, "secretary"),
        ):
            workflow.serve(session, union, person=person, office=office)
    return made


def noticed(made: Hall | None = None, *, on: date = date(2026, 10, 20), **typed: Any) -> Hall:
    made = made or hall()
    workflow.give_notice(made.session, made.union, at=at(on), **typed)
    return made


def with_papers(made: Hall | None = None, *, on: date = date(2026, 11, 10)) -> Hall:
    """Noticed, with a draft to each item that is voted, sent ten days before."""
    made = made or noticed()
    workflow.add_paper(
        made.session,
        made.union,
        at=at(on),
        item=made.item(),
        title="福利费管理办法（修订草案）",
        text="第一条　为规范职工福利费管理。",
    )
    workflow.issue_papers(made.session, made.union, at=at(on))
    return made


def prepared(made: Hall | None = None) -> Hall:
    """The roll frozen the day before, the presidium elected in the morning."""
    made = made or with_papers()
    workflow.qualify(made.session, made.union, at=at(date(2026, 11, 19)), report="经审查，代表资格全部有效。")
    workflow.hold_preparatory(
        made.session, made.union, at=at(HELD_ON, 8), present=len(made.people), yes=len(made.people),
        presidium=made.people[:3], chair=made.chair,
    )  # fmt: skip
    return made


def arrive(made: Hall, people: list[Person], *, minute: int = 30) -> None:
    """Each checks in on the own phone before nine."""
    when = at(HELD_ON, 8, minute)
    for person in people:
        workflow.arrive(made.attendee(person), person, at=when, code=code_at(made.session, when))


def opened(made: Hall | None = None, *, present: int = 10) -> Hall:
    """Ten of twelve are here, and the session is open."""
    made = made or prepared()
    arrive(made, made.people[:present])
    workflow.open_session(made.session, made.union, at=at(HELD_ON, 9), counted=present)
    return made


def go_to(made: Hall, right: str, *, minute: int = 10) -> AgendaItem:
    """Go through the agenda to the item with that right, ending those before."""
    wanted = made.item(right)
    for item in made.session.agenda.filter(state="planned", order__lte=wanted.order).order_by("order"):
        if item.is_voted and item.pk != wanted.pk and not item.votes.filter(state="declared").exists():
            workflow.drop_item(item, made.union, at=at(HELD_ON, 9, minute), because="不在这个测试里")
            continue
        workflow.begin_item(item, made.union, at=at(HELD_ON, 9, minute))
    wanted.refresh_from_db()
    return wanted


def voting(made: Hall | None = None, *, present: int = 10, method: str = "paper") -> tuple[Hall, Vote]:
    """The vote on the welfare rules is open."""
    made = made or opened(present=present)
    item = go_to(made, "approve")
    vote = workflow.draft_vote(
        item, made.union, at=at(HELD_ON, 9, 20), question=item.title, method=method,
        version=item.papers.get().versions.get() if item.papers.exists() else None,
    )  # fmt: skip
    workflow.open_vote(vote, made.union, at=at(HELD_ON, 9, 30), counted=present)
    return made, vote


def sheets(made: Hall, vote: Vote, *, minute: int = 45, **figures: Any) -> None:
    """Both tellers enter the same."""
    for teller in made.tellers:
        workflow.enter_sheet(vote, teller, at=at(HELD_ON, 9, minute), **figures)


def decided(
    made: Hall | None = None, *, yes: int = 8, no: int = 1, abstain: int = 1, present: int = 10, **figures: Any
) -> tuple[Hall, Vote]:
    """The vote is counted by both tellers and declared by the scrutineer."""
    made, vote = voting(made, present=present)
    workflow.close_vote(vote, made.union, at=at(HELD_ON, 9, 40))
    cast = yes + no + abstain
    sheets(made, vote, **({"issued": cast, "returned": cast, "yes": yes, "no": no, "abstain": abstain} | figures))
    workflow.declare(vote, made.scrutineer, at=at(HELD_ON, 9, 50))
    vote.refresh_from_db()
    return made, vote


def closed(made: Hall | None = None) -> Hall:
    """The welfare rules passed, the election put off, the session closed."""
    if made is None:
        made, _vote = decided()
    for item in made.session.agenda.filter(state="planned"):
        workflow.drop_item(item, made.union, at=at(HELD_ON, 10), because="改在下次会议选举")
    workflow.close(made.session, made.union, at=at(HELD_ON, 11))
    return made


def settled(made: Hall | None = None) -> Hall:
    """Each resolution has an owner and a day."""
    made = made or closed()
    handler = make.person(made.unit, role=Role.HANDLER)
    assert handler
    for resolution in made.session.resolutions.all():
        workflow.settle_resolution(
            resolution, made.union, at=at(HELD_ON, 12), owner=made.unit, due_on=HELD_ON + timedelta(days=90)
        )
    return made


def archived(made: Hall | None = None) -> Hall:
    """Published, reported, minuted, signed and archived."""
    made = made or settled()
    day = HELD_ON + timedelta(days=3)
    workflow.publish(made.session, made.second, at=at(day))
    minutes = workflow.draft_minutes(made.session, made.union, at=at(day))
    workflow.sign_minutes(minutes, made.chair, at=at(day))
    workflow.sign_minutes(minutes, made.secretary, at=at(day))
    workflow.report_upward(made.session, made.union, at=at(day), proof="西峰局工会〔2026〕12号")
    workflow.archive(made.session, made.union, at=at(day, 15))
    return made
