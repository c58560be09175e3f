"""Who may post without a cookie: the own page alone, with a form that is not too old, and not too often."""

from __future__ import annotations

import functools
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from ymdm.organization.access import public

from .curtain import COUNTER, who_of

FORM_SECONDS, WAIT_SECONDS, TICKET_SECONDS = 2 * 3600, 60, 3600
# How often from one address within the hour; a whole bureau may stand behind one. Beyond it one waits for a minute.
MOST = {"write": 30, "read": 30, "search": 600}
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}
SECRET_FIELDS = ("secret", "text", "token", "ticket", "number", "about", "picture")

View = Callable[..., HttpResponse]


def nameless(view: View) -> View:
    """A page of the mailbox: for everybody, kept by nobody, mentioned in no log."""

    @functools.wraps(view)
    @sensitive_post_parameters(*SECRET_FIELDS)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        # Django writes a line with the hour for each answer from 400 on; here even that would tell too much.
        response._has_been_logged = True  # type: ignore[attr-defined]
        return response

    # Without a cookie there is nothing to forge with; `is_own` and the token stand in for the usual token.
    return public(csrf_exempt(guarded))


def is_own(request: HttpRequest) -> bool:
    """Whether the form was sent by a page of this very origin.

    Because of `no-referrer` browsers write “null” as origin of our own forms: then Sec-Fetch-Site must say that the
    page is ours. Over plain http to another host browsers write no Sec-Fetch-Site; nothing better can be asked there.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None and site != "same-origin":
        return False
    if origin == f"{request.scheme}://{request.get_host()}":
        return True
    return origin == "null" and (site == "same-origin" or not request.is_secure())


# --- the token of a form --------------------------------------------------------------------------------------


def new_token() -> str:
    """A nonce with the time, signed: good for two hours, kept by nobody but the page."""
    return TimestampSigner(salt="letterbox.form").sign(secrets.token_hex(16))


def nonce_of(token: str) -> str:
    """The nonce of a token that is ours and not too old, else an empty text."""
    try:
        return TimestampSigner(salt="letterbox.form").unsign(token, max_age=FORM_SECONDS)
    except BadSignature:
        return ""


# --- how often --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wait:
    """Why one has to wait, and the ticket that lets this very form through after a minute."""

    ticket: str

    @property
    def sentence(self) -> str:
        return f"这里刚才提交的次数太多了。您填写的内容还在，请 {WAIT_SECONDS} 秒以后再按一次。"


def wait_for(request: HttpRequest, what: str, about: str) -> Wait | None:
    """Count one more; beyond the limit, what to tell. `about`: what the ticket is good for, and for nothing else."""
    if COUNTER.count(what, who_of(request.META)) <= MOST[what]:
        return None
    held = request.POST.get("ticket", "")
    subject = hashlib.sha256(f"{what}:{about}".encode()).hexdigest()
    signer = TimestampSigner(salt="letterbox.ticket")
    try:
        if signer.unsign(held, max_age=TICKET_SECONDS) == subject:
            signer.unsign(held, max_age=WAIT_SECONDS)
            return Wait(held)  # not a minute old yet
    except SignatureExpired:
        if _is_about(signer, held, subject):
            return None
    except BadSignature:
        pass
    return Wait(signer.sign(subject))


def _is_about(signer: TimestampSigner, ticket: str, subject: str) -> bool:
    """Whether a ticket older than a minute still holds, and for this form."""
    try:
        return signer.unsign(ticket, max_age=TICKET_SECONDS) == subject
    except BadSignature:
        return False
