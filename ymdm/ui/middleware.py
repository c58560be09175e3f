"""The surface of every response: what the browser may load, keep and send on, and the page for a lost database."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from .errors import TooOften, database_lost, is_of_lost_database, too_many

# No inline script, no <style>, no style attribute anywhere: what data must draw is drawn with SVG attributes.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()",
    "X-Frame-Options": "DENY",  # for browsers that do not read frame-ancestors
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


class SurfaceMiddleware:
    """Headers that a view has set itself stay (a download carries a stricter policy)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.headers.get("HX-Request"):
            response = _leave_fragment(request, response)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.path.startswith("/w/"):
            # Shared computers: after signing out, nothing may be left to step back to.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if is_of_lost_database(exception) and not settings.DEBUG:
            return database_lost(request)
        if isinstance(exception, TooOften):
            return too_many(request, seconds=exception.seconds, sentence=exception.sentence)
        return None


def _leave_fragment(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Where a session has ended, htmx would put the sign-in page into a table row: send the whole window there."""
    sign_in = urlsplit(resolve_url(settings.LOGIN_URL)).path
    if response.status_code != 302 or urlsplit(response.headers["Location"]).path != sign_in:
        return response
    page = urlsplit(request.headers.get("HX-Current-URL", ""))
    came_from = f"{page.path}?{page.query}" if page.query else page.path or "/w/"
    away = HttpResponse(status=200)
    away.headers["HX-Redirect"] = f"{sign_in}?{urlencode({'next': came_from})}"
    return away
