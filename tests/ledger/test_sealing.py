"""One chain over everything that was done: no gap, no fork, whoever seals and how often."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.ledger.chains import happen, lift_protection, sql
from ymdm.ledger import checkpoints, sealing
from ymdm.ledger.checking import check
from ymdm.ledger.merkle import BLOCK, root_of
from ymdm.ledger.models import Checkpoint, Event, EventSeal, SealBlock
from ymdm.ledger.record import record, record_all

pytestmark = pytest.mark.django_db
HIDDEN = -2 * sealing.BEHIND


def seals():
    return list(EventSeal.objects.select_related("event").order_by("seq"))


def test_the_first_seal_names_the_hash_and_each_next_one_points_at_the_one_before():
    happen(3)
    before = Event.objects.count()
    assert sealing.seal_all() == before
    made = seals()
    assert [seal.seq for seal in made] == list(range(before + 1))
    assert made[0].event.act == "ledger.begin_sha256"
    assert [seal.prev for seal in made] == ["0" * 64, *(seal.hash for seal in made[:-1])]


def test_sealing_again_does_nothing_and_new_events_continue_the_chain():
    happen(2)
    sealing.seal_all()
    assert sealing.seal_all() == 0
    record("test.act", happen(1)[0], "系统", says="又")
    sealing.seal_all()
    assert check().is_whole
    assert EventSeal.objects.count() == Event.objects.count()


def test_an_event_that_is_committed_after_a_later_one_is_sealed_nonetheless():
    """On PostgreSQL ids are handed out before the commit: 7 may appear after 8."""
    early, late = happen(2)
    lift_protection()
    sql("UPDATE ledger_eventpayload SET event_id = %s WHERE event_id = %s", HIDDEN, early.pk)
    sql("UPDATE ledger_event SET id = %s WHERE id = %s", HIDDEN, early.pk)
    sealing.seal_all()
    sql("UPDATE ledger_event SET id = %s WHERE id = %s", early.pk, HIDDEN)
    sql("UPDATE ledger_eventpayload SET event_id = %s WHERE event_id = %s", early.pk, HIDDEN)
    assert EventSeal.objects.filter(event=late).exists()
    assert sealing.seal_all() == 1
    assert EventSeal.objects.get(event=early).seq > EventSeal.objects.get(event=late).seq
    assert check().is_whole


def test_a_fork_is_refused_by_the_database():
    first = happen(2)[0]
    sealing.seal_all()
    seal = EventSeal.objects.get(event=first)
    late = record("test.act", first, "系统", says="又")
    with pytest.raises(IntegrityError), transaction.atomic():
        EventSeal.objects.create(
            chain=seal.chain, seq=99, event=late, salt="", subject="", person="", prev=seal.prev, hash="f" * 64
        )


def test_a_full_block_is_kept_with_its_root():
    event = happen(1)[0]
    record_all({"act": "t", "obj": event, "by": "系统", "says": "又", "payload": {"n": n}} for n in range(BLOCK + 5))
    sealing.seal_all()
    block = SealBlock.objects.get()
    assert block.root == root_of("sha256", [bytes.fromhex(seal.hash) for seal in seals()[:BLOCK]]).hex()
    checkpoints.make()
    assert check().is_whole


@pytest.mark.parametrize("table", ["eventseal", "sealblock", "checkpoint", "erasure"])
@pytest.mark.parametrize("statement", ["UPDATE ledger_{} SET {} = {}", "DELETE FROM ledger_{}"])
def test_the_database_refuses_to_change_or_delete_seals_and_checkpoints(table, statement):
    event = happen(1)[0]
    record_all({"act": "t", "obj": event, "by": "系统", "says": "又", "payload": {}} for n in range(BLOCK))
    sealing.seal_all()
    checkpoints.make()
    sql("INSERT INTO ledger_erasure (event_id, reason, at) VALUES (%s, 'x', '2026-11-25')", event.pk)
    column = {"erasure": "reason"}.get(table, "chain")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(statement.format(table, column, column))


def test_postgresql_refuses_to_empty_seals_and_checkpoints():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no TRUNCATE")
    happen(1)
    sealing.seal_all()
    checkpoints.make()
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    for table in ("eventseal", "sealblock", "checkpoint", "erasure"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            sql(f"TRUNCATE ledger_{table} CASCADE")


def test_an_act_asks_the_database_nothing_for_its_seal(django_assert_num_queries):
    event = happen(1)[0]
    with django_assert_num_queries(2):
        record("test.act", event, "系统", says="又")


# --- checkpoints ------------------------------------------------------------------------------------------------


def test_a_checkpoint_is_signed_once_a_day_whoever_asks(time_machine):
    from ymdm.ledger import tasks

    happen(1)
    time_machine.move_to("2026-11-25 22:00+08:00")
    assert [tasks.checkpoint(), tasks.checkpoint()] == [1, 0]
    time_machine.move_to("2026-11-26 00:01+08:00")
    assert [tasks.checkpoint(), tasks.checkpoint()] == [1, 0]
    assert check().checkpoints == 2


@pytest.mark.expects_errors
def test_no_checkpoint_is_signed_when_the_clock_runs_backward(time_machine):
    happen(1)
    sealing.seal_all()
    time_machine.move_to("2026-11-25 22:00+08:00")
    assert checkpoints.make()
    time_machine.move_to("2026-11-24 22:00+08:00")
    assert checkpoints.make() is None
    assert Checkpoint.objects.count() == 1
