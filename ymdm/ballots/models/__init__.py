"""Boxes and their rolls, keys and their keepers, what lies in a box, and what is counted beside it."""

from .askings import Asking
from .boxes import AFTER_CLOSE, BallotBox, BallotBoxQuerySet, Purpose, State
from .ceremonies import CeremonyState, Keeper, KeyCeremony, KeyEnvelope, KeyPair, Opening, Task
from .counts import Objection, PaperCount
from .rolls import RollEntry, RollState, SealedBallot

__all__ = [
    "AFTER_CLOSE",
    "Asking",
    "BallotBox",
    "BallotBoxQuerySet",
    "CeremonyState",
    "Keeper",
    "KeyCeremony",
    "KeyEnvelope",
    "KeyPair",
    "Objection",
    "Opening",
    "PaperCount",
    "Purpose",
    "RollEntry",
    "RollState",
    "SealedBallot",
    "State",
    "Task",
]
