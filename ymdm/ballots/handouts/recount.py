#!/usr/bin/env python3
"""Count a box of ymdm once more, on a computer of your own, without the platform.

    python3 recount.py box.json

`box.json` comes from the platform (`manage.py recount <box> --export box.json`, or the keepers' page). Bring your cards and
the slip of the close. Asked for: the root on the slip, and the words of as many keepers as it takes. Printed: whether the box is
the announced one, and every count beside the announced one. Take the computer off the network before typing a word.

Needs Python 3.11 and the package `cryptography`, version 48 or later (`pip install cryptography`): the standard library has
neither the curve nor AES. Shares no line with the platform, on purpose: two programs must agree.
"""

import base64
import getpass
import hashlib
import json
import sys
import unicodedata

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def merkle(leaves):
    if not leaves:
        return sha()
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha(b"\1", merkle(leaves[:half]), merkle(leaves[half:]))


def trackers(box):
    return [sha(f"ymdm/box/1|{box['box']}|".encode(), bytes.fromhex(body)) for _group, body in box["ballots"]]


def slip(root):
    return base64.b32encode(bytes.fromhex(root)[:20]).decode()


def open_key(box, given):
    """The private key out of the envelope for these (place, word)s, in this order; SystemExit where a word is wrong."""
    name = ">".join(place for place, _word in given)
    salt, text = next((bytes.fromhex(s), bytes.fromhex(c)) for order, s, c in box["envelopes"] if order == name)
    for depth, (place, word) in enumerate(given):
        digits = "".join(char for char in unicodedata.normalize("NFKC", word) if char.isdigit())
        stretched = hashlib.scrypt(
            digits.encode(), salt=bytes.fromhex(box["salts"][place]), n=box["n"], r=8, p=1,
            maxmem=2048 * box["n"], dklen=32,
        )  # fmt: skip
        info = f"ymdm/envelope/1|{box['ceremony']}|{box['pair']}|{name}|{depth}".encode()
        derived = HKDF(SHA256(), 44, salt, info).derive(stretched)
        try:
            text = AESGCM(derived[:32]).decrypt(derived[32:], text, info)
        except Exception:
            sys.exit(f"第 {depth + 1} 个口令不对。")
    return ec.derive_private_key(int.from_bytes(text, "big"), ec.SECP256R1())


def choices(box, key):
    """(group, answers) of every ballot; answers None where a ballot does not open or is no ballot."""
    info = f"ymdm/ballot/1|{box['box']}".encode()
    for group, body in box["ballots"]:
        try:
            read = json.loads(SUITE.decrypt(bytes.fromhex(body), key, info))["c"]
            yield group, read if isinstance(read, dict) else None
        except Exception:
            yield group, None


def recounted(box, key):
    """{item: {option: votes}} over all groups, electronic ballots alone; elections by the candidate's number."""
    items = {item["id"]: item for item in box["paper"]["items"]}
    counts: dict = {name: {} for name in items}

    def add(name, what):
        counts[name][what] = counts[name].get(what, 0) + 1

    for _group, answers in choices(box, key):
        for name, item in items.items():
            answer = answers.get(name) if answers is not None else None
            if item["kind"] in ("decide", "rate"):
                codes = [one[0] for one in item.get("options") or item.get("scale")]
                if answers is None or (answer not in (None, "", {}) and answer not in codes):
                    add(name, "invalid")
                else:
                    add(name, answer if answer in codes else "blank")
    return counts


def announced(box):
    """The same out of the announced result, the counts on paper taken off again."""
    told = {}
    for name, item in box["result"]["items"].items():
        total: dict = {}
        for counts in item.get("groups", {}).values():
            for option, votes in {
                **counts.get("options", {}),
                "blank": counts.get("blank", 0),
                "invalid": counts.get("invalid", 0),
            }.items():
                total[option] = total.get(option, 0) + votes
        for sheet in box["paper_counts"]:
            marks = sheet["counts"].get(name, {})
            for option, votes in marks.items():
                if isinstance(votes, int):
                    total[option] = total.get(option, 0) - votes
            total["blank"] = (
                total.get("blank", 0) - sheet["returned"] + sum(v for v in marks.values() if isinstance(v, int))
            )
        told[name] = {option: votes for option, votes in total.items() if votes}
    return told


def check(box, root_on_slip):
    """What is wrong with the box itself, in sentences."""
    faults = []
    found = merkle([sha(b"\0", one) for one in sorted(trackers(box))]).hex()
    if found != box["root"] or len(box["ballots"]) != box["count"]:
        faults.append("票箱根或票数与公布的不一致。")
    if "".join(c for c in root_on_slip.upper() if c.isalnum()) not in (slip(found), found.upper()):
        faults.append("票箱根与封箱单上的不一致。")
    if any(len(bytes.fromhex(body)) != box["body_len"] for _group, body in box["ballots"]):
        faults.append("有的密票长度不对。")
    canonical = json.dumps(box["result"], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    salted = bytes.fromhex(box["result_salt"]) + canonical
    if box["result"] is not None and hashlib.sha256(salted).hexdigest() != box["result_hash"]:
        faults.append("结果与公布的摘要不一致。")
    return faults


def main(path):
    with open(path, encoding="utf-8") as file:
        box = json.load(file)
    print(f"{box['paper']['title']}\n箱内 {box['count']} 张电子票，票箱根 {slip(box['root'])}")
    faults = check(box, input("封箱单上的票箱根："))
    if faults:
        sys.exit("\n".join(faults))
    given: list = []
    for place, keeper in box["keepers"].items():
        word = (
            getpass.getpass(f"{keeper} 第 {box['pair']} 行的口令（不在场请直接回车）：")
            if len(given) < box["t"]
            else ""
        )
        if word:
            given.append((place, word))
    if len(given) < box["t"]:
        sys.exit(f"需要 {box['t']} 名保管人的口令。")
    mine = recounted(box, open_key(box, given))
    theirs = announced(box) if box["result"] is not None else {}
    wrong = 0
    for item in box["paper"]["items"]:
        if item["kind"] not in ("decide", "rate"):
            print(f"{item['text']}：本程序不核对这类事项，请用平台的重新计票。")
            continue
        counted, said = mine[item["id"]], theirs.get(item["id"])
        same = said is None or counted == said
        wrong += not same
        print(f"{item['text']}：{counted}", "" if said is None else "与公布的一致" if same else f"与公布的不同：{said}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1]) if len(sys.argv) == 2 else sys.exit(__doc__)
