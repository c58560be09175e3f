"""The check of the whole ledger: every column of every event against the chain, the chain against its checkpoints.

It reads and changes nothing. The first bad row is named, in the order of the chain.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models
from django.db.models import F
from django.db.models.functions import Cast
from django.utils import timezone

from . import signing
from .checkpoints import SIGNED, message, size_of_chain
from .hashing import NAMES, NOTHING, digest
from .lines import COLUMNS, PERSON, SUBJECT, fixed, opened, seal_hash, told
from .merkle import BLOCK, node, root_of
from .models import CHAIN, ERASED, Checkpoint, Erasure, Event, EventPayload, EventSeal, SealBlock
from .record import canonical, commitment
from .sealing import BEGINNING, unsealed

AT_ONCE = 2000
# The clock seals every ten seconds; whatever waits longer than this has been left out.
PATIENCE = timedelta(hours=1)
ERASE = "ledger.erase"


@dataclass(frozen=True)
class Fault:
    """What does not hold. `row` names the place, `check` the rule that failed."""

    row: str
    check: str

    def __str__(self) -> str:
        return f"{self.row}：{self.check}"


@dataclass
class Findings:
    """What the check saw."""

    seals: int = 0
    checkpoints: int = 0
    erased: int = 0
    waiting: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.faults

    def found(self, row: str, check: str) -> None:
        self.faults.append(Fault(row, check))


class Frontier:
    """The roots of the tree at every size that is asked for, in one pass over the seals."""

    def __init__(self, hash_name: str) -> None:
        self.hash_name = hash_name
        self.peaks: list[tuple[int, bytes]] = []  # whole subtrees from the left: number of leaves, root

    def add(self, leaf: bytes) -> None:
        size = 1
        while self.peaks and self.peaks[-1][0] == size:
            leaf, size = node(self.hash_name, self.peaks.pop()[1], leaf), size * 2
        self.peaks.append((size, leaf))

    def root(self) -> bytes:
        if not self.peaks:
            return digest(self.hash_name, b"")
        root = self.peaks[-1][1]
        for _size, peak in reversed(self.peaks[:-1]):
            root = node(self.hash_name, peak, root)
        return root


def check(*, now: datetime | None = None) -> Findings:
    """Check everything. About a minute of one core for a million events."""
    findings = Findings()
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        # A byte that is no UTF-8 any more is a changed byte, not the end of the check.
        connection.connection.text_factory = lambda raw: raw.decode(errors="replace")
    try:
        _check_chain(findings)
    finally:
        if connection.vendor == "sqlite":
            connection.connection.text_factory = str
    if findings.is_whole:
        _check_nothing_beside(findings)
    _check_waiting(findings, now or timezone.now())
    return findings


def _check_chain(findings: Findings) -> None:
    signed: dict[int, list[Checkpoint]] = {}
    for one in Checkpoint.objects.filter(chain=CHAIN):
        signed.setdefault(one.size, []).append(one)
    # Others go on writing and sealing: what is checked is the chain as long as it is now.
    size = size_of_chain()
    blocks = dict(SealBlock.objects.filter(chain=CHAIN, number__lt=size // BLOCK).values_list("number", "root"))
    hash_name, prev, frontier, block = "", NOTHING, Frontier(""), []
    known = signing.known_keys()
    for seq, row in enumerate(_rows(size)):
        if fault := row.get("fault"):
            return findings.found(f"第 {seq} 号", fault)
        if row["seq"] != seq:
            return _found_missing(seq, findings)
        if seq == 0:
            hash_name = (row["act"] or "").removeprefix(BEGINNING)
            if hash_name not in NAMES:
                return findings.found("第 0 号", "第一条没有写明所用的算法")
            frontier = Frontier(hash_name)
        here = f"第 {seq} 号（记录 {row['event_id']}）"
        if fault := _fault_of(row, hash_name, prev, findings):
            return findings.found(here, fault)
        prev = row["hash"]
        leaf = bytes.fromhex(prev)
        frontier.add(leaf)
        block.append(leaf)
        if len(block) == BLOCK:
            if blocks.pop(seq // BLOCK, None) != root_of(hash_name, block).hex():
                return findings.found(f"第 {seq // BLOCK} 块", "块的树根与其中的封条不符")
            block = []
        findings.seals = seq + 1
        for checkpoint in signed.pop(seq + 1, []):
            if fault := _fault_of_checkpoint(checkpoint, frontier.root().hex(), hash_name, known):
                return findings.found(_name(checkpoint), fault)
            findings.checkpoints += 1
    if findings.seals < size:
        return _found_missing(findings.seals, findings)
    for left in signed.values():
        return findings.found(
            _name(left[0]), f"公布时有 {left[0].size} 条，现在只有 {findings.seals} 条，后面的被截去了"
        )


def _found_missing(seq: int, findings: Findings) -> None:
    """Number `seq` did not come: the seal is gone, or its event."""
    orphan = EventSeal.objects.filter(chain=CHAIN, seq=seq).values_list("event_id", flat=True).first()
    if orphan is None:
        findings.found(f"第 {seq} 号", "封条缺失，序号不连续")
    else:
        findings.found(f"第 {seq} 号（记录 {orphan}）", "封条还在，记录被删除了")


def _rows(size: int) -> Iterator[dict[str, Any]]:
    """The first `size` seals with their events, in order; a row that the database cannot even read comes with its `fault`."""
    after = -1
    while True:
        try:
            rows = list(_read(after, min(AT_ONCE, size - 1 - after)))
        except Exception:  # whatever a driver makes of a broken row
            rows = list(_one_by_one(after))
        yield from rows
        if len(rows) < AT_ONCE or rows[-1]["seq"] >= size - 1:
            return
        after = rows[-1]["seq"]


def _read(after: int, number: int) -> Any:
    seals = EventSeal.objects.filter(chain=CHAIN, seq__gt=after).order_by("seq")
    return seals.values(
        "seq", "event_id", "salt", "subject", "person", "prev", "hash",
        **{name: F(f"event__{name}") for name in COLUMNS if name != "id"},
        id=F("event__id"),
        payload_salt=F("event__payload__salt"),
        payload_text=Cast("event__payload__payload", models.TextField()),
        erased_at=F("event__erasure__at"),
        erased_why=F("event__erasure__reason"),
    )[:number]  # fmt: skip


def _one_by_one(after: int) -> Iterator[dict[str, Any]]:
    for seq in range(after + 1, after + 1 + AT_ONCE):
        try:
            rows = list(_read(seq - 1, 1))
        except Exception:
            yield {"seq": seq, "fault": "这一条已损坏，读不出来"}
            return
        if not rows:
            return
        yield from rows


def _fault_of(row: dict[str, Any], hash_name: str, prev: str, findings: Findings) -> str:
    """The first check that a sealed event fails, or an empty string."""
    if row["prev"] != prev:
        return "与上一条的封条接不上"
    if row["at"] is None or row["recorded_at"] is None:
        return "这一条已损坏，读不出来"
    try:
        if seal_hash(hash_name, prev, canonical(told(row, row["subject"], row["person"]))) != row["hash"]:
            return "封条与记录不符，记录或封条被改动"
        if fixed(hash_name, row["salt"], opened(row, SUBJECT)) != row["subject"]:
            return "事项、单位与封条不符"
        if row["erased_at"] is not None:
            findings.erased += 1
            return _fault_of_erased(row)
        if row["payload_salt"] is None:
            return "内容被删除，又没有隐去的记录"
        if fixed(hash_name, row["payload_salt"], opened(row, PERSON)) != row["person"]:
            return "办理人或对象与封条不符"
        if not _is_committed(row["commitment"], row["payload_salt"], row["payload_text"]):
            return "内容与摘要不符"
    except (ValueError, TypeError):
        return "这一条已损坏，读不出来"
    return ""


def _is_committed(given: str, salt: str, text: str) -> bool:
    # Either hash: what was recorded before the first seal may be older than the choice.
    payload = json.loads(text)
    return any(commitment(salt, payload, name) == given for name in NAMES)


def _fault_of_erased(row: dict[str, Any]) -> str:
    gone = {"object_label": ERASED, "actor_label": ERASED, "actor_id": None, "actor_role": ""}
    if (
        any(row[name] != value for name, value in gone.items())
        or row["payload_salt"]
        or json.loads(row["payload_text"])
    ):
        return "登记了隐去，内容却还在或被改写"
    done = Event.objects.filter(act=ERASE, object_type=Erasure._meta.label_lower, object_id=str(row["id"])).first()
    if done is None:
        return "内容被隐去，却没有办理隐去的记录"
    said = EventPayload.objects.get(event=done).payload.get("after", {})
    same = said.get("reason") == row["erased_why"] and datetime.fromisoformat(said.get("at")) == row["erased_at"]
    return "" if same else "隐去的理由或时间与办理记录不符"


def _fault_of_checkpoint(checkpoint: Checkpoint, root: str, hash_name: str, known: set[str]) -> str:
    if checkpoint.root != root or checkpoint.hash_name != hash_name:
        return "公布的树根与台账不符，公布内容被改，或者整条链被改写过"
    if not signing.is_signed(checkpoint.public_key, checkpoint.signature, message(checkpoint)):
        return "签名不对，公布内容被改动"
    if known and checkpoint.public_key not in known:
        return "不是用本平台的密钥签的"
    return ""


def _check_nothing_beside(findings: Findings) -> None:
    """No row stands outside of the chain, and every checkpoint that was signed is still there."""
    for model in (EventSeal, SealBlock, Checkpoint):
        if other := model.objects.exclude(chain=CHAIN).first():
            return findings.found(f"{model._meta.verbose_name} {other}", "不属于这条链")
    last = EventSeal.objects.filter(chain=CHAIN, seq=models.OuterRef("number") * BLOCK + BLOCK - 1)
    if early := SealBlock.objects.filter(~models.Exists(last)).order_by("number").first():
        return findings.found(f"第 {early.number} 块", "块里的封条被截去了")
    # One question each, so that a checkpoint that is made meanwhile is seen with its event or not at all.
    number = Cast("object_id", models.BigIntegerField())
    told_of = Event.objects.filter(act=SIGNED).annotate(number=number)
    if gone := told_of.exclude(number__in=Checkpoint.objects.values("pk")).order_by("number").first():
        return findings.found(f"公布点 {gone.object_id}", "被删除了")
    if alone := Checkpoint.objects.exclude(pk__in=told_of.values("number")).first():
        return findings.found(f"公布点 {alone.pk}", "没有公布它的记录")


def _name(checkpoint: Checkpoint) -> str:
    return f"{timezone.localtime(checkpoint.at):%Y年%-m月%-d日} 的公布点（{checkpoint.size} 条）"


def _check_waiting(findings: Findings, now: datetime) -> None:
    """Events that wait for their seal are normal for seconds; older ones were left out, or put in by hand."""
    waiting = unsealed()
    findings.waiting = waiting.count()
    late = waiting.filter(recorded_at__lt=now - PATIENCE).first()
    if late and not findings.faults:
        findings.found(f"记录 {late.pk}", "一小时以上没有封条，是事后塞进来的，或者后台任务没有运行")
