"""Security keys and passkeys (WebAuthn): registering one, and proving with one who sits there.

fido2 reads the bytes and checks type, challenge, RP id, presence and signature; what it leaves to us is here, and
decision 0017 says why. A challenge is good once, for five minutes, in the session for which it was made.
"""

from __future__ import annotations

import ipaddress
import json
import logging
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidSignature
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from fido2 import cbor
from fido2.cose import ES256, RS256, CoseKey, EdDSA
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialParameters,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialType,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from ymdm.ledger.record import record
from ymdm.organization.models import Person
from ymdm.securitylog.models import Kind
from ymdm.securitylog.writing import write

from . import factors
from .models import SecondFactor, SecurityKey
from .proving import NotRight

log = logging.getLogger(__name__)
HOUSE = "民主管理平台"
ALGORITHMS = (ES256.ALGORITHM, EdDSA.ALGORITHM, RS256.ALGORITHM)
CHALLENGE_SECONDS = 300
MOST = 10
ID_BYTES = 1023
# The password is the other factor: touching the key is enough, its own PIN would be a third one.
VERIFICATION = UserVerificationRequirement.DISCOURAGED

WRONG_KEY = "安全密钥没有通过核对，或者账号已锁定。请再试一次，或者改用验证码、恢复码。"
TOO_LATE = "这一页放得太久，或者已经用过一次。请再按一次按钮。"
COPIED = (
    "这把安全密钥的计数没有增加，可能被人复制过，这次不能用。请改用验证码或恢复码，移除这把密钥，并告诉系统管理员。"
)
NOT_TAKEN = "这把安全密钥不能注册。请再试一次，或者换一把。"
TAKEN = "这把安全密钥已经注册过了。"


def origin() -> str:
    """The address of the house as a browser names it: scheme, host, and port where it is not the usual one."""
    parts = urlsplit(settings.ORIGIN)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port not in {None, usual} else "")


def why_not(request: HttpRequest) -> str:
    """Why no security key works here, as a sentence; empty where one does."""
    parts = urlsplit(origin())
    host = parts.hostname or ""
    if parts.scheme != "https" and host != "localhost":
        return "安全密钥只能在 https 网站上使用，本系统现在不是。"
    if _is_number(host):
        return "安全密钥只能在有域名的网站上使用，本系统现在用的是数字地址。"
    if f"{request.scheme}://{request.get_host()}" != origin():
        return f"请从 {origin()} 打开本系统，才能使用安全密钥。"
    return ""


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _server() -> Fido2Server:
    """What checks answers: for exactly this origin, not for what lies below its domain."""
    house = PublicKeyCredentialRpEntity(id=urlsplit(origin()).hostname, name=HOUSE)
    server = Fido2Server(house, AttestationConveyancePreference.NONE, verify_origin=lambda told: told == origin())
    server.timeout = CHALLENGE_SECONDS * 1000  # type: ignore[assignment]
    server.allowed_algorithms = [
        PublicKeyCredentialParameters(type=PublicKeyCredentialType.PUBLIC_KEY, alg=number) for number in ALGORITHMS
    ]
    return server


# --- registering --------------------------------------------------------------------------------------------------


def ask_new(request: HttpRequest, person: Person) -> str:
    """What the browser needs to make a new key, as JSON; its challenge stands in the session."""
    handle = salted_hmac("ymdm.accounts.keys", str(person.pk), algorithm="sha256").digest()
    options, state = _server().register_begin(
        PublicKeyCredentialUserEntity(id=handle, name=person.staff_number, display_name=person.name),
        [_known(key) for key in SecurityKey.objects.filter(factor__person=person)],
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=VERIFICATION,
    )
    _remember(request, "new_key", state)
    return json.dumps(dict(options.public_key))


def register(request: HttpRequest, person: Person, name: str, answer: str) -> list[str]:
    """Keep a new key. Returns recovery codes, seen only now, where it is the first means; else none. Raises NotRight."""
    state = _taken(request, "new_key")
    made = _read(lambda: _made(state, json.loads(answer)), NOT_TAKEN)
    now = timezone.now()
    with transaction.atomic():
        factor, is_first = SecondFactor.objects.get_or_create(person=person, defaults={"made_at": now})
        if factor.keys.count() >= MOST:
            raise NotRight("安全密钥太多", f"最多注册 {MOST} 把安全密钥，请先移除不用的。")
        try:
            with transaction.atomic():
                SecurityKey.objects.create(
                    factor=factor, name=name, credential_id=websafe_encode(made.credential_data.credential_id),
                    public_key=cbor.encode(made.credential_data.public_key), sign_count=made.counter, made_at=now,
                )  # fmt: skip
        except IntegrityError:
            raise NotRight("这把安全密钥已经注册过", TAKEN) from None
        codes = factors.new_codes(factor) if is_first else []
        record("accounts.set_factor", person, person, says="设置第二重验证", unit=person.unit)
        write(Kind.FACTOR, request, person, f"注册安全密钥“{name}”")
    return codes


def _made(state: dict[str, Any], answer: Any) -> Any:
    """The new key's data. Raises anything, as it comes, where the answer is not what was asked for."""
    told = RegistrationResponse.from_dict(answer)
    _refuse_frames(told)
    data = _server().register_complete(state, told)
    key = data.credential_data
    if key is None or key.credential_id != told.raw_id or not 0 < len(key.credential_id) <= ID_BYTES:
        raise ValueError("no key, or another one than the answer names")
    if key.public_key.ALGORITHM not in ALGORITHMS:
        raise ValueError("an algorithm that was not asked for")
    try:
        key.public_key.verify(b"", b"")
    except InvalidSignature:
        return data  # it can be computed with: curve, point and lengths are right
    raise ValueError("a key that takes everything")


# --- proving ------------------------------------------------------------------------------------------------------


def ask(request: HttpRequest, factor: SecondFactor) -> str:
    """What the browser needs to ask for one of the keys, as JSON; its challenge stands in the session."""
    known = [_known(key) for key in factor.keys.all()]
    options, state = _server().authenticate_begin(known, user_verification=VERIFICATION)
    _remember(request, "key_asked", state)
    return json.dumps(dict(options.public_key))


def verify(request: HttpRequest, factor: SecondFactor, answer: str) -> str:
    """By which key the person was proved; its counter moves, and the challenge is used up. Raises NotRight."""
    state = _taken(request, "key_asked")
    keys = {key.credential_id: key for key in factor.keys.all()}
    told, known = _read(lambda: _answered(state, list(keys.values()), json.loads(answer)), WRONG_KEY)
    key = keys[websafe_encode(known.credential_id)]
    counter = told.response.authenticator_data.counter
    # One statement: of two requests with the same answer, or with two copies of a key, one finds it taken.
    rows = SecurityKey.objects.filter(pk=key.pk).exclude(last_challenge=state["challenge"])
    rows = rows.filter(sign_count__lt=counter) if counter else rows.filter(sign_count=0)
    if not rows.update(sign_count=counter, last_challenge=state["challenge"], used_at=timezone.now()):
        raise NotRight(f"安全密钥“{key.name}”的计数没有增加", COPIED)
    return f"安全密钥“{key.name}”"


def _answered(state: dict[str, Any], keys: list[SecurityKey], answer: Any) -> tuple[AuthenticationResponse, Any]:
    told = AuthenticationResponse.from_dict(answer)
    _refuse_frames(told)
    return told, _server().authenticate_complete(state, [_known(key) for key in keys], told)


# --- both ---------------------------------------------------------------------------------------------------------


def _known(key: SecurityKey) -> AttestedCredentialData:
    public_key = CoseKey.parse(cbor.decode(bytes(key.public_key)))  # type: ignore[arg-type]
    return AttestedCredentialData.create(Aaguid.NONE, websafe_decode(key.credential_id), public_key)


def _remember(request: HttpRequest, where: str, state: dict[str, Any]) -> None:
    request.session[where] = {"challenge": state["challenge"], "at": int(time.time())}


def _taken(request: HttpRequest, where: str) -> dict[str, Any]:
    """The challenge of this session, which it does not hold any longer. Raises NotRight without one, or a late one."""
    kept = request.session.pop(where, None)
    if not kept or not 0 <= time.time() - kept["at"] < CHALLENGE_SECONDS:
        raise NotRight("安全密钥的随机数已经过期或用过", TOO_LATE)
    return {"challenge": kept["challenge"], "user_verification": VERIFICATION}


def _refuse_frames(told: RegistrationResponse | AuthenticationResponse) -> None:
    if told.response.client_data.cross_origin:
        raise ValueError("asked from within a page of others")


def _read(judge: Callable[[], Any], sentence: str) -> Any:
    try:
        return judge()
    except Exception as error:
        # Whatever is thrown over bytes that a stranger sent is a no: nothing in there touches anything but them.
        log.info("an answer of a security key was refused: %r", error)
        raise NotRight("安全密钥没有通过核对", sentence) from error
