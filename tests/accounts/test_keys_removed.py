"""Taking security keys off, and where they work at all."""

import re
from datetime import timedelta
from threading import Thread
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from tests import factories as make
from tests.accounts.authenticator import Authenticator
from tests.accounts.desk import is_in, knock, shown, somebody, with_phone
from tests.accounts.keyring import NEW, PROFILE, STEP, browser, log, register, touch, with_key
from ymdm.accounts import factors, keys
from ymdm.accounts.models import RecoveryCode, SecurityKey
from ymdm.organization.models import Role
from ymdm.workflow import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("here")]


def test_a_key_is_taken_off_by_its_owner_after_a_fresh_proof(desk, clock):
    person, other = somebody(), browser()
    authenticator = with_key(person)
    knock(desk, person)
    touch(desk, authenticator)
    url = f"{NEW}{SecurityKey.objects.get().pk}/remove/"
    other.force_login(somebody(number="XF-0043"))
    assert other.post(url).status_code == 404
    clock.shift(timedelta(minutes=6))
    assert desk.post(url)["Location"].startswith("/w/confirm/")
    assert SecurityKey.objects.exists()
    touch(desk, authenticator, "/w/confirm/")
    assert desk.post(url)["Location"] == PROFILE
    assert not SecurityKey.objects.exists() and factors.of(person) is None, "with the last means the factor ends"
    assert not RecoveryCode.objects.exists()
    assert log()[-1] == ("factor", "移除安全密钥“办公室的钥匙”，不再有第二重验证")
    assert knock(browser(), person)["Location"] == "/w/"


def test_keys_and_phone_are_taken_off_one_by_one(desk, clock):
    person = somebody()
    with_key(person)
    with_phone(person)
    desk.force_login(person)
    desk.post("/w/profile/factor/remove/")
    assert factors.of(person).secret == "" and not factors.verify(factors.of(person), shown())
    with_phone(person)
    desk.post(f"{NEW}{SecurityKey.objects.get().pk}/remove/")
    assert factors.verify(factors.of(person), shown()) and not SecurityKey.objects.exists()


@pytest.mark.parametrize("has_phone", [True, False])
@pytest.mark.parametrize("many", [1, 2])
def test_whoever_must_have_a_factor_keeps_the_last_one(desk, settings, clock, many, has_phone):
    person = somebody(Role.AUDIT_ADMIN)
    authenticator = with_key(person)
    if many == 2:
        there = browser()
        there.force_login(person)
        register(there, Authenticator(), "第二把")
    if has_phone:
        with_phone(person)
    settings.PASSWORD_PROFILE = "mlps3"
    knock(desk, person)
    touch(desk, authenticator)
    removals = [f"{NEW}{key.pk}/remove/" for key in SecurityKey.objects.all()]
    removals += ["/w/profile/factor/remove/"] * has_phone
    page = desk.get(PROFILE).content.decode()
    assert ("/remove/" in page) is (len(removals) > 1), "what would be refused is not offered"
    for url in removals:
        desk.post(url)
    left = factors.of(person)
    assert left and left.keys.count() + bool(left.secret) == 1
    assert "最后一种不能停用" in desk.get(PROFILE).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_keys_taken_off_at_once_leave_one_where_one_must_be(settings):
    person = somebody(Role.AUDIT_ADMIN)
    with_key(person)
    there = browser()
    there.force_login(person)
    register(there, Authenticator(), "第二把")
    settings.PASSWORD_PROFILE = "mlps3"

    told = []

    def take_off(key):
        try:
            factors.remove_key(key)
        except Refused as refusal:
            told.append(refusal.sentence)
        finally:
            connection.close()

    first, second = SecurityKey.objects.all()
    other = Thread(target=take_off, args=[second])
    with transaction.atomic():
        factors.remove_key(first)
        other.start()
        other.join(0.5)  # it would be through by now, were it not to wait for what happens here
    other.join()
    assert SecurityKey.objects.get() == second and "最后一种不能停用" in told[0]


def test_a_reset_by_two_administrators_forgets_the_keys_too(desk, clock):
    from ymdm.organization import granting

    house = make.bureau()
    security = make.person(house.unit, "岳明", role=Role.SECURITY_ADMIN)
    with_key(house.employee)
    desk.force_login(house.employee)
    granting.confirm(granting.ask_factor_reset(house.employee.unit, house.admin, person=house.employee), security)
    assert not SecurityKey.objects.exists() and factors.of(house.employee) is None
    assert not is_in(desk)


def test_who_must_set_up_a_factor_may_do_it_with_a_key(desk, settings):
    settings.PASSWORD_PROFILE = "mlps3"
    knock(desk, somebody(Role.AUDIT_ADMIN))
    assert desk.get("/w/inbox/")["Location"] == "/w/profile/factor/"
    assert NEW in desk.get("/w/profile/factor/").content.decode()
    assert len(register(desk, Authenticator()).context["codes"]) == 10
    assert desk.get("/w/inbox/").status_code == 200


@pytest.mark.parametrize(
    ("configured", "called", "says"),
    [
        ("https://mzgl.example.gov.cn", "https://mzgl.example.gov.cn", ""),
        ("https://MZGL.example.gov.cn:443/", "https://mzgl.example.gov.cn", ""),
        ("https://mzgl.example.gov.cn:8443", "https://mzgl.example.gov.cn:8443", ""),
        ("http://localhost:8000", "http://localhost:8000", ""),
        ("http://mzgl.example.gov.cn", "http://mzgl.example.gov.cn", "只能在 https"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000", "只能在 https"),
        ("https://10.1.2.3", "https://10.1.2.3", "数字地址"),
        ("https://[::1]:8443", "https://[::1]:8443", "数字地址"),
        ("https://mzgl.example.gov.cn", "https://10.1.2.3", "请从 https://mzgl.example.gov.cn 打开"),
        ("https://mzgl.example.gov.cn", "http://mzgl.example.gov.cn", "请从 https://mzgl.example.gov.cn 打开"),
    ],
)
def test_keys_are_offered_on_https_and_localhost_and_elsewhere_the_page_says_why_not(
    settings, configured, called, says
):
    settings.ORIGIN, settings.ALLOWED_HOSTS = configured, ["*"]
    scheme, _, host = called.partition("://")
    request = SimpleNamespace(scheme=scheme, get_host=lambda: host)
    told = keys.why_not(request)
    assert says in told and bool(told) is bool(says)


def test_where_no_key_works_the_pages_say_so_and_take_the_code(desk, settings, clock):
    person = somebody()
    with_key(person)
    with_phone(person)
    settings.ORIGIN = "http://10.1.2.3"
    knock(desk, person)
    page = desk.get(STEP)
    assert "只能在 https" in page.content.decode() and "data-key" not in page.content.decode()
    assert desk.post(STEP, {"code": shown()}).status_code == 302
    assert "只能在 https" in desk.get(PROFILE).content.decode() and NEW not in re.findall(
        r'href="([^"]+)"', desk.get(PROFILE).content.decode()
    )
    page = desk.get(NEW)
    assert "只能在 https" in page.content.decode() and "data-key" not in page.content.decode()
    desk.post(NEW, {"name": "x", "answer": "{}"})
    assert SecurityKey.objects.count() == 1


def test_the_script_comes_with_the_pages_that_ask_a_key_and_no_other(desk):
    person = somebody()
    with_key(person)
    desk.force_login(person)
    for page, there in ((NEW, True), ("/w/confirm/", True), (PROFILE, False), ("/w/", False)):
        text = desk.get(page).content.decode()
        assert ("accounts/keys.js" in text) is there, page
        assert "<script>" not in text and "style=" not in text


def test_a_session_is_no_place_for_what_a_key_answered(desk):
    """Only the challenge and its time stand there, and they go with the answer."""
    desk.force_login(somebody())
    desk.get(NEW)
    assert set(desk.session["new_key"]) == {"challenge", "at"}
    register(desk, Authenticator())
    assert "new_key" not in desk.session
