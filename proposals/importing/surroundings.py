"""What the rows of one register share: made where it is not there yet, with an event for what is set up."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from congress.models import CongressSession, CongressTerm, Delegation
from ymdm.ledger.record import record
from ymdm.organization import roll
from ymdm.organization.models import Person, Unit

from ..categories import add_categories
from ..models import Category, Proposal

if TYPE_CHECKING:
    from ..papers.register import RegisterReading
    from ..papers.register_rows import RegisterRow

TERM_YEARS = 5


class Surroundings:
    """What the rows of one register share: sessions, delegations, categories, people, numbers."""

    def __init__(self, reading: RegisterReading, by: Any) -> None:
        self.reading, self.by, self.at = reading, by, timezone.now()
        self.today = timezone.localdate(self.at)
        # The unit's row is the lock of its numbers (PRO-12) and of everything that is set up here once.
        self.unit = Unit.objects.select_for_update().get(pk=reading.bureau.pk)
        self.sessions = self._sessions()
        self.delegations = self._delegations()
        self.categories = self._categories()
        self.people = self._people()
        self.numbers = self._numbers()

    def _sessions(self) -> dict[tuple[int, int], CongressSession]:
        rows_of: dict[tuple[int, int], list[RegisterRow]] = defaultdict(list)
        for row in self.reading.fresh:
            rows_of[row.term, row.session].append(row)
        return {place: self._session(*place, rows) for place, rows in rows_of.items()}

    def _session(self, term_number: int, number: int, rows: list[RegisterRow]) -> CongressSession:
        """The session, or one set up from what the register tells: call and day lie between its dates."""
        known = CongressSession.objects.filter(term__unit=self.unit, term__number=term_number, number=number)
        if session := known.select_related("term").first():
            return session
        submitted = [row.submitted_on for row in rows if row.submitted_on]
        opens, closes = min(submitted), max(submitted)
        assigned = [row.assigned_on for row in rows if row.assigned_on and row.assigned_on >= closes]
        held = min(assigned, default=closes)
        session = CongressSession.objects.create(
            term=self._term(term_number, held.year - number + 1), number=number, held_on=held,
            call_opens_on=opens, call_closes_on=closes, state=CongressSession.State.PAST,
        )  # fmt: skip
        facts = {"held_on": held.isoformat(), "call": [opens.isoformat(), closes.isoformat()]}
        record(
            "congress.set_up_session",
            session,
            self.by,
            says="按登记表设立会议",
            at=self.at,
            unit=self.unit,
            payload=facts,
        )
        return session

    def _term(self, number: int, first_year: int) -> CongressTerm:
        term, made = CongressTerm.objects.get_or_create(
            unit=self.unit, number=number,
            defaults={"begins_on": date(first_year, 1, 1), "ends_on": date(first_year + TERM_YEARS - 1, 12, 31)},
        )  # fmt: skip
        if made:
            facts = {"begins_on": term.begins_on.isoformat(), "ends_on": term.ends_on.isoformat()}
            record(
                "congress.set_up_term", term, self.by, says="按登记表设立届", at=self.at, unit=self.unit, payload=facts
            )
        return term

    def _delegations(self) -> dict[tuple[int, str], Delegation]:
        wanted = {(row.term, row.delegation) for row in self.reading.fresh if row.delegation}
        return {
            (term, name): Delegation.objects.get_or_create(term=self._term_of(term), name=name[:40])[0]
            for term, name in sorted(wanted)
        }

    def _categories(self) -> dict[int, dict[str, Category]]:
        return {
            term: add_categories(self._term_of(term), [row.category for row in self.reading.fresh if row.term == term])
            for term in {row.term for row in self.reading.fresh}
        }

    def _term_of(self, number: int) -> CongressTerm:
        return next(session.term for (term, _n), session in self.sessions.items() if term == number)

    def _people(self) -> dict[tuple[str, str], Person]:
        """Everybody who is named; former representatives are put on record first, if that was chosen."""
        known = Person.objects.in_bulk([pk for pk in self.reading.people.values() if pk is not None])
        numbers = roll.StaffNumbers()
        people: dict[tuple[str, str], Person] = {}
        for (name, delegation), pk in self.reading.people.items():
            if pk is not None:
                people[name, delegation] = known[pk]
                continue
            unit = self._home(delegation)
            people[name, delegation] = roll.enrol(
                self.by, name=name, unit=unit, staff_number=numbers.next(unit), post="历任职工代表",
                is_active=False, left_on=self.today,
            )  # fmt: skip
        return people

    def _home(self, delegation: str) -> Unit:
        code = self.reading.homes.get(delegation, self.unit.code)
        return self.unit if code == self.unit.code else Unit.objects.get(code=code)

    def _numbers(self) -> dict[tuple[int, int, str], str]:
        """Numbers in the order of the register, after those that the session has given already (PRO-12)."""
        numbers: dict[tuple[int, int, str], str] = {}
        for place, session in self.sessions.items():
            prefix = f"{self.unit.code}-{session.term.number}-{session.number}-"
            taken = Proposal.objects.filter(number__startswith=prefix).values_list("number", flat=True)
            last = max((int(number.rpartition("-")[2]) for number in taken if number), default=0)
            rows = [row for row in self.reading.fresh if (row.term, row.session) == place]
            for serial, row in enumerate(rows, start=last + 1):
                numbers[row.term, row.session, row.no] = f"{prefix}{serial:03d}"
        return numbers
