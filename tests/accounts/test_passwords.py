"""What a password must be, under both profiles (security.md 6)."""

from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.accounts.desk import PASSWORD, is_in, knock, somebody

pytestmark = pytest.mark.django_db
STRICT_ONLY, BOTH, NEVER = ("mlps3",), ("mlps3", "plain"), ()


@pytest.mark.parametrize("profile", ["mlps3", "plain"])
@pytest.mark.parametrize(
    ("password", "refused_by"),
    [
        ("Zwoelf-Zeich", NEVER),
        ("Elf-Zeichen", BOTH),
        ("x7Q-" * 16, NEVER),
        ("jianjian-youhuiyin", STRICT_ONLY),
        ("jianjian7youhuiyin", STRICT_ONLY),
        ("jianjian-7youhuiyin", NEVER),
        ("Jianjianyouhuiyin7", NEVER),
        ("Password1234!", BOTH),
        ("71-14-94-35-86", BOTH),
        ("Shizhuzi-71-ab", NEVER),
        ("Shishuanzhu-71", BOTH),
        ("石拴柱-Fluss-am-Berg", BOTH),
        ("Fluss-XF-0042-Berg", BOTH),
        ("Fluss-15400000042-B", BOTH),
        ("Huanghe-Fluss-Berg9", BOTH),
        ("黄河-Fluss-am-Berg-9", BOTH),
        ("Fluss-tianshui-Berg9", BOTH),
        ("天水局-Fluss-Berg9-a", BOTH),
        ("Fluss-2026-Berg-am", BOTH),
        ("Fluss-2013-Berg-am", NEVER),
    ],
)
def test_what_may_be_a_password(settings, profile, password, refused_by):
    settings.PASSWORD_PROFILE = profile
    person = somebody(mobile="15400000042")
    person.unit.short_name = "天水局" if "天水" in password else "天水"
    with time_machine.travel("2026-11-25T04:00:00Z"):
        try:
            validate_password(password, person)
            refused = False
        except ValidationError:
            refused = True
    assert refused is (profile in refused_by)


def change(client, old, new):
    typed = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post("/w/profile/password/", typed).status_code


@pytest.mark.parametrize(("profile", "status"), [("mlps3", 422), ("plain", 302)])
def test_none_of_the_last_five_passwords_is_taken_again_under_mlps3(client, settings, profile, status):
    settings.PASSWORD_PROFILE = profile
    person = somebody()
    knock(client, person)
    chain = [PASSWORD, *(f"Winterlicht-am-Ufer-{letter}7" for letter in "abcd")]
    for old, new in pairwise(chain):
        assert change(client, old, new) == 302
    assert change(client, chain[-1], PASSWORD) == status
    if status == 422:
        assert change(client, chain[-1], chain[-1]) == 422, "the present one is one of the five"
        assert change(client, chain[-1], "Winterlicht-am-Ufer-e7") == 302
        assert change(client, "Winterlicht-am-Ufer-e7", PASSWORD) == 302, "the sixth back"


@pytest.mark.parametrize(
    ("profile", "days", "told"), [("mlps3", 89, False), ("mlps3", 90, True), ("plain", 400, False)]
)
def test_a_password_of_90_days_is_pointed_out_at_sign_in_and_still_opens(client, settings, profile, days, told):
    settings.PASSWORD_PROFILE = profile
    person = somebody()
    knock(client, person)
    assert change(client, PASSWORD, "Winterlicht-am-Ufer-a7") == 302
    client.post("/w/sign-out/")
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        knock(client, person, "Winterlicht-am-Ufer-a7")
        assert is_in(client)
        knock(client, person)
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        client.logout()
        knock(client, person, "Winterlicht-am-Ufer-a7")
        assert ("每 90 天换一次" in client.get("/w/inbox/").content.decode()) is told


def test_the_hasher_is_scrypt():
    """Of the product's own settings: the tests' are faster."""
    from ymdm import settings as product

    assert product.PASSWORD_HASHERS == ["django.contrib.auth.hashers.ScryptPasswordHasher"]
