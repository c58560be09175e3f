"""The ways in which a worker speaks (domain, proposals 1). A channel is a row of policy; the workflow is one.

Steps, forms and pages ask the policy of a matter's channel; nothing else in the code tells channels apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db import models

from ymdm.rulebook import Rule

from .rules import catalogue as rules

WORKDAYS, NATURAL = "workdays", "natural"  # as duties count; this room stands below them


class Channel(models.TextChoices):
    PROPOSAL = "proposal", "职代会提案"
    SUGGESTION = "suggestion", "合理化建议"
    MAILBOX = "mailbox", "意见箱"
    RECEPTION_DAY = "reception_day", "领导接待日"
    FORUM = "forum", "民主恳谈会"
    SYMPOSIUM = "symposium", "专题座谈会"
    FLOOR_OPINION = "floor_opinion", "分团讨论意见"
    FINANCE = "finance", "民主理财"
    VISIT = "visit", "调研"


class Shown(StrEnum):
    """What everybody may read in the public ledger: the whole, or that there is such a matter and what became of it."""

    WHOLE = "whole"
    COUNTED = "counted"


@dataclass(frozen=True)
class Policy:
    """What holds for the matters of one channel.

    noun, author    what a matter and whoever raised it are called in sentences
    mark            stands in the number: HSZ-JY-2026-003; empty where the congress numbers (PRO-12)
    is_reviewed     the proposal committee decides whether it is filed (PRO-14); else the union hands it on (PRO-01)
    is_open         any employee may raise it in the system; else it is taken in by those who run the channel
    needs_measures  cannot be submitted without saying what should be done (PRO-10)
    may_hide        the author may ask that the name stays unnamed in public (PRO-31)
    wants_contact   the lead talks with the author before it answers (PRO-27)
    limit, counting the time for the answer
    scheme          how the answer is classed (rules.SCHEMES)
    shown           what the public ledger tells
    rates_unnamed   whoever raised it without a name can come back and rate the answer (PRO-63)
    """

    noun: str
    author: str
    mark: str
    limit: Rule
    counting: str = WORKDAYS
    is_reviewed: bool = False
    is_open: bool = False
    needs_measures: bool = False
    may_hide: bool = False
    wants_contact: bool = False
    scheme: str = "abcd_standard"
    shown: Shown = Shown.WHOLE
    rates_unnamed: bool = False

    def say(self, words: str) -> str:
        """A sentence that speaks of a proposal, said of a matter of this channel."""
        if self.is_reviewed:
            return words
        return words.replace("提案人和附议人", self.author).replace("提案人", self.author).replace("提案", self.noun)


POLICIES: dict[str, Policy] = {
    Channel.PROPOSAL: Policy(
        "提案", "提案人", "", rules.REPLY, NATURAL, is_reviewed=True, needs_measures=True, may_hide=True,
        wants_contact=True,
    ),
    Channel.SUGGESTION: Policy(
        "建议", "建议人", "JY", rules.CONCLUSION, is_open=True, needs_measures=True, may_hide=True,
        scheme="suggestion_conclusion",
    ),
    Channel.MAILBOX: Policy("来信", "写信人", "YJ", rules.VOICE_REPLY, may_hide=True, rates_unnamed=True),
    Channel.RECEPTION_DAY: Policy("接待事项", "来访人", "JD", rules.VOICE_REPLY, shown=Shown.COUNTED),
    Channel.FORUM: Policy("意见", "发言人", "KT", rules.VOICE_REPLY),
    Channel.SYMPOSIUM: Policy("意见", "发言人", "ZT", rules.VOICE_REPLY),
    Channel.FLOOR_OPINION: Policy("意见", "发言人", "FT", rules.VOICE_REPLY),
    Channel.FINANCE: Policy("质询", "提问人", "LC", rules.VOICE_REPLY),
    Channel.VISIT: Policy("调研问题", "反映人", "DY", rules.VOICE_REPLY),
}  # fmt: skip

# Of these nobody reads more than the number, the unit and the days, those concerned excepted (PRO-67).
CONFIDENTIAL = tuple(channel for channel, policy in POLICIES.items() if policy.shown == Shown.COUNTED)
REVIEWED = tuple(channel for channel, policy in POLICIES.items() if policy.is_reviewed)
OPEN = tuple(channel for channel, policy in POLICIES.items() if policy.is_open)
