"""Keys, envelopes and seals, without a database: who opens what, and who does not."""

import hmac
from itertools import permutations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from ymdm import settings as product
from ymdm.ballots import keys, rules, sealing

CHEAP = 2**4


@pytest.fixture(scope="module")
def made():
    return keys.make("7", 3, [1, 2, 3], 2, CHEAP)


@pytest.mark.parametrize("order", list(permutations((1, 2, 3), 2)), ids=lambda order: f"{order[0]}-{order[1]}")
def test_every_ordered_pair_of_keepers_opens(made, order):
    key = keys.unlock(made.locked, "7", [(place, made.words[place]) for place in order], CHEAP)
    assert sealing.public_hex(key.public_key()) == made.locked.public_key


@pytest.mark.parametrize(
    "given",
    [
        [(1, "right")],
        [(1, "right"), (1, "right")],
        [(1, "right"), (2, "wrong")],
        [(1, "wrong"), (2, "right")],
        [(1, "right"), (4, "right")],
        [(1, "right"), (2, "right"), (3, "right")],
    ],
    ids=["one alone", "one twice", "second wrong", "first wrong", "a stranger", "one too many"],
)
def test_nobody_else_opens(made, given):
    words = [(place, made.words.get(place, "0" * 16) if kind == "right" else "1" * 16) for place, kind in given]
    with pytest.raises(keys.WrongWord):
        keys.unlock(made.locked, "7", words, CHEAP)


def test_words_of_another_pair_or_another_ceremony_open_nothing(made):
    words = [(place, made.words[place]) for place in (1, 2)]
    other = keys.make("7", 4, [1, 2, 3], 2, CHEAP)
    for locked, context in ((other.locked, "7"), (made.locked, "8")):
        with pytest.raises(keys.WrongWord):
            keys.unlock(locked, context, words, CHEAP)


def test_a_quorum_of_three_of_four_takes_three():
    made = keys.make("7", 0, [1, 2, 3, 4], 3, CHEAP)
    assert len(made.locked.envelopes) == 24
    words = [(place, made.words[place]) for place in (4, 1, 3)]
    assert keys.unlock(made.locked, "7", words, CHEAP)
    with pytest.raises(keys.WrongWord):
        keys.unlock(made.locked, "7", words[:2], CHEAP)


def test_a_guess_costs_what_the_design_says():
    assert product.BALLOT_SCRYPT_N == 2**15 and keys.SCRYPT_R == 8
    made = keys.make("7", 0, [1, 2, 3], 2, product.BALLOT_SCRYPT_N)
    assert keys.unlock(made.locked, "7", [(2, made.words[2]), (1, made.words[1])], product.BALLOT_SCRYPT_N)
    with pytest.raises(keys.WrongWord):
        keys.unlock(made.locked, "7", [(2, made.words[2]), (1, made.words[1])], CHEAP)


def test_neither_scalar_nor_word_stands_in_what_is_kept(made):
    key = keys.unlock(made.locked, "7", [(1, made.words[1]), (2, made.words[2])], CHEAP)
    kept = repr(made.locked)
    assert f"{key.private_numbers().private_value:064x}" not in kept
    assert not any(word in kept for word in made.words.values())
    assert made.words[1] not in repr(made), "a word in an error report"


@pytest.mark.parametrize("typed", ["1234-5678 9012 3456", "１２３４５６７８９０１２３４５６", "1234567890123456"])
def test_a_word_may_be_typed_with_gaps_and_wide_digits(typed):
    assert keys.clean(typed) == "1234567890123456"


# --- HPKE -----------------------------------------------------------------------------------------------------------
# RFC 9180 A.3 has our KEM and KDF with AES-128-GCM: the key schedule is checked by it, written out below from the RFC.
VECTOR = {
    "info": "4f6465206f6e2061204772656369616e2055726e",
    "skRm": "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2",
    "enc": "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac98536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4",
    "shared_secret": "c0d26aeab536609a572b07695d933b589dcf363ff9d93c93adea537aeabb8cb8",
    "key": "868c066ef58aae6dc589b6cfdd18f97e",
    "base_nonce": "4e0bc5018beba4bf004cca59",
    "aad": "436f756e742d30",
    "pt": "4265617574792069732074727574682c20747275746820626561757479",
    "ct": "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434",
}  # fmt: skip


def extract(salt: bytes, suite: bytes, label: bytes, ikm: bytes) -> bytes:
    return hmac.new(salt or bytes(32), b"HPKE-v1" + suite + label + ikm, "sha256").digest()


def expand(prk: bytes, suite: bytes, label: bytes, info: bytes, length: int) -> bytes:
    text = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return HKDFExpand(SHA256(), length, text).derive(prk)


def schedule(scalar: bytes, enc: bytes, info: bytes, aead: int, key_length: int) -> tuple[bytes, bytes, bytes]:
    """Shared secret, key and base nonce of RFC 9180 in base mode, by our own hand."""
    private = sealing.private_from(scalar)
    own = bytes.fromhex(sealing.public_hex(private.public_key()))
    dh = private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(sealing.CURVE, enc))
    kem = b"KEM\x00\x10"
    secret = expand(extract(b"", kem, b"eae_prk", dh), kem, b"shared_secret", enc + own, 32)
    suite = b"HPKE\x00\x10\x00\x01" + aead.to_bytes(2, "big")
    context = b"\0" + extract(b"", suite, b"psk_id_hash", b"") + extract(b"", suite, b"info_hash", info)
    prk = extract(secret, suite, b"secret", b"")
    return (
        secret,
        expand(prk, suite, b"key", context, key_length),
        expand(prk, suite, b"base_nonce", context, 12),
    )


def test_the_key_schedule_written_out_gives_the_vector_of_the_rfc():
    v = {name: bytes.fromhex(value) for name, value in VECTOR.items()}
    secret, key, nonce = schedule(v["skRm"], v["enc"], v["info"], 1, 16)
    assert (secret, key, nonce) == (v["shared_secret"], v["key"], v["base_nonce"])
    assert AESGCM(key).decrypt(nonce, v["ct"], v["aad"]) == v["pt"]


def test_what_the_library_seals_opens_by_the_schedule_written_out_and_the_other_way_round():
    key = ec.generate_private_key(sealing.CURVE)
    scalar, info, text = key.private_numbers().private_value.to_bytes(32, "big"), b"ymdm/ballot/1|x", b"{}   "
    body = sealing.seal(sealing.public_hex(key.public_key()), info, text)
    assert len(body) == sealing.POINT + len(text) + sealing.TAG
    _secret, aes, nonce = schedule(scalar, body[: sealing.POINT], info, 2, 32)
    assert AESGCM(aes).decrypt(nonce, body[sealing.POINT :], b"") == text
    again = body[: sealing.POINT] + AESGCM(aes).encrypt(nonce, b"[]   ", b"")
    assert sealing.unseal(key, info, again) == b"[]   "


@pytest.mark.parametrize("spoil", ["info", "cut", "flipped", "negated", "another key"])
def test_what_was_changed_does_not_open(spoil):
    key = ec.generate_private_key(sealing.CURVE)
    body = sealing.seal(sealing.public_hex(key.public_key()), b"box", b"yes")
    info = b"box"
    if spoil == "info":
        info = b"another box"
    elif spoil == "cut":
        body = body[:-1]
    elif spoil == "flipped":
        body = body[:-1] + bytes([body[-1] ^ 1])
    elif spoil == "negated":
        p = 2**256 - 2**224 + 2**192 + 2**96 - 1
        y = p - int.from_bytes(body[33:65], "big")
        body = body[:33] + y.to_bytes(32, "big") + body[65:]
        assert sealing.begins_with_a_point(body)
    else:
        key = ec.generate_private_key(sealing.CURVE)
    with pytest.raises(sealing.NotSealed):
        sealing.unseal(key, info, body)


def test_all_ballots_of_a_box_have_one_length():
    texts = [{"i1": "yes"}, {"i1": "abstain"}, {}, {"i1": "no", "c1": "说明" * 10}]
    assert {len(sealing.pack(choice, 400)) for choice in texts} == {400 - sealing.POINT - sealing.TAG}
    with pytest.raises(ValueError, match="in a ballot of"):
        sealing.pack({"c1": "长" * 200}, 400)


def test_the_slip_carries_160_bits_of_the_root():
    root = sealing.root([f"{number:064x}" for number in range(5)])
    slip = rules.on_the_slip(root)
    assert [len(part) for part in slip.split()] == [4] * 8
    assert rules.is_the_root(slip.lower(), root) and rules.is_the_root(root, root)
    assert not rules.is_the_root(slip[:-1], root) and not rules.is_the_root("", "")
    assert not rules.is_the_root(slip, sealing.root([f"{number:064x}" for number in range(4)]))
