"""Every act of an award, by the verb of its step."""

from .campaigns import archive_campaign, call_off_campaign, open_campaign, publish_campaign
from .deciding import award, turn_down, withdraw_award
from .nominating import amend, begin_notice, nominate, support, take_back
from .reviewing import note_inquiry, pass_review, refuse_nomination
from .showing import (
    conclude_objection,
    end_notice,
    end_superior_notice,
    object_without_name,
    raise_objection,
    remove_nomination,
)

__all__ = [
    "amend", "archive_campaign", "award", "begin_notice", "call_off_campaign", "conclude_objection", "end_notice",
    "end_superior_notice", "nominate", "note_inquiry", "object_without_name", "open_campaign", "pass_review",
    "publish_campaign", "raise_objection", "refuse_nomination", "remove_nomination", "support", "take_back", "turn_down",
    "withdraw_award",
]  # fmt: skip
