"""What is left of the ballots once they are destroyed: in the raw file of SQLite, in `pg_dump`, in Valkey (security.md 2.9)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.utils import timezone

from tests.ballots import making
from tests.ballots.searching import as_written, dump_of_postgres, dump_of_valkey, every_file, real_queue
from ymdm.ballots import checking, destroying, publishing
from ymdm.ballots.models import BallotBox, KeyEnvelope, KeyPair, SealedBallot
from ymdm.ledger import sealing as ledger_sealing

pytestmark = pytest.mark.django_db(transaction=True)
on_postgres = pytest.mark.skipif("postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="pg_dump")
on_sqlite = pytest.mark.skipif("sqlite" not in settings.DATABASES["default"]["ENGINE"], reason="the file of SQLite")
on_valkey = pytest.mark.skipif(not settings.REDIS_URL, reason="there is no Valkey beside this suite")

NAMES = ["慕容雪鹰", "司徒青禾", "欧阳石泉"]  # written in by hand: strings that stand nowhere else
SAID = "食堂的红烧茄子太咸"


@dataclass
class Scene:
    """A box with six ballots, and every string that could give a vote away."""

    room: making.Room = field(default_factory=making.room)

    def __post_init__(self) -> None:
        self.voters = making.people(self.room.unit, 6)
        self.box = making.opened(self.room, self.voters, paper=making.EVERYTHING)
        self.trackers = [
            making.cast(self.box, person, {"i1": "no", "e1": {"for": [], "against": [], "write": [name]}, "c1": SAID})
            for person, name in zip(self.voters, NAMES * 2, strict=True)
        ]
        self.bodies = [bytes(one.body) for one in SealedBallot.objects.filter(box=self.box)]
        self.envelopes = list(KeyEnvelope.objects.filter(pair=self.box.pair).values_list("ciphertext", flat=True))
        self.salts = list(KeyPair.objects.get(pk=self.box.pair.pk).salts.values())
        self.words = [self.room.word(place, self.box) for place in (1, 2, 3)]
        ledger_sealing.seal_all(whole=True)

    @property
    def choices(self) -> list[str]:
        return [form for word in [*NAMES, SAID] for form in as_written(word)]

    @property
    def ballots(self) -> list[str]:
        """Bodies and trackers, as text, hex and raw."""
        texts = [tracker for tracker in self.trackers] + [body.hex() for body in self.bodies]
        raw = [bytes.fromhex(tracker) for tracker in self.trackers] + self.bodies
        return texts + [one.decode("latin-1") for one in raw]

    @property
    def keys(self) -> list[str]:
        raw = [bytes.fromhex(one).decode("latin-1") for one in [*self.envelopes, *self.salts]]
        return [*self.envelopes, *self.salts, *raw]

    def end(self) -> None:
        """Close, open, publish, and destroy after the time for objections."""
        making.close(self.room, self.box)
        making.unseal(self.room, self.box)
        publishing.publish(self.box, self.room.union, self.room.second)
        BallotBox.objects.filter(pk=self.box.pk).update(objections_until=timezone.now() - timedelta(days=1))
        self.box.refresh_from_db()
        destroying.destroy(self.box, self.room.keepers[0], self.room.keepers[1:2])
        ledger_sealing.seal_all(whole=True)
        assert not checking.check_all()


def found(words: list[str], text: str) -> list[str]:
    return [word for word in words if word in text]


@on_sqlite
def test_the_raw_file_of_sqlite_and_its_log_hold_no_ballot_and_no_envelope_after_the_destruction():
    scene = Scene()
    lies = every_file(but=settings.BALLOT_LISTS)
    assert found(scene.ballots, lies) and found(scene.keys, lies), "the search would not find them if they were there"
    assert not found([*scene.choices, *scene.words], lies)
    scene.end()
    connection.close()
    left = every_file(but=settings.BALLOT_LISTS)
    assert not found([*scene.ballots, *scene.keys, *scene.words], left)
    assert not found(scene.words, "".join(str(one.message()) for one in mail.outbox))


@on_postgres
def test_a_dump_of_postgresql_holds_no_choice_before_the_opening_and_no_ballot_after_the_destruction():
    scene = Scene()
    dump = dump_of_postgres()
    everything = "".join(dump.values())
    assert not found([*scene.choices, *scene.words], everything)
    # Person and tracker stand in no row together: the roll knows no tracker, the box no person.
    assert {table for table, rows in dump.items() if found(scene.trackers, rows)} == {SealedBallot._meta.db_table}
    assert found(scene.ballots, dump[SealedBallot._meta.db_table])
    scene.end()
    left = "".join(dump_of_postgres().values())
    assert not found([*scene.ballots, *scene.keys, *scene.words], left)
    assert str(scene.box.pk) in left and scene.box.box_root in left, "what everybody may check stays"


@on_valkey
def test_valkey_never_holds_a_choice_a_word_a_ballot_or_a_tracker():
    with real_queue() as client:
        scene = Scene()
        scene.end()
        assert client.llen("celery"), "no task was sent: the search proves nothing"
        lies = dump_of_valkey(client)
    assert "ymdm." in lies and not found([*scene.choices, *scene.words, *scene.ballots, *scene.keys], lies)
