"""What the browser seals: the vector of RFC 9180 for our suite, and what Python opens again."""

import hashlib
import json
from base64 import b64decode, urlsafe_b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

from ymdm.ballots import sealing

pytestmark = pytest.mark.django_db(transaction=True)
SCRIPT = (Path(settings.BASE_DIR) / "ymdm/ballots/static/ballots/seal.js").read_text()
# test-vectors.json of the working group, mode 0, kem 16, kdf 1, aead 2: DHKEM(P-256), HKDF-SHA256, AES-256-GCM.
VECTOR = {
    "info": "4f6465206f6e2061204772656369616e2055726e",
    "skEm": "90345e3a1d116c1dd39ae76d95ab858c142223a63e44f8f85318cfa91a84858e",
    "pkRm": "04abc7e49a4c6b3566d77d0304addc6ed0e98512ffccf505e6a8e3eb25c685136f"
    "853148544876de76c0f2ef99cdc3a05ccf5ded7860c7c021238f9e2073d2356c",
    "enc": "04c06b4f6bebc7bb495cb797ab753f911aff80aefb86fd8b6fcc35525f3ab5f03e"
    "0b21bd31a86c6048af3cb2d98e0d3bf01da5cc4c39ff5370d331a4f1f7d5a4e0",
    "aad": "436f756e742d30",
    "pt": "4265617574792069732074727574682c20747275746820626561757479",
    "ct": "58c61a45059d0c5704560e9d88b564a8b63f1364b8d1fcb3c4c6ddc1d291742465e902cd216f8908da49f8f96f",
}
# The ephemeral key of the vector reaches the script by a `crypto` of the test's own; the script has no parameter for it.
BY_VECTOR = """async ([script, vector]) => {
  const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
  const curve = {name: "ECDH", namedCurve: "P-256"};
  const privateKey = await crypto.subtle.importKey("jwk", vector.jwk, curve, true, ["deriveBits"]);
  const publicKey = await crypto.subtle.importKey("raw", bytes(vector.enc), curve, true, []);
  const subtle = new Proxy(crypto.subtle, {get: (real, name) =>
    name === "generateKey" ? async () => ({privateKey, publicKey}) : real[name].bind(real)});
  const made = new Function("crypto", script + "; return ymdmSeal;")({subtle});
  const sealed = await made.hpke(bytes(vector.pkRm), bytes(vector.info), bytes(vector.aad), bytes(vector.pt));
  return Array.from(sealed, (byte) => byte.toString(16).padStart(2, "0")).join("");
}"""
BY_CHANCE = """async ([script, key, box, choices, length]) => {
  const made = new Function(script + "; return ymdmSeal;")();
  return Promise.all(choices.map((choice) => made.seal(key, box, choice, length)));
}"""


@pytest.fixture
def tab(page):
    page.goto("/w/sign-in/")
    return page


def test_chromium_gives_the_bytes_of_the_vector(tab):
    scalar, point = bytes.fromhex(VECTOR["skEm"]), bytes.fromhex(VECTOR["enc"])
    d, x, y = (urlsafe_b64encode(part).rstrip(b"=").decode() for part in (scalar, point[1:33], point[33:]))
    jwk = {"kty": "EC", "crv": "P-256", "d": d, "x": x, "y": y, "ext": True}
    assert tab.evaluate(BY_VECTOR, [SCRIPT, VECTOR | {"jwk": jwk}]) == VECTOR["enc"] + VECTOR["ct"]


def test_python_opens_what_chromium_sealed_and_every_ballot_has_one_length(tab):
    key, box = ec.generate_private_key(sealing.CURVE), "0f0e0d0c-0b0a-4908-8706-050403020100"
    choices = [{}, {"i1": "yes"}, {"e1": {"for": [17], "against": [18], "write": ["欧阳拓疆"]}, "c1": "“好”\n" * 20}]
    sealed = tab.evaluate(BY_CHANCE, [SCRIPT, sealing.public_hex(key.public_key()), box, choices, 1024])
    bodies = [b64decode(one["body"]) for one in sealed]
    assert {len(body) for body in bodies} == {1024}
    opened = [sealing.unseal(key, f"ymdm/ballot/1|{box}".encode(), body) for body in bodies]
    assert [json.loads(text)["c"] for text in opened] == choices
    assert [one["tracker"] for one in sealed] == [sealing.tracker(box, body) for body in bodies]
    with pytest.raises(sealing.NotSealed):
        sealing.unseal(key, b"ymdm/ballot/1|another box", bodies[0])
    assert len({hashlib.sha256(body).digest() for body in bodies}) == 3
