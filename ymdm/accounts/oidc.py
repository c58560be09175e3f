"""Single sign-on by OpenID Connect: code flow with PKCE, state and nonce, each used once.

The source only says who somebody is. Accounts are found by staff number and never made; what the person may do comes
from appointments here. Off unless YMDM_OIDC_ISSUER is set.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import jwt
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from ymdm.organization.models import Person

TIMEOUT_SECONDS = 5
FLOW_SECONDS = 600
KEPT_SECONDS = 600
# Never what the token itself asks for: `none`, or a public key used as a shared secret.
ALGORITHMS = ["RS256", "PS256", "ES256"]
SECOND_TRY = "统一身份认证没有完成，请再试一次，或用工号和密码登录。"

_kept: dict[str, tuple[float, dict[str, Any]]] = {}


class NotDone(Exception):
    """Signing in through the source failed; the sentence is for the person, `why` for the security log."""

    def __init__(self, why: str, sentence: str = SECOND_TRY) -> None:
        super().__init__(sentence)
        self.why = why


class Gone(Exception):
    """The source does not hold the session any longer."""


class Unreachable(Exception):
    """The source does not answer, or not what it should."""


def is_on() -> bool:
    return bool(settings.OIDC_ISSUER)


def begin(request: HttpRequest, next_: str) -> str:
    """The address at the source to go to; what must come back again stands in the session."""
    verifier = secrets.token_urlsafe(48)
    flow = {
        "state": secrets.token_urlsafe(24), "nonce": secrets.token_urlsafe(24), "verifier": verifier,
        "at": int(time.time()), "next": next_,
    }  # fmt: skip
    request.session["sso"] = flow
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": settings.OIDC_CLIENT_ID,
        "redirect_uri": _callback(),
        "scope": settings.OIDC_SCOPE,
        "state": flow["state"],
        "nonce": flow["nonce"],
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{_source()['authorization_endpoint']}?{urlencode(query, quote_via=quote)}"


def finish(request: HttpRequest) -> tuple[Person, str, str]:
    """Person, refresh token (empty if the source gave none) and the page to go on to. Raises NotDone, Unreachable."""
    flow = request.session.pop("sso", None)
    if not flow or not 0 <= time.time() - flow["at"] < FLOW_SECONDS:
        raise NotDone("没有进行中的登录")
    if not hmac.compare_digest(flow["state"].encode(), request.GET.get("state", "").encode()):
        raise NotDone("state 不符")
    if not request.GET.get("code"):
        raise NotDone(f"身份源拒绝：{request.GET.get('error', '')[:60]}")
    try:
        tokens = _ask_token(
            grant_type="authorization_code",
            code=request.GET["code"],
            redirect_uri=_callback(),
            code_verifier=flow["verifier"],
        )
    except Gone as error:
        raise NotDone("授权码无效") from error
    claims = _claims(tokens.get("id_token", ""))
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), flow["nonce"].encode()):
        raise NotDone("nonce 不符")
    return _person(claims), str(tokens.get("refresh_token", "")), flow["next"]


def refresh(token: str) -> str:
    """The refresh token to go on with, if the source still holds the account. Raises Gone or Unreachable."""
    return str(_ask_token(grant_type="refresh_token", refresh_token=token).get("refresh_token") or token)


def _person(claims: dict[str, Any]) -> Person:
    number = str(claims.get(settings.OIDC_CLAIM) or "").strip()
    person = Person.objects.filter(staff_number__iexact=number, is_active=True).first() if number else None
    if person is None:
        raise NotDone(
            f"名册上没有工号 {number[:20]}", "统一身份认证里的工号不在本系统的职工名册上，请联系本单位工会核对。"
        )
    return person


def _claims(token: str) -> dict[str, Any]:
    """What the source signed, for us, now."""
    try:
        name = jwt.get_unverified_header(token).get("kid")
        keys = jwt.PyJWKSet.from_dict(_get(_source()["jwks_uri"], with_key=name)).keys
        key = next(key for key in keys if name is None or key.key_id == name)
        return dict(
            jwt.decode(
                token, key.key, algorithms=ALGORITHMS, audience=settings.OIDC_CLIENT_ID, issuer=settings.OIDC_ISSUER,
                leeway=30, options={"require": ["exp", "iat", "aud", "iss", "sub", "nonce"]},
            )
        )  # fmt: skip
    except (jwt.PyJWTError, StopIteration) as error:
        raise NotDone(f"身份令牌无效：{type(error).__name__}") from error


def _source() -> dict[str, Any]:
    """What the source says about itself; kept ten minutes."""
    found = _get(f"{settings.OIDC_ISSUER.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != settings.OIDC_ISSUER:
        raise Unreachable("身份源自报的名称不符")
    return found


def _callback() -> str:
    return f"{settings.ORIGIN}{reverse('accounts:sso-callback')}"


def _get(address: str, with_key: str | None = None) -> dict[str, Any]:
    until, kept = _kept.get(address, (0.0, {}))
    # A key that is not among those kept is a new one: the source changes them as it likes.
    knows = with_key is None or any(key.get("kid") == with_key for key in kept.get("keys", ()))
    if time.monotonic() > until or not knows:
        kept = _open(urllib.request.Request(_checked(address)))  # noqa: S310  (the scheme is checked)
        _kept[address] = (time.monotonic() + KEPT_SECONDS, kept)
    return kept


def _ask_token(**form: str) -> dict[str, Any]:
    source = _source()
    headers = {"Accept": "application/json"}
    if source.get("token_endpoint_auth_methods_supported") == ["client_secret_post"]:
        form |= {"client_id": settings.OIDC_CLIENT_ID, "client_secret": settings.OIDC_CLIENT_SECRET}
    else:
        pair = f"{quote(settings.OIDC_CLIENT_ID, safe='')}:{quote(settings.OIDC_CLIENT_SECRET, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    address = _checked(source["token_endpoint"])
    return _open(urllib.request.Request(address, urlencode(form).encode(), headers))  # noqa: S310


def _checked(address: str) -> str:
    """https only; plain http on this machine alone."""
    parts = urlsplit(address)
    if parts.scheme != "https" and (parts.scheme, parts.hostname) != ("http", "127.0.0.1"):
        raise Unreachable("身份源的地址不是 https")
    return address


def _open(asked: urllib.request.Request) -> dict[str, Any]:
    try:
        with urllib.request.urlopen(asked, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310  (checked)
            found = json.loads(answer.read(1_000_000))
    except urllib.error.HTTPError as error:
        with error:
            said = error.read(10_000)
        # Only this word says that the account or the code is not good; a wrong client secret ends nobody's session.
        if b'"invalid_grant"' in said:
            raise Gone from error
        raise Unreachable(f"{error.code}") from error
    except (OSError, ValueError) as error:
        raise Unreachable(str(error)) from error
    if not isinstance(found, dict):
        raise Unreachable("不是 JSON 对象")
    return found
