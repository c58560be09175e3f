"""A bureau with very many proposals, written in bulk: the shape of the rows that the workflow leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from congress.models import CongressSession
from proposals import kinds
from proposals.models import Assignment, Category, CoSigner, Point, Proposal, State
from proposals.workflow.authoring import search_text
from tests import factories as make
from ymdm.duties.models import Counting, Duty
from ymdm.organization.models import Level, Person, Role, Unit

from .copying import after_given_keys, write
from .texts import Text

DEPARTMENTS, REPRESENTATIVES, SESSIONS = 40, 400, 10
CHUNK = 2000
# One in ten is under way, a hundred at most: the rest are of earlier years. The states of those, and what each owes.
MOST_OPEN = 100
OPEN = (
    (State.SUBMITTED, kinds.REVIEW, "审查提案", "proposals.review"),
    (State.FILED, kinds.ASSIGN, "交办提案", "proposals.assign"),
    (State.IN_PROGRESS, kinds.REPLY, "答复提案", "proposals.handle"),
    (State.IN_PROGRESS, kinds.REPLY, "答复提案", "proposals.handle"),
    (State.REPLIED, kinds.EVALUATE, "评价答复", "proposals.submit"),
    (State.EVALUATED, kinds.CLOSE, "办结提案", "proposals.supervise"),
)


class Bureau:
    """The house of the tests, with more units and people, and as many proposals as are asked for."""

    def __init__(self) -> None:
        self.house = make.bureau()
        root = self.house.unit
        self.departments = [
            make.unit(f"第{number}处", parent=root, level=Level.DEPARTMENT, code=f"BM{number}")
            for number in range(DEPARTMENTS)
        ]
        for unit in self.departments:
            make.person(unit, role=Role.HANDLER)
        branches = [make.unit(f"第{number}局", parent=root, code=f"JU{number}") for number in range(20)]
        self.people = Person.objects.bulk_create(
            Person(name=f"代表{number}", staff_number=f"B-{number:05d}", unit=branches[number % 20])
            for number in range(REPRESENTATIVES)
        )
        today = timezone.localdate()
        self.sessions = [self.house.session]
        for number in range(3, SESSIONS + 2):
            held = today - timedelta(days=200 * number)
            self.sessions.append(
                CongressSession.objects.create(
                    term=self.house.term, number=number, held_on=held, call_opens_on=held - timedelta(days=60),
                    call_closes_on=held - timedelta(days=30),
                )
            )  # fmt: skip
        self.categories = list(Category.objects.all())
        self.type = ContentType.objects.get_for_model(Proposal)
        # Three in five belong to the congress of the bureau, the others to those of the units below it.
        self.congresses = [self.house.unit] * 30 + [self.house.branch, *branches]
        self.number = self.open = 0
        self.random = Random(7)

    def grow(self, size: int, texts: Iterator[Text]) -> None:
        """Add proposals until there are `size` of them, then tidy the tables as the database does by itself at night."""
        while self.number < size:
            self._add(min(CHUNK, size - self.number), texts)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")

    @transaction.atomic
    def _add(self, number: int, texts: Iterator[Text]) -> None:
        today = timezone.localdate()
        made, owes = [], []
        for _ in range(number):
            self.number += 1
            proposal, owed = self._proposal(next(texts), today)
            made.append(proposal)
            owes.append(owed)
        # Keys by hand: COPY tells none, and the other rows need them.
        first = (Proposal.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
        for key, proposal in enumerate(made, start=first):
            proposal.pk = key
        write(made)
        after_given_keys(Proposal)
        random = self.random
        points, signatures, assignments, duties = [], [], [], []
        for proposal, (kind, says, act, text) in zip(made, owes, strict=True):
            at = proposal.started_at
            points += [Point(proposal=proposal, order=n, text=words) for n, words in enumerate(text.points, 1)]
            signatures += [
                CoSigner(proposal=proposal, person=person, state="signed", invited_at=at, answered_at=at)
                for person in random.sample(self.people, 2)
            ]
            if proposal.lead_unit_id:
                assignments.append(
                    Assignment(
                        proposal=proposal, unit_id=proposal.lead_unit_id, part="lead", assigned_at=at,
                        object_until=proposal.assigned_on, accepted_at=at, accepted_by=self.house.handler,
                    )
                )  # fmt: skip
            duties += self._duties(proposal, kind, says, act, today)
        for rows in (points, signatures, assignments, duties):
            write(rows)

    def _proposal(self, text: Text, today: date) -> tuple[Proposal, tuple[str, str, str, Text]]:
        random = self.random
        is_open = self.number % 10 == 0 and self.open < MOST_OPEN
        self.open += is_open
        state, kind, says, act = random.choice(OPEN) if is_open else (State.CLOSED, "", "", "")
        submitted = today - timedelta(days=random.randint(1, 60) if is_open else random.randint(150, 3000))
        facts: dict[str, Any] = {}
        if state not in {State.SUBMITTED, State.FILED}:
            facts = {
                "lead_unit": random.choice(self.departments), "assigned_on": submitted + timedelta(days=10),
                "reply_due_on": submitted + timedelta(days=100), "leader": self.house.leader,
            }  # fmt: skip
        if state in {State.REPLIED, State.EVALUATED, State.CLOSED}:
            facts |= {
                "replied_on": submitted + timedelta(days=random.randint(20, 110)),
                "result_class": random.choice("AAAB"),
            }
        if state in {State.EVALUATED, State.CLOSED}:
            facts["grade"] = facts["first_grade"] = random.choice(("satisfied", "satisfied", "basically"))
        if state == State.CLOSED:
            facts |= {"closed_on": submitted + timedelta(days=130), "closure_note": "已落实。"}
        if state != State.SUBMITTED:
            facts |= {"outcome": "filed", "filed_on": submitted + timedelta(days=5), "decided_on": submitted}
        proposal = Proposal(
            unit=random.choice(self.congresses), session=random.choice(self.sessions), number=f"BM-6-{self.number:06d}", state=state,
            title=text.title, rationale=text.rationale, category=random.choice(self.categories),
            proposer=random.choice(self.people), started_at=_at(submitted), saved_at=_at(submitted),
            submitted_on=submitted, search_text=search_text(text.title, text.rationale, text.points), **facts,
        )  # fmt: skip
        return proposal, (kind, says, act, text)

    def _duties(self, proposal: Proposal, kind: str, says: str, act: str, today: date) -> list[Duty]:
        root: Unit = proposal.unit
        submitted = proposal.submitted_on or today
        common: dict[str, Any] = {
            "watcher": root, "subject_type": self.type, "subject_id": proposal.pk, "subject_label": str(proposal)[:160],
            "url": f"/w/proposals/{proposal.pk}/", "rule": "PRO-23", "days": 10, "counting": Counting.WORKDAYS,
        }  # fmt: skip
        met = _at(submitted + timedelta(days=5))
        due = submitted + timedelta(days=14)
        done = Duty(
            kind=kinds.REVIEW, says="审查提案", act="proposals.review", unit=root, opened_on=submitted, due_on=due,
            first_due_on=due, met_at=met, met_by_label="系统", **common,
        )  # fmt: skip
        if not kind:
            return [done]
        due = max(submitted, today + timedelta(days=self.random.randint(-10, 60)))
        unit = proposal.lead_unit if act == "proposals.handle" else root
        owed = Duty(
            kind=kind, says=says, act=act, unit=unit or root, opened_on=submitted, due_on=due, first_due_on=due,
            person=proposal.proposer if kind == kinds.EVALUATE else None, leader=proposal.leader,
            next_stage_on=today + timedelta(days=30), **common,
        )  # fmt: skip
        return [owed] if kind == kinds.REVIEW else [done, owed]

    def handed_out(self, number: int) -> list[Proposal]:
        """Proposals that wait to be signed for by the first handler of the house."""
        house, today, now = self.house, timezone.localdate(), timezone.now()
        made = Proposal.objects.bulk_create(
            Proposal(
                unit=house.unit, session=house.session, number=f"HO-6-{serial:06d}", state=State.ASSIGNED, title="已交办",
                rationale="已交办", proposer=self.people[0], started_at=now, submitted_on=today, outcome="filed",
                filed_on=today, lead_unit=house.hr, leader=house.leader, assigned_on=today, reply_due_on=today,
            )
            for serial in range(number)
        )  # fmt: skip
        Assignment.objects.bulk_create(
            Assignment(proposal=one, unit=house.hr, part="lead", assigned_at=now, object_until=today) for one in made
        )
        Duty.objects.bulk_create(
            [
                Duty(
                    kind=kinds.SIGN_FOR, says="签收提案", act="proposals.handle", unit=house.hr, watcher=house.unit,
                    subject_type=self.type, subject_id=one.pk, subject_label=str(one), url=one.get_absolute_url(),
                    rule="PRO-20", opened_on=today, days=2, due_on=today + timedelta(days=3),
                    first_due_on=today + timedelta(days=3), next_stage_on=today + timedelta(days=30),
                )
                for one in made
            ],
            batch_size=CHUNK,
        )  # fmt: skip
        return made

    def owe(self, number: int) -> None:
        """Make up the duties to `number`, 28 in a thousand late and told, one in ten owed, the rest met."""
        house, today, now = self.house, timezone.localdate(), timezone.now()
        missing = number - Duty.objects.count()
        later, earlier, until = today + timedelta(days=30), today - timedelta(days=60), today - timedelta(days=3)
        for start in range(0, missing, 20_000):
            with transaction.atomic():
                write(
                    [
                        Duty(
                            kind="bench", says="办理", act="proposals.handle", unit=house.hr, watcher=house.unit,
                            subject_type=self.type, subject_id=0, subject_label="台账", url="/w/", rule="PRO-23",
                            opened_on=earlier, days=10, due_on=until if serial % 1000 < 28 else later,
                            first_due_on=until, met_at=None if serial % 1000 < 100 else now,
                            next_stage_on=None if serial % 1000 < 28 or serial % 1000 >= 100 else later,
                        )
                        for serial in range(start, min(start + 20_000, missing))
                    ]
                )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))
