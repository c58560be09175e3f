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
            read = json.loads(SUITE.decrypt(bytes.fromhex(body), key, info).decode())["c"]
            yield group, read if isinstance(read, dict) else None
        except Exception:
            yield group, None


def plain_name(text):
    return "".join(unicodedata.normalize("NFKC", text).split())


def marks(item, answer):
    """What one answer counts for, as a list of words; ["invalid"] where it breaks a rule of its question."""
    kind = item["kind"]
    if kind in ("decide", "rate"):
        codes = [one[0] for one in item.get("options") or item.get("scale")]
        return [answer] if answer in codes else ["invalid"]
    if kind == "score":
        good = type(answer) is int and item["low"] <= answer <= item["high"]
        return [str(answer)] if good and (answer - item["low"]) % item.get("step", 1) == 0 else ["invalid"]
    if kind == "comment":
        good = isinstance(answer, str) and len(answer) <= item["most"]
        return [answer.strip()] if good and answer.strip() else []
    return names(item, answer)


def names(item, answer):
    """An election: “for 17”, “against 18”, “write 张三”. A name that is a candidate's, and one's alone, is the candidate."""
    if not isinstance(answer, dict) or set(answer) - {"for", "against", "write"}:
        return ["invalid"]
    chosen, against, write = (answer.get(part, []) for part in ("for", "against", "write"))
    if not all(isinstance(part, list) for part in (chosen, against, write)):
        return ["invalid"]
    slate = {one[0]: plain_name(one[1]) for one in item["candidates"]}
    if any(type(pk) is not int or pk not in slate for pk in chosen + against):
        return ["invalid"]
    if any(not isinstance(name, str) or not plain_name(name) or len(name) > 30 for name in write):
        return ["invalid"]
    others = []
    for name in map(plain_name, write):
        meant = [pk for pk in slate if slate[pk] == name]
        if len(meant) == 1:
            chosen = [*chosen, meant[0]]
        else:
            others.append(name)
    told = [f"for {pk}" for pk in chosen] + [f"against {pk}" for pk in against] + [f"write {name}" for name in others]
    people = [*chosen, *against, *others]
    too_many = len(chosen) + len(others) > item["seats"] or len(others) > 10
    not_allowed = (others and not item.get("write_in")) or (against and not item.get("against"))
    return ["invalid"] if too_many or not_allowed or len(set(people)) < len(people) else told


def recounted(box, key):
    """{item: {group: {mark: votes}}} of the electronic ballots alone; comments stand under one group without a name."""
    items = box["paper"]["items"]
    counts: dict = {item["id"]: {} for item in items}
    for group, answers in choices(box, key):
        scores = [answers.get(item["id"]) for item in items if item["kind"] == "score"] if answers else []
        scores = [one for one in scores if type(one) is int]
        all_alike = box["paper"].get("differ") and len(scores) > 1 and len(set(scores)) == 1
        for item in items:
            answer = answers.get(item["id"]) if answers is not None else None
            if item["kind"] == "comment":
                given = marks(item, answer)
            elif answers is None:
                given = ["invalid"]
            elif answer in (None, "", {}):
                given = ["blank"] if item["kind"] != "elect" else []
            else:
                given = (
                    ["invalid"]
                    if item["kind"] == "score" and all_alike and type(answer) is int
                    else marks(item, answer)
                )
            where = "" if item["kind"] == "comment" else group
            for mark in given:
                row = counts[item["id"]].setdefault(where, {})
                row[mark] = row.get(mark, 0) + 1
    return counts


def flat(counts):
    """The marks of one group of the result, or of one sheet of paper, in the same words as `marks`."""
    told: dict = {}
    for part, value in counts.items():
        if part in ("options", "scores"):
            told |= value
        elif isinstance(value, dict):
            told |= {f"{part} {name}": votes for name, votes in value.items()}
        else:
            told[part] = value
    return told


def announced(box):
    """The same out of the announced result, the counts on paper taken off again."""
    told: dict = {}
    for name, item in box["result"]["items"].items():
        if item["kind"] == "comment":
            rows = {"": {text: item["comments"].count(text) for text in item["comments"]}}
        else:
            rows = {group: flat(counts) for group, counts in item["groups"].items()}
            for sheet in box["paper_counts"]:
                beside = flat(sheet["counts"].get(name, {}))
                if item["kind"] != "elect":
                    beside["blank"] = sheet["returned"] - sum(beside.values())
                for mark, votes in beside.items():
                    mark = f"write {plain_name(mark[6:])}" if mark.startswith("write ") else mark
                    rows[sheet["stratum"]][mark] = rows[sheet["stratum"]].get(mark, 0) - votes
        rows = {group: {mark: votes for mark, votes in row.items() if votes} for group, row in rows.items()}
        told[name] = {group: row for group, row in rows.items() if row}
    return told


def in_words(item, counts):
    """One question's count over all groups, as a keeper reads it."""
    whole: dict = {}
    for row in counts.values():
        for mark, votes in row.items():
            whole[mark] = whole.get(mark, 0) + votes
    said = {one[0]: one[1] for one in item.get("options") or item.get("scale") or []}
    people = {str(one[0]): one[1] for one in item.get("candidates") or []}
    verbs = {"for": "赞成", "against": "反对", "write": "另选"}
    words = {"blank": "未填", "invalid": "无效"} | said
    told = []
    for mark, votes in sorted(whole.items()):
        verb, _, who = mark.partition(" ")
        if item["kind"] == "elect" and who:
            told.append(f"{verbs[verb]}{people.get(who, who) if verb != 'write' else who} {votes} 票")
        elif item["kind"] == "comment":
            told.append(f"“{mark}” {votes} 次")
        else:
            unit = " 分" if item["kind"] == "score" and mark not in words else ""
            told.append(f"{words.get(mark, mark)}{unit} {votes} 票")
    return "，".join(told) or "没有"


def wrong_sums(box):
    """Whether the result tells other numbers of ballots by group than lie in the box and were returned on paper."""
    found: dict = {}
    for group, number in [(group, 1) for group, _body in box["ballots"]] + [
        (sheet["stratum"], sheet["returned"]) for sheet in box["paper_counts"]
    ]:
        found[group] = found.get(group, 0) + number
    return found != box["result"]["ballots"]


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
    if box["result"] is not None and wrong_sums(box):
        faults.append("各组票数与箱内和纸质票的合计不一致。")
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
        counted, said = mine[item["id"]], theirs.get(item["id"])
        same = said is None or counted == said
        wrong += not same
        print(f"{item.get('text') or item['subject'][1]}：{in_words(item, counted)}。", end="")
        print("" if said is None else "与公布的一致。" if same else f"与公布的不同：{in_words(item, said)}。")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1]) if len(sys.argv) == 2 else sys.exit(__doc__)
