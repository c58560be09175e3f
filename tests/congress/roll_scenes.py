"""What the tests of terms and their people begin with, by the workflow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from congress import polling
from congress.models import Constituency, Election, Mandate
from congress.workflow import roll as workflow
from tests import factories as make
from tests.factories import House
from ymdm.ballots import casting, ceremonies, closing, rules, sealing, unsealing
from ymdm.ballots.models import BallotBox
from ymdm.organization.models import Person, Unit


def department(house: House, people: int = 10, *, women: int = 4, post: str = "监测员", name: str = "") -> Unit:
    """A department of the bureau with so many employees and nobody else."""
    unit = make.unit(name, parent=house.unit, level="department")
    for number in range(people):
        make.person(unit, gender="female" if number < women else "male", post=post)
    return unit


def constituency(house: House, people: int = 10, *, seats: int = 2, name: str = "监测选区") -> Constituency:
    """One department that elects together, with so many seats."""
    made = workflow.set_up_constituency(house.term, house.union, name=name, units=[department(house, people)])
    workflow.adjust_seats(made, house.union, seats=seats)
    return Constituency.objects.get(pk=made.pk)


def voters(one: Constituency) -> list[Person]:
    return list(one.voters().order_by("pk"))


def called(
    house: House, one: Constituency | None = None, *, seats: int = 2, nominees: int = 3, method: str = "paper"
) -> Election:
    """Called for today, with the first employees on the slate."""
    one = one or constituency(house, seats=seats)
    made = workflow.call_election(
        one, house.union, held_on=timezone.localdate(), place="一楼会议室", seats=seats, method=method
    )
    workflow.put_up(made, house.union, people=voters(one)[:nominees], nominated_by="职工联名")
    return Election.objects.get(pk=made.pk)


def voting(house: House, one: Constituency | None = None, **fields: int) -> Election:
    made = called(house, one, **fields)
    workflow.begin_election(made, house.union)
    return Election.objects.get(pk=made.pk)


def counted(house: House, election: Election, participants: int, *votes: int) -> Election:
    """`votes` in the order of the slate."""
    slate = election.nominees.order_by("order").values_list("pk", flat=True)
    workflow.count_election(
        election, house.union, participants=participants, tellers="甲一、乙二", scrutineer="丙三",
        votes=dict(zip(slate, votes, strict=True)),
    )  # fmt: skip
    return Election.objects.get(pk=election.pk)


def elected(house: House, one: Constituency | None = None) -> list[Mandate]:
    """Two representatives of ten employees, by all votes."""
    election = counted(house, voting(house, one), 10, 9, 8, 2)
    workflow.publish_election(election, house.union)
    return list(Mandate.objects.filter(election=election).select_related("person", "appointment", "term"))


def days_ago(number: int):
    return timezone.localdate() - timedelta(days=number)


# --- by phone ---------------------------------------------------------------------------------------------------------


@dataclass
class Poll:
    """An election by phone whose keepers hold their cards and have tried them; words by keeper."""

    house: House
    election: Election
    keepers: list[Person]
    words: dict[int, Mapping[int, str]]

    @property
    def box(self) -> BallotBox:
        found = polling.box_of(self.election)
        assert found is not None
        return found

    @property
    def voters(self) -> list[Person]:
        return voters(self.election.constituency)

    def cast(self, person: Person, choice: Any) -> casting.Receipt:
        box = self.box
        packed = sealing.pack({polling.QUESTION: choice} if choice else {}, box.body_len)
        return casting.cast(box, person, sealing.seal(box.public_key, box.info, packed))

    def begin(self, minutes: int = 480) -> None:
        workflow.begin_election(self.election, self.house.union, keeper=self.keepers[0], minutes=minutes)
        self.election.refresh_from_db()

    def close(self) -> None:
        closing.close(self.box, self.keepers[0], self.keepers[1])

    def open(self) -> Election:
        """Closed early by two keepers, opened by two, one after the other."""
        self.close()
        for keeper in (self.keepers[0], self.keepers[2]):
            box = self.box
            unsealing.give_word(box, keeper, self.words[keeper.pk][box.pair.number], rules.on_the_slip(box.box_root))
        return Election.objects.get(pk=self.election.pk)


def by_phone(house: House, election: Election | None = None, **fields: Any) -> Poll:
    """Called for the phone; scrutineer and tellers from outside of the constituency have held their gathering."""
    election = election or called(house, method="ballot", **fields)
    keepers = [make.person(house.unit) for _ in range(3)]
    workflow.call_keepers(election, house.union, scrutineer=keepers[0], tellers=keepers[1:])
    keys = polling.keys_of(election.constituency)
    assert keys is not None
    cards = ceremonies.hold(keys, keepers[0])
    ceremonies.try_out(keys, keepers[0], {card.keeper.pk: card.words[0] for card in cards[:2]}, {"i1": "yes"})
    return Poll(house, election, keepers, {card.keeper.person_id: card.words for card in cards})


def polled(house: House, *choices: Any, **fields: Any) -> Poll:
    """Open, and so many have cast; a choice is the places on the slate, None a blank ballot."""
    poll = by_phone(house, **fields)
    poll.begin()
    slate = list(poll.election.nominees.order_by("order").values_list("pk", flat=True))
    for person, places in zip(poll.voters, choices, strict=False):
        poll.cast(person, {"for": [slate[place] for place in places]} if places is not None else None)
    return poll
