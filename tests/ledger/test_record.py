"""The ledger only grows."""

import hashlib

import pytest
from django.db import DatabaseError, connection, transaction

from tests import factories as make
from ymdm.ledger.models import Event, EventPayload, Immutable
from ymdm.ledger.record import canonical, commitment, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    unit = make.unit("西峰局")
    return record(
        "test.act", unit, make.person(unit, "石拴柱"), says="试一试", role="职工", unit=unit, payload={"数": 1}
    )


def test_an_event_holds_who_what_when_where_in_labels(event):
    assert (event.act, event.says, event.actor_label, event.actor_role) == ("test.act", "试一试", "石拴柱", "职工")
    assert (event.object_type, event.object_label, event.unit_label) == ("organization.unit", "西峰局", "西峰局")
    assert not [field for field in Event._meta.get_fields() if field.many_to_one]


def test_the_commitment_fixes_the_payload_without_telling_it(event):
    held = event.payload
    assert event.commitment == hashlib.sha256(bytes.fromhex(held.salt) + '{"数":1}'.encode()).hexdigest()
    assert commitment(held.salt, {"数": 2}) != event.commitment
    assert record("test.act", make.unit(), make.SYSTEM, says="又", payload={"数": 1}).commitment != event.commitment


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ("e\u0301", '"é"'),
        ({"z": {"y": "黄河"}}, '{"z":{"y":"黄河"}}'),
    ],
)
def test_the_canonical_form_is_the_same_everywhere(value, text):
    assert canonical(value) == text.encode()


@pytest.mark.parametrize("value", [1.5, b"x", {1.0: 2.0}, object()])
def test_what_platforms_could_print_differently_is_refused(value):
    with pytest.raises(TypeError):
        canonical(value)


def test_python_refuses_to_change_or_delete(event):
    event.says = "别的"
    for change in (
        event.save,
        event.delete,
        lambda: Event.objects.update(says="别的"),
        lambda: Event.objects.all().delete(),
        lambda: Event.objects.bulk_update([event], ["says"]),
        lambda: EventPayload.objects.update(salt=""),
        event.payload.delete,
    ):
        with pytest.raises(Immutable):
            change()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_event SET says = 'x'",
        "DELETE FROM ledger_event",
        "UPDATE ledger_eventpayload SET salt = 'x'",
        "DELETE FROM ledger_eventpayload",
    ],
)
def test_the_database_itself_refuses_to_change_or_delete(event, sql):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Event.objects.filter(says="试一试").exists()


def test_postgresql_refuses_to_empty_the_ledger(event):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows no TRUNCATE")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else the rows of this test's own transaction stand in the way
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute("TRUNCATE ledger_event CASCADE")
