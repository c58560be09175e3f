"""A campaign with its quotas; nominations with support, offices asked, public notices and objections."""

from .campaigns import Campaign, CampaignState, Kind, Quota
from .nominations import Heard, Nomination, State
from .notices import Level, Objection, ObjectionState, PublicNotice
from .opinions import Inquiry, Office, Support

__all__ = [
    "Campaign", "CampaignState", "Heard", "Inquiry", "Kind", "Level", "Nomination", "Objection", "ObjectionState", "Office",
    "PublicNotice", "Quota", "State", "Support",
]  # fmt: skip
