"""The events of the ledger as one reader may see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ymdm.ledger.models import Event

from ..channels import Policy
from .reader import Reader

# A refusal to co-sign concerns nobody but the two whom it is between.
BETWEEN_AUTHORS = {"proposals.decline"}
GRADES = {"proposals.evaluate"}


@dataclass(frozen=True)
class Happening:
    """One line of a timeline; carries what the component reads of an event."""

    act: str
    says: str
    actor_label: str
    actor_role: str
    unit_label: str
    at: datetime


def timeline(events: Iterable[Event], reader: Reader, policy: Policy) -> list[Happening]:
    """Oldest first, in the words of the channel. Confidential authors are told by their part alone, and so is whoever graded (PRO-31)."""
    return [
        Happening(
            event.act,
            policy.say(event.says),
            policy.say(reader.part_of(event.actor_id)) if _is_veiled(event, reader) else event.actor_label,
            "" if _is_veiled(event, reader) else event.actor_role,
            "" if _is_veiled(event, reader) else event.unit_label,
            event.at,
        )
        for event in events
        if event.act not in BETWEEN_AUTHORS or reader.is_author or event.actor_id == reader.person.pk
    ]


def _is_veiled(event: Event, reader: Reader) -> bool:
    if event.actor_id == reader.person.pk:
        return False
    if event.act in GRADES and not reader.graders:
        return True
    return not reader.names and event.actor_id in reader.authors
