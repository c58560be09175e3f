"""The second factor: a code is used once, whoever must have one gets no further without (security.md 6)."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests import factories as make
from tests.accounts.desk import PASSWORD, SECRET, is_in, knock, shown, somebody, with_phone
from ymdm import encryption
from ymdm.accounts import checks, factors, totp
from ymdm.accounts.models import RecoveryCode, SecondFactor
from ymdm.organization.models import Level, Role

pytestmark = pytest.mark.django_db
STEP = "/w/sign-in/factor/"


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


def test_codes_are_those_of_the_standard():
    """RFC 6238, appendix B, the last six of its eight digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for second, code in ((59, "287082"), (1111111109, "081804"), (2000000000, "279037"), (20000000000, "353130")):
        assert totp.code(secret, second // 30) == code


@pytest.mark.parametrize(("offset", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_good_one_step_before_and_after(clock, offset, taken):
    factor = with_phone(somebody())
    assert factors.verify(factor, shown(offset)) is taken


def test_a_code_is_used_once_and_an_older_one_never_after_it(clock):
    factor = with_phone(somebody())
    assert factors.verify(factor, shown())
    assert not factors.verify(factor, shown())
    assert not factors.verify(factor, shown(-1))
    clock.shift(timedelta(seconds=60))
    assert factors.verify(factor, shown())
    clock.shift(timedelta(hours=-3))
    assert not factors.verify(factor, shown()), "nor when the clock runs backward"


@pytest.mark.django_db(transaction=True)
def test_of_ten_requests_with_the_same_code_one_gets_in():
    factor, gate, code = with_phone(somebody()), Barrier(10), shown()

    def send(_):
        gate.wait()
        try:
            return factors.verify(factor, code)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(send, range(10))) == 1


def test_the_password_alone_does_not_get_in(client, clock):
    person = somebody()
    with_phone(person)
    assert knock(client, person)["Location"] == STEP
    assert not is_in(client)
    assert client.post(STEP, {"code": "000000"}).status_code == 422
    assert client.post(STEP, {"code": f"{shown()[:3]} {shown()[3:]}"}).status_code == 302
    assert is_in(client)


def test_the_second_step_waits_five_minutes(client, clock):
    person = somebody()
    with_phone(person)
    knock(client, person)
    clock.shift(timedelta(minutes=5))
    assert client.get(STEP)["Location"] == "/w/sign-in/"
    assert client.post(STEP, {"code": shown()})["Location"] == "/w/sign-in/"
    assert not is_in(client)


def test_codes_are_guessed_five_times_and_the_right_password_does_not_start_anew(client, clock):
    person = somebody()
    with_phone(person)
    for _ in range(5):
        knock(client, person)
        client.post(STEP, {"code": "000000"})
    assert client.post(STEP, {"code": shown()}).status_code == 422
    assert knock(Client(), person).status_code == 422


def test_a_recovery_code_gets_in_once_and_only_its_hash_is_kept(client, clock):
    person = somebody()
    codes = factors.new_codes(with_phone(person))
    assert len(codes) == 10 and not set(codes) & set(RecoveryCode.objects.values_list("code_hash", flat=True))
    for wanted in (302, 422):
        browser = Client()
        knock(browser, person)
        assert browser.post(STEP, {"code": codes[3].lower()}).status_code == wanted
    factors.new_codes(factors.of(person))
    assert not factors.verify(factors.of(person), codes[4]), "new codes end the old ones"


def test_it_is_set_up_with_a_square_a_typed_key_and_a_first_code(client, clock):
    person = somebody()
    knock(client, person)
    page = client.get("/w/profile/factor/")
    text = page.content.decode()
    assert '<path class="qrline"' in text and "style=" not in text
    assert page.context["secret"] in text
    assert client.post("/w/profile/factor/", {"code": "000000"}).status_code == 422
    assert factors.of(person) is None
    secret = client.get("/w/profile/factor/").context["secret"].replace(" ", "")
    answer = client.post("/w/profile/factor/", {"code": totp.code(secret, int(time.time()) // 30)})
    assert len(answer.context["codes"]) == 10
    client.post("/w/sign-out/")
    assert knock(client, person)["Location"] == STEP


def test_the_secret_is_sealed_for_its_owner_and_a_new_key_is_taken_over(clock, settings):
    factor = with_phone(somebody())
    assert SECRET not in factor.secret and SECRET not in str(SecondFactor.objects.values())
    with pytest.raises(encryption.Unreadable):
        encryption.unseal(factor.secret, factors._about(factor.person_id + 1))
    old, settings.SECRET_KEY = settings.SECRET_KEY, "n" + settings.SECRET_KEY[1:] + "x"
    with pytest.raises(encryption.Unreadable):
        factors.verify(factor, shown())
    settings.SECRET_KEY_FALLBACKS = [old]
    call_command("reseal")
    settings.SECRET_KEY_FALLBACKS = []
    factor.refresh_from_db()
    assert factors.verify(factor, shown())


@pytest.mark.parametrize(
    ("role", "level", "forced"),
    [
        (Role.UNION_OFFICER, Level.BUREAU, True), (Role.UNION_OFFICER, Level.UNIT, False),
        (Role.SUPERIOR_INSPECTOR, Level.BUREAU, True), (Role.SYSTEM_ADMIN, Level.BUREAU, True),
        (Role.SUPERVISOR, Level.BUREAU, True), (Role.SUPERVISOR, Level.UNIT, True),
        (Role.SECURITY_ADMIN, Level.UNIT, True), (Role.AUDIT_ADMIN, Level.BUREAU, True),
        (Role.LEADER, Level.BUREAU, False), (Role.HANDLER, Level.UNIT, False), ("", Level.BUREAU, False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("profile", ["mlps3", "plain"])
def test_who_must_have_one_gets_no_further_without_under_mlps3(client, settings, profile, role, level, forced):
    settings.PASSWORD_PROFILE = profile
    knock(client, somebody(role, level=level))
    for page in ("/w/", "/w/profile/", "/w/inbox/"):
        answer = client.get(page)
        if forced and profile == "mlps3":
            assert (answer.status_code, answer["Location"]) == (302, "/w/profile/factor/")
        else:
            assert answer.status_code == 200
    assert client.get("/w/profile/factor/").status_code == 200 and client.post("/w/sign-out/").status_code == 302


def test_after_setting_it_up_all_pages_open(client, settings, clock):
    settings.PASSWORD_PROFILE = "mlps3"
    knock(client, somebody(Role.AUDIT_ADMIN))
    secret = client.get("/w/profile/factor/").context["secret"].replace(" ", "")
    client.post("/w/profile/factor/", {"code": totp.code(secret, int(time.time()) // 30)})
    assert client.get("/w/inbox/").status_code == 200


def test_who_must_have_one_cannot_take_it_off(client, settings, clock):
    settings.PASSWORD_PROFILE = "mlps3"
    person = somebody(Role.AUDIT_ADMIN)
    with_phone(person)
    knock(client, person)
    client.post(STEP, {"code": shown()})
    client.post("/w/profile/factor/remove/")
    assert factors.of(person)


@pytest.mark.parametrize("minutes", [4, 6])
def test_a_grant_and_a_list_of_people_take_a_proof_of_the_last_five_minutes(client, clock, minutes):
    house = make.bureau()
    security = make.person(house.unit, "岳明", role=Role.SECURITY_ADMIN)
    security.set_password(PASSWORD)
    security.save()
    with_phone(security)
    asked = make_request(house)
    knock(client, security)
    client.post(STEP, {"code": shown()})
    clock.shift(timedelta(minutes=minutes))
    where = f"/w/grants/{asked.pk}/"
    answer = client.post(f"{where}confirm/", headers={"Referer": f"http://testserver{where}"})
    asked.refresh_from_db()
    assert asked.state == ("confirmed" if minutes < 5 else "waiting")
    if minutes > 5:
        assert answer["Location"] == f"/w/confirm/?next=%2Fw%2Fgrants%2F{asked.pk}%2F"
        assert client.post("/w/confirm/", {"code": "000000", "next": where}).status_code == 422
        assert client.post("/w/confirm/", {"code": shown(), "next": where})["Location"] == where
        client.post(f"{where}confirm/")
        asked.refresh_from_db()
        assert asked.state == "confirmed"


def make_request(house):
    from ymdm.organization import granting

    return granting.ask_appointment(
        house.unit, house.admin, person=house.employee, role=Role.HANDLER, from_on=timezone.localdate()
    )


def test_under_mlps3_a_list_of_people_asks_whoever_has_no_factor_for_the_password(client, settings, clock):
    settings.PASSWORD_PROFILE = "mlps3"
    knock(client, somebody(Role.UNIT_HEAD, level=Level.UNIT))
    answer = client.get("/w/export/people/")
    assert answer.status_code == 200
    b"".join(answer.streaming_content)
    clock.shift(timedelta(minutes=6))
    way = client.get("/w/export/people/")["Location"]
    assert way == "/w/confirm/?next=%2Fw%2Fexport%2Fpeople%2F"
    assert client.post("/w/confirm/", {"password": "falsch"}).status_code == 422
    assert client.post("/w/confirm/", {"password": PASSWORD}).status_code == 302


def test_a_lost_phone_is_forgotten_by_two_administrators_and_the_sessions_end(client, clock):
    from ymdm.organization import granting

    house = make.bureau()
    security = make.person(house.unit, "岳明", role=Role.SECURITY_ADMIN)
    with_phone(house.employee)
    client.force_login(house.employee)
    asked = granting.ask_factor_reset(house.employee.unit, house.admin, person=house.employee)
    assert factors.of(house.employee), "asking alone forgets nothing"
    granting.confirm(asked, security)
    assert factors.of(house.employee) is None
    assert not is_in(client)


def test_the_check_lists_administrators_without_a_factor_under_mlps3(settings, clock):
    person = somebody(Role.SYSTEM_ADMIN)
    settings.PASSWORD_PROFILE = "plain"
    assert checks.administrators_without_factor(["default"]) == []
    settings.PASSWORD_PROFILE = "mlps3"
    assert [person.staff_number in check.msg for check in checks.administrators_without_factor(["default"])] == [True]
    with_phone(person)
    assert checks.administrators_without_factor(["default"]) == []
