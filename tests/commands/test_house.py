"""The suite's own guards: each is seen to bite."""

import logging
import socket

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.template import Context, Template

from tests.conftest import UndefinedVariable
from ymdm.ledger.models import Event, EventPayload


def test_a_request_abroad_fails():
    with socket.socket() as here, pytest.raises(pytest.fail.Exception, match="nothing may leave the machine"):
        here.connect(("192.0.2.1", 80))


@pytest.mark.parametrize("text", ["{{ nothing }}", "{{ person.nothing }}", "{{ nothing|upper }}"])
def test_an_undefined_variable_in_a_template_fails(text):
    with pytest.raises(UndefinedVariable):
        Template(text).render(Context({"person": "x"}))


@pytest.mark.parametrize("text", ["{% if nothing %}x{% endif %}", '{{ nothing|default:"" }}'])
def test_a_template_may_say_that_a_variable_is_optional(text):
    assert Template(text).render(Context()) == ""


@pytest.mark.expects_errors
def test_an_error_may_be_logged_where_it_is_expected():
    logging.getLogger("ymdm").error("on purpose")


def _event() -> Event:
    now = "2026-01-01T00:00:00Z"
    event = Event.objects.create(act="a.b", says="x", object_type="x.y", at=now, recorded_at=now, commitment="0" * 64)
    EventPayload(event=event, salt="0" * 32, payload={}).save()
    return event


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_that_commits_leaves_an_empty_ledger_with_its_protection_on(turn):
    assert not Event.objects.exists()
    assert cache.get("left") is None
    cache.set("left", turn)
    _event()
    for sql in (
        "UPDATE ledger_event SET says = 'y'",
        "UPDATE ledger_eventpayload SET salt = ''",
        "DELETE FROM ledger_eventpayload",
        "DELETE FROM ledger_event",
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
