"""What the secret ballots of the demo year share: the clock they live by, the ceremony of their keepers, the cards in a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db.models import DateTimeField
from django.db.models.functions import Now
from django.utils import timezone

from ymdm.ballots import casting, ceremonies, sealing
from ymdm.ballots.models import BallotBox, KeyCeremony, Task
from ymdm.organization.models import Person

CARDS = "demo-keepers.txt"  # in the data folder: what the keepers of the open boxes would have printed
Cards = dict[int, Mapping[int, str]]


def clock() -> datetime:
    """The clock that every box lives by: that of the database, on whatever day the year is told."""
    now: datetime | None = Person.objects.values_list(Now(output_field=DateTimeField()), flat=True).first()
    return now or timezone.now()


def hold(ceremony: KeyCeremony, scrutineer: Person) -> Cards:
    """The keepers make their keys and try their cards; returns their words by place."""
    words = {card.keeper.order: card.words for card in ceremonies.hold(ceremony, scrutineer)}
    pks = dict(ceremony.keepers.values_list("order", "pk"))
    ceremonies.try_out(ceremony, scrutineer, {pks[place]: words[place][0] for place in (1, 2)}, {"i1": "yes"})
    return words


def cast(box: BallotBox, voter: Person, choice: object) -> None:
    """As the browser seals it."""
    casting.cast(box, voter, sealing.seal(box.public_key, box.info, sealing.pack(choice, box.body_len)))


def forget_cards() -> None:
    (settings.DATA_DIR / CARDS).unlink(missing_ok=True)


def write_cards(box: BallotBox, cards: Cards) -> None:
    """For whoever wants to open the demo's box. Outside of the invented year no word is ever written down by the machine."""
    number = box.pair.number
    lines = [f"{one.person} {Task(one.task).label} 第 {number} 行 {cards[one.order][number]}" for one in box.keepers()]
    with (settings.DATA_DIR / CARDS).open("a", encoding="utf-8") as file:
        file.write("\n".join([str(box), *lines]) + "\n")
