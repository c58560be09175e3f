"""How the lists of a report name a matter: what the public ledger tells, and no more (PRO-67)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..channels import CONFIDENTIAL
from ..models import Proposal

# A report is read aloud: page and document list so many of a kind. The workbook lists all of them.
MOST_LISTED = 200


@dataclass(frozen=True)
class Listing:
    """Rows with their heads, and what they count."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]
    note: str


def title_of(proposal: Proposal) -> str:
    return "（内容保密）" if proposal.channel in CONFIDENTIAL else proposal.title


def cut_short(note: str, whole: int, most: int | None) -> str:
    """The note; where not all rows are listed, with how many there are and where the others stand."""
    if most is None or whole <= most:
        return note
    return f"{note}共 {whole:,} 件，这里列前 {most} 件，全部 {whole:,} 件在统计表（XLSX）的同名工作表里。"
