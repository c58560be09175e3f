"""The door for owners: draft a box, or void it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from ymdm.organization.models import Person, Unit

from . import locks, workflow
from .models import BallotBox, KeyCeremony
from .papers import Paper


def draft(
    by: Any, *, unit: Unit, owner_kind: str, owner_pk: int, purpose: str, paper: Paper,
    ceremony: KeyCeremony | None = None, back: str = "", k_min: int = 5, edge_sealing: bool = False,
    is_hall: bool = False, at: datetime | None = None,
) -> BallotBox:  # fmt: skip
    """A box for the matter (owner_kind, owner_pk); `back` is the path that its pages lead back to."""
    return workflow.draft(
        unit, by, at=at, owner_kind=owner_kind, owner_pk=owner_pk, back=back, purpose=purpose, paper=paper,
        ceremony=ceremony, k_min=k_min, edge_sealing=edge_sealing, is_hall=is_hall,
    )  # fmt: skip


def void(box: BallotBox, by: Any, *, reason: str, keeper: Person | None = None) -> None:
    """End a ballot that does not count; waits for casts that have begun."""
    with transaction.atomic():
        locks.hold(box)
        workflow.void(box, by, reason=reason, keeper=keeper)
