"""Proving with a security key who sits there: a challenge is good once, each check turns one answer away."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.test import RequestFactory

from tests.accounts.authenticator import Authenticator, Key, raw
from tests.accounts.desk import is_in, knock, shown, somebody, with_phone
from tests.accounts.keyring import NEW, STEP, WRONG_KEYS, asked, browser, log, register, touch, with_key
from ymdm.accounts import factors, keys, totp
from ymdm.accounts.models import SecurityKey, Tries
from ymdm.accounts.proving import NotRight

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("here")]


def test_a_challenge_is_good_once(desk, clock):
    person = somebody()
    authenticator = with_key(person, counter=None)
    knock(desk, person)
    sent = authenticator.answer(asked(desk, STEP))
    assert desk.post(STEP, {"answer": sent}).status_code == 302
    desk.post("/w/sign-out/")
    knock(desk, person)
    assert desk.post(STEP, {"answer": sent}).status_code == 422, "no page was opened: there is none to answer"
    desk.get(STEP)
    assert desk.post(STEP, {"answer": sent}).status_code == 422, "a new one, to which this is no answer"
    sent = authenticator.answer(asked(desk, STEP), touched_up=True)
    right = authenticator.answer(json.loads(json.dumps({"rpId": "localhost", "challenge": challenge_of(sent)})))
    assert desk.post(STEP, {"answer": sent}).status_code == 422
    session = desk.session
    assert session["key_asked"]["challenge"] != challenge_of(right), "a wrong answer uses it up as well"
    assert desk.post(STEP, {"answer": right}).status_code == 422
    assert not is_in(desk)


def challenge_of(sent):
    return json.loads(raw(json.loads(sent)["response"]["clientDataJSON"]))["challenge"]


@pytest.mark.parametrize(("seconds", "status"), [(299, 302), (300, 422), (-1, 422)])
def test_a_challenge_is_good_for_five_minutes(desk, clock, seconds, status):
    person = somebody()
    authenticator = with_key(person)
    desk.force_login(person)
    sent = authenticator.answer(asked(desk, "/w/confirm/"))
    clock.shift(timedelta(seconds=seconds))
    answer = desk.post("/w/confirm/", {"answer": sent})
    assert answer.status_code == status
    assert status == 302 or keys.TOO_LATE in answer.content.decode()


def test_a_new_key_is_made_within_five_minutes_and_once(desk, clock):
    desk.force_login(somebody())
    sent = Authenticator().make(asked(desk, NEW))
    clock.shift(timedelta(seconds=300))
    answer = desk.post(NEW, {"name": "x", "answer": sent})
    assert answer.status_code == 422 and keys.TOO_LATE in answer.content.decode()
    sent = Authenticator().make(asked(desk, NEW))
    assert desk.post(NEW, {"name": "x", "answer": sent}).status_code == 200
    assert keys.TOO_LATE in desk.post(NEW, {"name": "x", "answer": sent}).content.decode()


def test_a_challenge_belongs_to_its_session(desk, clock):
    person = somebody()
    authenticator = with_key(person)
    other = browser()
    knock(desk, person)
    knock(other, person)
    sent = authenticator.answer(asked(other, STEP))
    desk.get(STEP)
    assert desk.post(STEP, {"answer": sent}).status_code == 422
    assert other.post(STEP, {"answer": sent}).status_code == 302


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("counter", [None, 0])
def test_of_ten_requests_with_the_same_answer_one_gets_in(counter):
    person = somebody()
    authenticator = with_key(person, counter=counter)
    factor, gate = factors.of(person), Barrier(10)
    session = asking(factor)
    sent = authenticator.answer({"rpId": "localhost", "challenge": session["key_asked"]["challenge"]})

    def send(_):
        request = RequestFactory().post(STEP)
        request.session = dict(session)  # each request has read the session before any has written it
        gate.wait()
        try:
            return bool(keys.verify(request, factor, sent))
        except NotRight:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(send, range(10))) == 1


def asking(factor):
    request = RequestFactory().get(STEP)
    request.session = {}
    keys.ask(request, factor)
    return request.session


WRONG_ANSWERS = {name: told for name, told in WRONG_KEYS.items() if not {"cose", "flags", "type"} & set(told)} | {
    "the other ceremony": {"type": "webauthn.create"},
    "nobody present": {"flags": 0},
    "a changed signature": {"touched_up": True},
    "signed by another key": {"key": Key()},
}


@pytest.mark.parametrize("told", WRONG_ANSWERS.values(), ids=WRONG_ANSWERS)
def test_an_answer_is_turned_away_for_each_single_thing_that_is_wrong(desk, told):
    person = somebody()
    authenticator = with_key(person)
    knock(desk, person)
    answer = touch(desk, authenticator, **told)
    assert answer.status_code == 422 and keys.WRONG_KEY in answer.content.decode()
    assert not is_in(desk)
    assert log()[-1] == ("sign_in_failed", "安全密钥没有通过核对")
    assert touch(desk, authenticator).status_code == 302, "and the right one still opens"


def test_the_key_of_somebody_else_opens_nothing(desk):
    person, other = somebody(), somebody(number="XF-0043")
    with_key(person)
    foreign = with_key(other)
    knock(desk, person)
    assert touch(desk, foreign).status_code == 422
    assert not is_in(desk)


@pytest.mark.parametrize(
    ("counts", "status"),
    [((5, 6), 302), ((5, 5), 422), ((5, 4), 422), ((5, 0), 422), ((0, 0), 302), ((0, 1), 302)],
)
def test_a_counter_never_stands_still_or_goes_back(desk, counts, status):
    person = somebody()
    authenticator = Authenticator()
    desk.force_login(person)
    register(desk, authenticator, counter=counts[0])
    there = browser()
    knock(there, person)
    answer = touch(there, authenticator, counter=counts[1])
    assert answer.status_code == status
    if status == 422:
        assert keys.COPIED in answer.content.decode()
        assert log()[-1] == ("sign_in_failed", "安全密钥“办公室的钥匙”的计数没有增加")
        assert SecurityKey.objects.get().sign_count == counts[0]
    else:
        assert SecurityKey.objects.get().sign_count == counts[1]


def test_five_wrong_touches_lock_like_five_wrong_codes(desk, clock):
    person = somebody()
    authenticator = with_key(person)
    with_phone(person)
    knock(desk, person)
    for _ in range(5):
        touch(desk, authenticator, touched_up=True)
    assert [kind for kind, _says in log()][-1] == "locked"
    assert Tries.objects.get(who=f"person:{person.pk}").locked_until
    answer = touch(desk, authenticator)
    assert answer.status_code == 422 and keys.WRONG_KEY in answer.content.decode()
    assert log()[-1] == ("sign_in_failed", "已锁定")
    assert desk.post(STEP, {"code": shown()}).status_code == 422
    assert knock(browser(), person).status_code == 422
    clock.shift(timedelta(minutes=15, seconds=1))
    there = browser()
    knock(there, person)
    assert touch(there, authenticator).status_code == 302


def test_whoever_has_key_and_phone_gets_in_by_either(desk, clock):
    person = somebody()
    authenticator = with_key(person)
    with_phone(person)
    knock(desk, person)
    page = desk.get(STEP).content.decode()
    assert page.index("用安全密钥") < page.index('name="code"'), "the key comes first"
    assert "没有开启脚本" in page and "accounts/keys.js" in page
    assert desk.post(STEP, {"code": shown()}).status_code == 302
    there = browser()
    knock(there, person)
    assert touch(there, authenticator).status_code == 302
    assert [says for kind, says in log() if kind == "sign_in"] == ["密码和验证码", "密码和安全密钥“办公室的钥匙”"]


def test_a_code_of_no_phone_is_no_code(desk, clock):
    """Whoever has keys alone has no secret: no six digits open, those of an empty secret neither."""
    person = somebody()
    with_key(person)
    knock(desk, person)
    page = desk.get(STEP).content.decode()
    assert "恢复码" in page and "6 位数字" not in page
    for code in (totp.code("", int(time.time()) // 30), "000000"):
        answer = desk.post(STEP, {"code": code})
        assert answer.status_code == 422 and "恢复码不对" in answer.content.decode()
    assert not is_in(desk)


def test_the_second_step_waits_five_minutes_for_a_key_too(desk, clock):
    person = somebody()
    authenticator = with_key(person)
    knock(desk, person)
    sent = authenticator.answer(asked(desk, STEP))
    clock.shift(timedelta(minutes=5))
    assert desk.post(STEP, {"answer": sent})["Location"] == "/w/sign-in/"
    assert not is_in(desk)


def test_a_demand_for_a_fresh_proof_takes_the_key(desk, clock):
    person = somebody()
    authenticator = with_key(person)
    knock(desk, person)
    touch(desk, authenticator)
    clock.shift(timedelta(minutes=6))
    assert desk.get(NEW)["Location"] == "/w/confirm/?next=%2Fw%2Fprofile%2Fkeys%2F"
    options = json.loads(desk.get("/w/confirm/?next=/w/profile/keys/").context["options"])
    before = desk.session.session_key
    answer = desk.post("/w/confirm/", {"answer": authenticator.answer(options), "next": NEW})
    assert answer["Location"] == NEW and desk.session.session_key != before
    assert log()[-1] == ("confirmed", "安全密钥“办公室的钥匙”")
    assert desk.get(NEW).status_code == 200


def test_right_touches_are_no_failures_however_many(desk):
    person = somebody()
    authenticator = with_key(person)
    desk.force_login(person)
    assert {touch(desk, authenticator, "/w/confirm/").status_code for _ in range(6)} == {302}
    assert {row.failures for row in Tries.objects.all()} == {0}


def test_a_fresh_proof_by_code_or_password_is_noted_too(desk, clock, settings):
    person, plain = somebody(), somebody(number="XF-0043")
    with_phone(person)
    desk.force_login(person)
    assert desk.post("/w/confirm/", {"code": shown()}).status_code == 302
    assert log()[-1] == ("confirmed", "验证码")
    desk.force_login(plain)
    assert desk.post("/w/confirm/", {"answer": "{}"}).status_code == 422, "there is no key to ask"
    assert desk.post("/w/confirm/", {"password": "Herbstlaub-am-Fluss-27"}).status_code == 302
    assert log()[-1] == ("confirmed", "密码")
