"""What tables, files, messages and the ledger tell of a vote: person and ciphertext until the close, then nothing (P1)."""

import logging

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection

from tests.ballots import making
from tests.ballots.searching import as_written, every_file, every_row
from ymdm.ballots import checking, closing
from ymdm.ballots.models import RollEntry, SealedBallot
from ymdm.ledger import sealing as ledger_sealing

NAMES = ["慕容雪鹰", "司徒青禾", "欧阳石泉"]  # written in by hand: strings that stand nowhere else
# Where a tracker may stand: the row of its ballot.
TRACKED = {"ballots_sealedballot"}


@pytest.mark.django_db(transaction=True)
def test_no_table_file_message_or_log_holds_a_choice_before_the_opening_or_a_pair_ever(caplog):
    caplog.set_level(logging.DEBUG, logger="ymdm")
    room = making.room()
    voters = making.people(room.unit, 6)
    box = making.opened(room, voters, paper=making.EVERYTHING)
    trackers = {}
    for person, name in zip(voters, NAMES * 2, strict=True):
        choice = {"i1": "yes", "e1": {"for": [], "against": [], "write": [name]}, "c1": f"{name}说得对"}
        trackers[person.pk] = making.cast(box, person, choice)
    making.close(room, box)
    ledger_sealing.seal_all(whole=True)
    words = [word for name in NAMES for word in as_written(name)]
    rows, everything = every_row(), every_file() + caplog.text + "".join(str(one.message()) for one in mail.outbox)
    for text in [*rows.values(), everything]:
        assert not [word for word in words if word in text]
    assert not [
        word
        for words_ in room.words.values()
        for word in words_.values()
        if any(word in text for text in rows.values())
    ], "a keeper's word stands in a table"

    making.unseal(room, box)
    ledger_sealing.seal_all(whole=True)
    for table, text in every_row().items():
        if table not in TRACKED:
            assert not [tracker for tracker in trackers.values() if tracker in text], table
    ledger = every_row()
    for table in ("ledger_event", "ledger_eventpayload", "notices_notice"):
        assert not [name for name in NAMES if name in ledger[table]], f"{table} outlives the destruction"
    assert not checking.check_all()


@pytest.mark.skipif("postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="xmin is PostgreSQL's")
@pytest.mark.django_db(transaction=True)
def test_the_transaction_number_joins_person_and_ciphertext_before_the_close_and_all_with_all_after():
    room = making.room()
    voters = making.people(room.unit, 12)
    box = making.opened(room, voters)
    for person in voters:
        making.cast(box, person, {"i1": "no"})

    def joined() -> list[tuple[int, bytes]]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT r.person_id, s.body FROM ballots_rollentry r JOIN ballots_sealedballot s"
                " ON r.xmin::text = s.xmin::text AND r.box_id = s.box_id WHERE r.box_id = %s",
                [box.pk],
            )
            return [(person, bytes(body)) for person, body in cursor.fetchall()]

    before = joined()
    assert len(before) == 12, "so the one who owns the database knows whose envelope it is"
    assert not any(body[:2] == b"no" or b'"i1"' in body for _person, body in before)
    assert len({len(body) for _person, body in before}) == 1
    making.close(room, box)
    assert len(joined()) == 12 * 12, "every person joins every ballot"


@pytest.mark.skipif("sqlite" not in settings.DATABASES["default"]["ENGINE"], reason="rowid is SQLite's")
@pytest.mark.django_db(transaction=True)
def test_the_hidden_row_numbers_of_sqlite_follow_the_trackers_after_the_close():
    room = making.room()
    voters = making.people(room.unit, 12)
    box = making.opened(room, voters)
    order = [making.cast(box, person) for person in voters]

    def lies() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT tracker FROM ballots_sealedballot ORDER BY rowid")
            return [row[0] for row in cursor.fetchall()]

    assert lies() == order
    making.close(room, box)
    assert lies() == sorted(order)
    assert RollEntry.objects.filter(box=box).count() == 12 and SealedBallot.objects.count() == 12
    assert closing.slip(box)
