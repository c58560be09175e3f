"""A proposal, its authors, its review, its handling and its answers."""

from .answers import Countersign, Evaluation, FollowUp, PointAnswer, Reply, Revisit
from .authors import CoSigner, Version
from .drafts import ReplyDraft
from .handling import Assignment, Contact, ExtensionRequest, Instruction, Objection
from .proposal import Category, FormerNumber, Point, Proposal, State
from .review import CommitteeMeeting, Review
from .rewards import Reward
from .sketches import Sketch

__all__ = [
    "Assignment",
    "Category",
    "CoSigner",
    "CommitteeMeeting",
    "Contact",
    "Countersign",
    "Evaluation",
    "ExtensionRequest",
    "FollowUp",
    "FormerNumber",
    "Instruction",
    "Objection",
    "Point",
    "PointAnswer",
    "Proposal",
    "Reply",
    "ReplyDraft",
    "Review",
    "Revisit",
    "Reward",
    "Sketch",
    "State",
    "Version",
]
