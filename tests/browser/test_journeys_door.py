"""Through the door with a second factor, in a real browser: a security key, an app on the phone, a recovery code."""

import re
import time

import pytest
from django.contrib.sessions.backends.base import SessionBase
from playwright.sync_api import CDPSession, Page, expect

from tests import factories as make
from tests.accounts.desk import PASSWORD
from tests.browser.accessibility import violations
from tests.browser.walking import DESK, PHONE
from ymdm.accounts import factors, totp
from ymdm.accounts.models import AccountSession, SecurityKey
from ymdm.accounts.sessions import SessionStore
from ymdm.organization.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person(settings, live_server) -> Person:
    settings.ORIGIN = live_server.url
    made = make.bureau().employee
    made.set_password(PASSWORD)
    made.save()
    return made


def plug_in(page: Page) -> tuple[CDPSession, str]:
    """A security key without a PIN in the USB socket, which somebody touches as soon as it blinks."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "usb", "hasResidentKey": False, "hasUserVerification": False,
        "automaticPresenceSimulation": True,
    }  # fmt: skip
    return cdp, cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def enter_password(page: Page, person: Person) -> None:
    page.goto("/w/sign-in/")
    page.get_by_label("工号或手机号").fill(person.staff_number)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


def sign_out(page: Page) -> None:
    page.goto("/w/profile/")
    page.get_by_role("button", name="退出登录").click()
    expect(page).to_have_url(re.compile("/w/sign-in/"))


def let_the_proof_grow_old(person: Person) -> None:
    row = AccountSession.objects.get(person=person)
    session: SessionBase = SessionStore(row.session_key)
    session["proved_at"] -= 301
    session.save()


def test_a_security_key_is_registered_opens_the_door_proves_anew_and_is_taken_off(page, person):
    cdp, plugged = plug_in(page)
    enter_password(page, person)
    page.goto("/w/profile/")
    page.get_by_role("link", name="注册安全密钥").click()
    assert violations(page) == []
    page.get_by_label("给它起个名字").fill("办公室的 USB 密钥")
    page.get_by_role("button", name="注册密钥").click()
    expect(page.get_by_role("heading", name="恢复码")).to_be_visible()
    expect(page.locator("ol li.num")).to_have_count(10)
    page.get_by_role("link", name="我已经保存好").click()
    expect(page.get_by_text("办公室的 USB 密钥").first).to_be_visible()

    page.get_by_role("link", name="再注册一把安全密钥").click()
    page.get_by_label("给它起个名字").fill("同一把")
    page.get_by_role("button", name="注册密钥").click()
    expect(page.get_by_text("已经注册过的密钥不能再注册")).to_be_visible()
    expect(page.get_by_label("给它起个名字")).to_have_value("同一把")

    sign_out(page)
    enter_password(page, person)
    expect(page.get_by_role("heading", name="第二重验证")).to_be_visible()
    page.goto("/w/profile/")
    expect(page).to_have_url(re.compile("/w/sign-in/"))
    enter_password(page, person)
    expect(page.get_by_role("button", name="用安全密钥")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/w/$"))
    kept = SecurityKey.objects.get()
    held = cdp.send("WebAuthn.getCredentials", {"authenticatorId": plugged})["credentials"]
    assert [one["signCount"] for one in held] == [kept.sign_count] and kept.used_at

    let_the_proof_grow_old(person)
    page.goto("/w/profile/")
    page.get_by_role("button", name=re.compile("移除.*办公室的 USB 密钥")).click()
    expect(page.get_by_role("heading", name="确认身份")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="用安全密钥").click()
    expect(page).to_have_url(re.compile("/w/profile/$"))
    assert violations(page) == []
    page.get_by_role("button", name=re.compile("移除.*办公室的 USB 密钥")).click()
    expect(page.get_by_text("已移除安全密钥")).to_be_visible()
    assert factors.of(person) is None


def test_where_the_key_is_not_at_hand_or_no_script_runs_a_recovery_code_opens_the_door(page, visit, person):
    enter_password(page, person)
    cdp, plugged = plug_in(page)
    page.goto("/w/profile/keys/")
    page.get_by_label("给它起个名字").fill("在别处的")
    page.get_by_role("button", name="注册密钥").click()
    expect(page.locator("ol li.num")).to_have_count(10)
    codes = page.locator("ol li.num").all_inner_texts()
    sign_out(page)
    cdp.send("WebAuthn.clearCredentials", {"authenticatorId": plugged})
    enter_password(page, person)
    page.get_by_role("button", name="用安全密钥").click()
    expect(page.get_by_text("没有完成。可以再试一次")).to_be_visible()
    page.get_by_label("恢复码").fill(codes[0])
    page.get_by_role("button", name="验证并登录").click()
    expect(page).to_have_url(re.compile("/w/$"))

    plain = visit(java_script_enabled=False)
    enter_password(plain, person)
    expect(plain.get_by_text("浏览器没有开启脚本，不能用安全密钥")).to_be_visible()
    expect(plain.get_by_role("button", name="用安全密钥")).to_be_hidden()
    plain.get_by_label("恢复码").fill(codes[1])
    plain.get_by_role("button", name="验证并登录").click()
    expect(plain).to_have_url(re.compile("/w/$"))


@pytest.mark.parametrize(
    ("viewport", "javascript"), [(PHONE, True), (DESK, False)], ids=["phone", "desk-without-scripts"]
)
def test_an_app_on_the_phone_is_set_up_and_its_code_opens_the_door(page, person):
    enter_password(page, person)
    page.goto("/w/profile/")
    page.get_by_role("link", name="设置手机验证码").click()
    secret = page.locator("p.num > b").inner_text().replace(" ", "")

    def shown(offset: int = 0) -> str:
        return totp.code(secret, int(time.time()) // totp.SECONDS + offset)

    page.get_by_label("验证码").fill(shown())
    page.get_by_role("button", name="启用").click()
    expect(page.locator("ol li.num")).to_have_count(10)
    codes = page.locator("ol li.num").all_inner_texts()

    sign_out(page)
    enter_password(page, person)
    expect(page.get_by_role("button", name="用安全密钥")).to_have_count(0)
    page.get_by_label("验证码").fill("000000")
    page.get_by_role("button", name="验证并登录").click()
    expect(page.get_by_text("验证码不对").first).to_be_visible()
    page.get_by_label("验证码").fill(shown(1))  # the one of now was used up by the setting up
    page.get_by_role("button", name="验证并登录").click()
    expect(page).to_have_url(re.compile("/w/$"))

    sign_out(page)
    enter_password(page, person)
    page.get_by_label("验证码").fill(codes[0])
    page.get_by_role("button", name="验证并登录").click()
    expect(page).to_have_url(re.compile("/w/$"))
    let_the_proof_grow_old(person)
    page.goto("/w/profile/factor/")
    expect(page.get_by_role("heading", name="确认身份")).to_be_visible()
    page.get_by_label("验证码").fill(codes[1])
    page.get_by_role("button", name="确认").click()
    expect(page).to_have_url(re.compile("/w/profile/factor/$"))
