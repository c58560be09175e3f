"""Let the people on the roll vote."""

from __future__ import annotations

from typing import Any

from . import workflow
from .models import BallotBox


def open_box(box: BallotBox, by: Any) -> None:
    """Open a frozen box. The owner has asked for the quorum beforehand (CON-62)."""
    workflow.open_voting(box, by)
