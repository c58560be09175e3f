"""Accounts are made without a password and opened with a code."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from tests import factories as make
from ymdm.organization.models import ActivationCode, Person

pytestmark = pytest.mark.django_db
PASSWORD = "herbstlaub-am-fluss-27"


@pytest.fixture
def somebody():
    return make.person(make.unit(), "石拴柱", staff_number="XF-0042", mobile="15400000042")


def opened(person, password=PASSWORD):
    person.set_password(password)
    person.save()
    return person


def test_a_new_account_has_no_password_and_nobody_signs_in_with_it(client, somebody):
    assert not somebody.is_opened
    answer = client.post(reverse("accounts:sign-in"), {"username": "XF-0042", "password": ""})
    assert answer.status_code == 422
    assert "_auth_user_id" not in client.session


def test_a_code_opens_the_account_once(client, somebody):
    code = ActivationCode.issue(somebody)
    typed = {"code": code.lower(), "staff_number_tail": "0042", "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post(reverse("accounts:activate"), typed)
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(somebody.pk)
    client.logout()
    answer = client.post(reverse("accounts:activate"), typed)
    assert answer.status_code == 422
    assert "激活码或工号后四位不对" in answer.content.decode()


def test_only_the_hash_of_a_code_is_kept(somebody):
    code = ActivationCode.issue(somebody)
    row = ActivationCode.objects.get()
    assert len(code) == 10
    assert code not in str(vars(row))


def test_a_new_code_ends_the_old_one_and_each_ends_after_seven_days(somebody):
    first, second = ActivationCode.issue(somebody), ActivationCode.issue(somebody)
    assert ActivationCode.find(first, "0042") is None
    assert ActivationCode.find(second, "0042").person == somebody
    assert ActivationCode.find(second, "0043") is None
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert ActivationCode.find(second, "0042") is None


@pytest.mark.parametrize("password", ["short", "123456789012345", "password1234", "XF-0042-XF-0042"])
def test_weak_passwords_are_refused_and_the_code_stays_good(client, somebody, password):
    code = ActivationCode.issue(somebody)
    typed = {"code": code, "staff_number_tail": "0042", "password1": password, "password2": password}
    answer = client.post(reverse("accounts:activate"), typed)
    assert answer.status_code == 422
    assert code in answer.content.decode()  # what was typed is kept, the passwords are not
    assert password not in answer.content.decode()
    assert ActivationCode.find(code, "0042")


@pytest.mark.parametrize("name", ["XF-0042", "xf-0042", "15400000042", " XF-0042 "])
def test_one_signs_in_with_staff_number_or_mobile(client, somebody, name):
    opened(somebody)
    answer = client.post(reverse("accounts:sign-in"), {"username": name, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/w/")


def test_unknown_account_and_wrong_password_read_alike(client, somebody):
    opened(somebody)
    csrf = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
    answers = [
        client.post(reverse("accounts:sign-in"), {"username": name, "password": "falsch"}).content.decode()
        for name in ("XF-0042", "XF-9999")
    ]
    answers = [re.sub(r'"X-CSRFToken": "[^"]*"', "", csrf.sub("", answer)) for answer in answers]
    assert answers[0].replace("XF-0042", "") == answers[1].replace("XF-9999", "")
    assert "密码不对" in answers[0]


@pytest.mark.parametrize(
    ("next_", "goes"),
    [("/w/inbox/", "/w/inbox/"), ("https://evil.example/", "/w/"), ("//evil.example/w/", "/w/"), ("/ledger/", "/w/")],
)
def test_after_signing_in_one_lands_on_our_own_pages_only(client, somebody, next_, goes):
    opened(somebody)
    answer = client.post(reverse("accounts:sign-in"), {"username": "XF-0042", "password": PASSWORD, "next": next_})
    assert answer["Location"] == goes


def test_cookies_reach_signed_in_pages_only(client, somebody):
    opened(somebody)
    client.post(reverse("accounts:sign-in"), {"username": "XF-0042", "password": PASSWORD})
    assert {
        cookie["path"] for name, cookie in client.cookies.items() if name.startswith("ymdm") and name != "ymdm-look"
    } == {"/w/"}
    assert all(cookie["httponly"] and cookie["samesite"] == "Lax" for cookie in client.cookies.values())


def test_a_person_who_left_is_out_at_the_next_request(client, somebody):
    client.force_login(somebody)
    assert client.get(reverse("accounts:profile")).status_code == 200
    Person.objects.filter(pk=somebody.pk).update(is_active=False)
    assert client.get(reverse("accounts:profile")).status_code == 302


def test_the_profile_saves_what_it_shows_and_keeps_what_was_typed_wrong(client, somebody):
    client.force_login(somebody)
    url = reverse("accounts:profile")
    answer = client.post(url, {"mobile": "1540000", "email": "a@example.org", "wants_mail": "on"})
    assert answer.status_code == 422
    assert "手机号要 11 位" in answer.content.decode() and "现在是 7 位" in answer.content.decode()
    assert 'value="1540000"' in answer.content.decode()
    client.post(url, {"mobile": "154 0000 0099", "email": "a@example.org", "wants_mail": "on"})
    somebody.refresh_from_db()
    assert (somebody.mobile, somebody.email, somebody.wants_mail, somebody.name) == (
        "15400000099",
        "a@example.org",
        True,
        "石拴柱",
    )


def test_a_mobile_of_somebody_else_is_refused(client, somebody):
    make.person(somebody.unit, mobile="15400000077")
    client.force_login(somebody)
    answer = client.post(reverse("accounts:profile"), {"mobile": "15400000077", "email": ""})
    assert answer.status_code == 422


def test_a_changed_password_ends_the_other_sessions(client, somebody, django_user_model):
    from django.test import Client

    opened(somebody)
    other = Client()
    for browser in (client, other):
        browser.post(reverse("accounts:sign-in"), {"username": "XF-0042", "password": PASSWORD})
    new = "winterlicht-am-ufer-31"
    typed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(reverse("accounts:change-password"), typed).status_code == 302
    assert client.get("/w/inbox/").status_code == 200
    assert other.get("/w/inbox/").status_code == 302


def test_signing_out_is_a_post(client, somebody):
    client.force_login(somebody)
    assert client.get(reverse("accounts:sign-out")).status_code == 405
    client.post(reverse("accounts:sign-out"))
    assert client.get("/w/inbox/").status_code == 302
