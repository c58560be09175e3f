"""Ends a session that stood idle or grew old, and leads whoever must set up a second factor there.

All that it reads stands in the session, which the request loads anyway: no query of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from ymdm.organization.access import NotFresh
from ymdm.organization.models import Person
from ymdm.securitylog.models import Kind
from ymdm.securitylog.writing import write

from .sessions import ABSOLUTE_SECONDS, IDLE_SECONDS, TOUCH_SECONDS

# Where one may go before the second factor is set up.
BEFORE_FACTOR = frozenset({"accounts:factor-new", "accounts:key-new", "accounts:sign-out"})


class SessionLimitMiddleware:
    """Stands between sessions and authentication, so that an ended session is nobody's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Public pages are left alone: they must not even vary by cookie.
        if request.path.startswith("/w/") and settings.SESSION_COOKIE_NAME in request.COOKIES:
            self._look(request)
        return self.get_response(request)

    def _look(self, request: HttpRequest) -> None:
        session, now = request.session, int(time.time())
        if SESSION_KEY not in session:
            return
        born, seen = session.get("born", now), session.get("seen", now)
        old = now - born >= session.get("longest", ABSOLUTE_SECONDS)
        if old or now - seen >= session.get("idle", IDLE_SECONDS):
            person = Person.objects.filter(pk=session[SESSION_KEY]).first()
            session.flush()
            session["ended"] = "old" if old else "idle"
            write(Kind.SESSION_ENDED, request, person, "达到最长时间" if old else "长时间没有操作")
        elif now - seen >= TOUCH_SECONDS:
            session["seen"] = now

    def process_view(self, request: HttpRequest, view: Any, *arguments: Any) -> HttpResponse | None:
        if not request.path.startswith("/w/") or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if not request.session.get("must_set_factor") or getattr(view, "access", "") == "public":
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        return None if name in BEFORE_FACTOR else redirect("accounts:factor-new")

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotFresh):
            return None
        # A posted button is pressed again afterwards on the page where it stands; a page is simply opened.
        page = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")).path
        back = request.get_full_path() if request.method == "GET" and not request.headers.get("HX-Request") else page
        way = f"{reverse('accounts:confirm')}?{urlencode({'next': back or '/w/'})}"
        if request.headers.get("HX-Request"):
            response = HttpResponse()
            response.headers["HX-Redirect"] = way
            return response
        return redirect(way)
