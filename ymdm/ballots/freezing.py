"""Fix roll, paper, key and hours of a box."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from ymdm.organization.models import Person
from ymdm.workflow import Refused

from . import workflow
from .models import BallotBox, KeyCeremony
from .rolling import roll_of

SCRIPT = Path(__file__).parent / "static" / "ballots" / "seal.js"


def script_hash() -> str:
    """SHA-256 of the script that seals in the browser, hex; empty where it is not there."""
    return hashlib.sha256(SCRIPT.read_bytes()).hexdigest() if SCRIPT.is_file() else ""


def freeze(
    box: BallotBox, by: Any, keeper: Person, voters: Iterable[tuple[Person | int, str]], opens_at: datetime,
    closes_at: datetime, *, ceremony: KeyCeremony | None = None,
) -> None:  # fmt: skip
    """Freeze with the roll of `voters`, (person, group) each. Groups under `k_min` are merged first (CON-76)."""
    ceremony = ceremony or box.ceremony
    if ceremony is None:
        raise Refused("还没有指定密钥仪式。", remedy="请先召集监票人、计票人。")
    workflow.freeze(
        box, by, keeper=keeper, ceremony=ceremony, roll=roll_of(voters, box.k_min), opens_at=opens_at,
        closes_at=closes_at, script_hash=script_hash(),
    )  # fmt: skip
