"""From a proved identity to a session: second factor first, then what the session may last and what its owner is told."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from ymdm.organization.models import Person
from ymdm.securitylog.models import Kind
from ymdm.securitylog.writing import write

from . import factors, lockout, passwords
from .models import AccountSession, SsoSession
from .sessions import IDLE_SECONDS, IDLE_SECONDS_ADMINISTRATOR, end

BACKEND = "ymdm.accounts.backends.StaffNumberBackend"
PENDING_SECONDS = 300
UNCHECKED_SECONDS = 600


def next_of(request: HttpRequest) -> str:
    """Where to go after signing in: only to our own signed-in pages."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return asked if _is_ours(asked) else ""


def _is_ours(asked: str) -> bool:
    return asked.startswith("/w/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)


def proved(request: HttpRequest, person: Person, next_: str = "", *, via: str = "密码", **more: Any) -> HttpResponse:
    """Somebody has proved who she is by password, code or single sign-on: ask for the second factor, or let her in."""
    if factors.of(person) is not None:
        # A new key and nothing of before: what stands in the session from here on is not yet a person.
        request.session.flush()
        request.session["pending"] = {
            "person": person.pk, "at": int(time.time()), "next": next_, "via": via, "more": more,
        }  # fmt: skip
        return redirect("accounts:sign-in-factor")
    return enter(request, person, next_, via=via, more=more)


def pending(request: HttpRequest) -> tuple[Person, dict[str, Any]] | None:
    """Who waits at the second factor, for five minutes at most."""
    facts = request.session.get("pending")
    if not facts or not 0 <= time.time() - facts["at"] < PENDING_SECONDS:
        return None
    person = Person.objects.filter(pk=facts["person"], is_active=True).first()
    return (person, facts) if person is not None else None


def enter(
    request: HttpRequest, person: Person, next_: str = "", *, via: str, more: dict[str, Any], means: str = ""
) -> HttpResponse:
    """Open the session: new key, limits by office, one at a time for administrators; tell what happened since.

    `means` of the second factor, where one was asked for. `more`: the sealed `refresh_token` of single sign-on, empty
    where the source gave none.
    """
    now, session = timezone.now(), request.session
    failures, before = lockout.succeeded(person), person.last_login
    if SESSION_KEY in session:
        session.flush()  # somebody was in already, perhaps the same person: nothing of that session goes on
    login(request, person, backend=BACKEND)  # gives the session a new key
    for left_over in ("pending", "ended"):
        session.pop(left_over, None)
    administrator = factors.is_administrator(person)
    session["idle"] = IDLE_SECONDS_ADMINISTRATOR if administrator else IDLE_SECONDS
    session["device"] = device_of(request)
    session["proved_at"] = int(time.time())
    if means:
        session["has_factor"] = True
    elif factors.is_forced(person):
        session["must_set_factor"] = True
    if "refresh_token" in more and not more["refresh_token"]:
        # The source gave nothing to ask it with: the session ends before an account that is closed there outlives it.
        session["longest"] = UNCHECKED_SECONDS
    session.save()
    if more.get("refresh_token"):
        SsoSession.objects.create(
            handle=session["handle"], person=person, refresh_token=more["refresh_token"], checked_at=now
        )
    if administrator:
        end(AccountSession.objects.filter(person=person).exclude(session_key=session.session_key))
    write(Kind.SIGN_IN, request, person, f"{via}和{means}" if means else via)
    if failures:
        since = f"（{timezone.localtime(before):%-m月%-d日 %H:%M}）" if before else ""
        messages.warning(
            request, f"上次登录{since}后有 {failures} 次失败尝试。如果不是您本人，请修改密码并告诉本单位工会。"
        )
    if sentence := passwords.notice(person, now):
        messages.warning(request, sentence)
    return redirect(next_ if _is_ours(next_) else settings.LOGIN_REDIRECT_URL)


BROWSERS = (
    ("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("HarmonyOS", "鸿蒙"), ("Android", "安卓"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def device_of(request: HttpRequest) -> str:
    """The browser and the system in two words, for the list of sessions; not what a tracker would keep."""
    agent = request.headers.get("User-Agent", "")
    found = [next((name for mark, name in table if mark in agent), "") for table in (BROWSERS, SYSTEMS)]
    return " · ".join(filter(None, found)) or "其他设备"
