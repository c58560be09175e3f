"""The file that keepers take home to count on a computer of their own, and the program that reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings

from ymdm.workflow import Refused

from .ceremonies import context
from .models import BallotBox, State
from .unsealing import canonical

PROGRAM = Path(__file__).parent / "handouts" / "recount.py"


def document(box: BallotBox) -> bytes:
    """Paper, envelopes, sealed ballots, counts on paper and result of a box. Without the words it tells nothing."""
    if box.state not in (State.CLOSED, State.OPENED, State.PUBLISHED):
        raise Refused("封箱以后、销毁以前才能导出。")
    whole: dict[str, Any] = {
        "v": "ymdm/recount/1",
        "box": str(box.pk),
        "paper": box.paper,
        "paper_hash": box.paper_hash,
        "public_key": box.public_key,
        "body_len": box.body_len,
        "root": box.box_root,
        "count": box.box_count,
        "k_min": box.k_min,
        "ceremony": context(box.pair.ceremony),
        "pair": box.pair.number,
        "n": settings.BALLOT_SCRYPT_N,
        "t": box.pair.ceremony.t,
        "salts": box.pair.salts,
        "keepers": {str(one.order): str(one) for one in box.keepers()},
        "envelopes": [[one.order, one.salt, one.ciphertext] for one in box.pair.envelopes.order_by("order")],
        "ballots": [[one.stratum, bytes(one.body).hex()] for one in box.ballots.order_by("tracker")],
        "paper_counts": [
            {
                "stratum": one.stratum,
                "venue": one.venue,
                "issued": one.issued,
                "returned": one.returned,
                "counts": one.counts,
            }
            for one in box.paper_counts.order_by("stratum", "venue")
        ],
        "result": box.result,
        "result_salt": box.result_salt,
        "result_hash": box.result_hash,
    }
    return canonical(whole)
