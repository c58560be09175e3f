"""Registering a security key: what is asked of a browser, what is kept, and what is turned away."""

import json

import pytest

from tests.accounts.authenticator import Authenticator, b64, raw
from tests.accounts.desk import is_in, knock, somebody
from tests.accounts.keyring import NEW, PROFILE, STEP, WRONG_KEYS, asked, browser, log, register, touch, with_key
from ymdm.accounts import factors, keys
from ymdm.accounts.models import AccountSession, SecondFactor, SecurityKey
from ymdm.ledger.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("here")]


@pytest.mark.parametrize("kind", ["ES256", "EdDSA", "RS256"])
@pytest.mark.parametrize("counter", [None, 0, 7])
def test_a_key_of_each_kind_is_registered_and_opens_the_door(desk, kind, counter):
    person = somebody()
    authenticator = with_key(person, kind=kind, counter=counter)
    assert knock(desk, person)["Location"] == STEP and not is_in(desk)
    assert touch(desk, authenticator).status_code == 302
    assert is_in(desk)
    assert SecurityKey.objects.get().used_at is not None


def test_what_is_asked_of_a_browser_is_this_house_no_attestation_and_no_pin(desk):
    person = somebody()
    desk.force_login(person)
    options = asked(desk, NEW)
    assert options["rp"]["id"] == "localhost" and options["attestation"] == "none"
    assert [one["alg"] for one in options["pubKeyCredParams"]] == [-7, -8, -257]
    assert options["authenticatorSelection"]["userVerification"] == "discouraged"
    assert options["authenticatorSelection"]["residentKey"] == "discouraged"
    assert len(raw(options["challenge"])) == 32 and options["timeout"] == 300_000
    assert len(raw(options["user"]["id"])) == 32 and options["user"]["name"] == person.staff_number
    authenticator = Authenticator()
    register(desk, authenticator)
    assert asked(desk, NEW)["excludeCredentials"] == [{"type": "public-key", "id": b64(authenticator.id)}]
    assert options["user"]["id"] == asked(desk, NEW)["user"]["id"]
    there = browser()
    knock(there, person)
    step = asked(there, STEP)
    assert step["allowCredentials"] == [{"type": "public-key", "id": b64(authenticator.id)}]
    assert (step["rpId"], step["userVerification"]) == ("localhost", "discouraged")


def test_the_first_key_brings_recovery_codes_and_a_second_one_leaves_them(desk):
    person = somebody()
    desk.force_login(person)
    codes = register(desk, Authenticator()).context["codes"]
    assert len(codes) == 10
    assert register(desk, Authenticator(), "柜子里的")["Location"] == PROFILE
    page = desk.get(PROFILE).content.decode()
    assert "办公室的钥匙" in page and "柜子里的" in page and "还没有用过" in page
    assert "tests" not in page and person.second_factor.keys.count() == 2
    there = browser()
    knock(there, person)
    assert there.post(STEP, {"code": codes[0]}).status_code == 302
    assert Event.objects.filter(act="accounts.set_factor").count() == 2
    assert [says for kind, says in log() if kind == "factor"] == [
        "注册安全密钥“办公室的钥匙”",
        "注册安全密钥“柜子里的”",
    ]
    assert log()[-1] == ("sign_in", "密码和恢复码")


@pytest.mark.parametrize("told", WRONG_KEYS.values(), ids=WRONG_KEYS)
def test_a_new_key_is_turned_away_for_each_single_thing_that_is_wrong(desk, told):
    desk.force_login(somebody())
    answer = register(desk, Authenticator(), **told)
    assert answer.status_code == 422 and keys.NOT_TAKEN in answer.content.decode()
    assert 'value="办公室的钥匙"' in answer.content.decode(), "what was typed is kept"
    assert not SecurityKey.objects.exists() and not SecondFactor.objects.exists()
    assert log()[-1] == ("factor", "注册安全密钥没有成功：安全密钥没有通过核对")


NONSENSE = {
    "no JSON": "ja",
    "a list": "[]",
    "nothing": "{}",
    "null": "null",
    "deep": "[" * 15_000,
    "no text": json.dumps({"id": 1, "rawId": 1, "response": {"clientDataJSON": 1}}),
    "empty": json.dumps({"id": "", "rawId": "", "response": {}}),
    "other alphabet": json.dumps({"id": "钥", "rawId": "钥", "response": {"clientDataJSON": "钥"}}),
}


@pytest.mark.parametrize("sent", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_a_no_and_never_an_error(desk, sent):
    person = somebody()
    desk.force_login(person)
    desk.get(NEW)
    assert desk.post(NEW, {"name": "x", "answer": sent}).status_code == 422
    with_key(person)
    there = browser()
    knock(there, person)
    there.get(STEP)
    assert there.post(STEP, {"answer": sent}).status_code == 422
    assert not is_in(there)


def test_bytes_cut_short_anywhere_are_a_no(desk):
    desk.force_login(somebody())
    for cut in range(0, 160, 7):
        sent = json.loads(Authenticator().make(asked(desk, NEW)))
        whole = raw(sent["response"]["attestationObject"])
        sent["response"]["attestationObject"] = b64(whole[:-1][:cut])
        assert desk.post(NEW, {"name": "x", "answer": json.dumps(sent)}).status_code == 422
    assert not SecurityKey.objects.exists()


def test_a_key_is_registered_once_in_the_house_whoever_has_it(desk):
    first, second = somebody(), somebody(number="XF-0043")
    authenticator = with_key(first)
    desk.force_login(second)
    answer = register(desk, authenticator)
    assert answer.status_code == 422 and keys.TAKEN in answer.content.decode()
    assert factors.of(second) is None, "and nothing half is left behind"


def test_ten_keys_are_enough(desk):
    desk.force_login(somebody())
    for number in range(10):
        register(desk, Authenticator(), f"第 {number} 把")
    assert "不能再加" in desk.get(PROFILE).content.decode()
    assert register(desk, Authenticator()).status_code == 422
    assert SecurityKey.objects.count() == 10


def test_a_key_needs_a_name_and_a_script(desk):
    desk.force_login(somebody())
    answer = Authenticator().make(asked(desk, NEW))
    assert "起个名字" in desk.post(NEW, {"name": " ", "answer": answer}).content.decode()
    assert "浏览器的脚本" in desk.post(NEW, {"name": "x", "answer": ""}).content.decode()
    assert not SecurityKey.objects.exists()


def test_sessions_that_knew_only_the_password_end_with_the_first_key(desk):
    person, other = somebody(), browser()
    knock(other, person)
    knock(desk, person)
    before = desk.session.session_key
    register(desk, Authenticator())
    assert is_in(desk) and not is_in(other)
    assert desk.session.session_key != before and AccountSession.objects.filter(person=person).count() == 1
