"""The proof that the acts of an entry stand in the sealed ledger, as everybody may read it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ymdm.ledger import checkpoints, publishing
from ymdm.ledger.hashing import SHA256

from ..models import Proposal

# What the entry itself tells. Who declined to co-sign, who graded and how stays closed, and so do drafts.
TOLD = tuple(
    f"proposals.{verb}"
    for verb in (
        "submit", "resubmit", "review", "assign", "sign_for", "sign", "conclude", "close", "relay_answer", "import",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Proof:
    """`records` for the page, `text` for whoever computes."""

    records: list[dict[str, Any]]
    text: str
    at: datetime
    size: int
    root: str
    is_for_browsers: bool


def proof_of(proposal: Proposal) -> Proof | None:
    """None as long as no checkpoint covers any act of it. A fixed number of queries."""
    newest = checkpoints.latest()
    if newest is None:
        return None
    made = publishing.proof(Proposal._meta.label_lower, str(proposal.pk), TOLD, newest)
    if not made["records"]:
        return None
    records = [
        {
            "seq": one["seq"],
            "says": json.loads(one["opened"])["says"],
            "at": datetime.fromisoformat(json.loads(one["line"])["at"]),
        }
        for one in made["records"]
    ]
    return Proof(records, publishing.printed(made), newest.at, newest.size, newest.root, newest.hash_name == SHA256)
