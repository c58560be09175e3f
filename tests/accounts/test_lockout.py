"""Five failures lock an account, thirty an address; nothing but time or the right way opens again (security.md 6)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from tests.accounts.desk import DOOR, PASSWORD, is_in, knock, somebody
from ymdm.accounts import lockout
from ymdm.accounts.backends import StaffNumberBackend
from ymdm.accounts.models import Tries

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


def fail(client, person, times):
    for _ in range(times):
        knock(client, person, "falsch-falsch-falsch")


@pytest.mark.parametrize(("failures", "gets_in"), [(4, True), (5, False)])
def test_five_failures_lock_the_account_against_the_right_password_too(client, clock, failures, gets_in):
    person = somebody()
    fail(client, person, failures)
    assert knock(client, person).status_code == (302 if gets_in else 422)


def test_the_lock_ends_after_fifteen_minutes_and_doubles_with_each_further_five(client, clock):
    person = somebody()
    for minutes in (15, 30, 60):
        fail(client, person, 5)
        clock.shift(timedelta(minutes=minutes, seconds=-1))
        assert knock(client, person).status_code == 422, f"open before {minutes} minutes"
        clock.shift(timedelta(seconds=2))
    assert knock(client, person).status_code == 302
    assert Tries.objects.get(who=f"person:{person.pk}").locks == 0


def test_mobile_and_staff_number_lock_the_same_account(client, clock):
    person = somebody(mobile="15400000042")
    fail(client, "15400000042", 3)
    fail(client, person.staff_number.lower(), 2)
    assert knock(client, person).status_code == 422


def test_thirty_failures_from_an_address_in_ten_minutes_close_it_for_everybody(client, clock):
    person = somebody()
    for number in range(30):
        knock(client, f"XX-{number:04d}", "falsch")
    assert knock(client, person).status_code == 422
    assert knock(client, person, REMOTE_ADDR="10.0.0.9").status_code == 302, "another address is free"
    clock.shift(timedelta(minutes=10))
    assert knock(Client(), person).status_code == 302


def test_signing_in_rightly_never_uses_up_an_address(clock):
    person = somebody()
    assert {knock(Client(), person).status_code for _ in range(32)} == {302}


@pytest.mark.parametrize(
    ("proxies", "written", "counts_as"),
    [
        (0, "10.9.9.9", "127.0.0.1"),
        (1, "6.6.6.6, 10.9.9.9", "10.9.9.9"),
        (2, "6.6.6.6, 10.9.9.9, 10.0.0.1", "10.9.9.9"),
    ],
)
def test_only_the_configured_number_of_proxies_is_believed(settings, proxies, written, counts_as):
    settings.PROXIES = proxies
    asked = RequestFactory().post(DOOR, headers={"X-Forwarded-For": written})
    plain = RequestFactory().post(DOOR, REMOTE_ADDR=counts_as)
    counted = lockout.turn(asked, None, "x").address
    settings.PROXIES = 0
    assert counted == lockout.turn(plain, None, "x").address


def test_the_loss_of_every_cache_unlocks_nothing(client, clock):
    person = somebody()
    fail(client, person, 5)
    cache.clear()
    assert knock(client, person).status_code == 422


class CountingHasher(MD5PasswordHasher):
    """A real hasher that knows how often it worked."""

    algorithm = "counting"
    worked = 0

    def encode(self, password, salt):
        CountingHasher.worked += 1
        return super().encode(password, salt)


def test_unknown_wrong_locked_and_unopened_cost_the_same_and_read_alike(client, clock, settings):
    settings.PASSWORD_HASHERS = ["tests.accounts.test_lockout.CountingHasher"]
    person, locked = somebody(), somebody(number="XF-0043")
    unopened = somebody(number="XF-0044")
    unopened.set_unusable_password()
    unopened.save()
    fail(client, locked, 5)
    told = {}
    for name in (person.staff_number, "XF-9999", locked.staff_number, unopened.staff_number):
        CountingHasher.worked = 0
        answer = knock(client, name, "falsch-falsch-falsch")
        told[name] = (answer.status_code, CountingHasher.worked, tuple(answer.context["form"].non_field_errors()))
    assert len(set(told.values())) == 1, told
    assert next(iter(told.values()))[1] == 1


def test_the_owner_is_told_at_the_next_sign_in_how_many_failed_since_the_last(client, clock):
    person = somebody()
    fail(Client(), person, 3)
    knock(client, person)
    assert "有 3 次失败尝试" in client.get("/w/profile/").content.decode()
    other = Client()
    knock(other, person)
    assert "次失败尝试" not in other.get("/w/profile/").content.decode()
    assert is_in(client)


@pytest.mark.django_db(transaction=True)
def test_guesses_sent_at_once_are_judged_five_times_and_no_more(settings):
    """Each try is counted before it is judged; were it counted afterwards, all twenty would be judged."""
    settings.PASSWORD_HASHERS = ["tests.accounts.test_lockout.CountingHasher"]
    person = somebody()
    gate, judged = Barrier(20), []
    # The row is there already, and every guess comes from an address of its own: nothing else makes them queue.
    lockout.turn(RequestFactory().post(DOOR), person).right()

    def guess(number):
        request = RequestFactory().post(DOOR, REMOTE_ADDR=f"10.0.0.{number}")
        gate.wait()
        try:
            judged.append(lockout.turn(request, person).is_in)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(guess, range(20)))
    assert sorted(judged) == [False] * 15 + [True] * 5
    assert StaffNumberBackend().authenticate(None, person.staff_number, PASSWORD) is None
