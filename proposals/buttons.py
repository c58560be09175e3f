"""The buttons of a page: the open acts of a person, the one that is waited for first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from ymdm.organization.models import Person
from ymdm.workflow import Refused, Step, steps_of

from .forms.acts.asking import ASKED
from .models import Proposal

# Without these the proposal does not go on; what else is possible stands behind them.
GOES_ON = (
    "co_sign", "submit", "resubmit", "review", "assign", "sign_for", "decide_objection", "decide_extension", "conclude",
    "draft_reply", "give_opinion", "countersign", "sign", "evaluate", "relay_answer", "close", "follow_up", "revisit",
    "recheck", "decide_reward", "publish_reward", "archive", "appeal", "answer_at_once",
)  # fmt: skip

# What takes longer than a form has a desk of its own, where words are kept before they are sent.
DESKS = {"draft_reply": "proposals:reply-desk"}


@dataclass(frozen=True)
class Button:
    """One act as a link to its page; `in_dialog` where scripts may open it over this one."""

    verb: str
    says: str
    url: str
    is_primary: bool = False
    is_danger: bool = False
    in_dialog: bool = True


def buttons(
    proposal: Proposal, steps: Iterable[Step], without: Iterable[str] = (), prepares: Iterable[str] = ()
) -> list[Button]:
    """One button for each step, at most one of them primary and in front; those `without` have their own place.

    `prepares` are acts that cannot be done yet but begun on their desk.
    """
    verbs = [step.verb for step in steps if step.verb not in set(without)]
    first = min((verb for verb in verbs if verb in GOES_ON), key=GOES_ON.index, default="")
    begun = [verb for verb in prepares if verb in DESKS and verb not in verbs]
    made = [
        Button(
            verb,
            ASKED[verb].of(proposal.policy).does,
            reverse(DESKS[verb], args=[proposal.pk])
            if verb in DESKS
            else reverse("proposals:act", args=[proposal.pk, verb]),
            is_primary=verb == first,
            is_danger=ASKED[verb].danger,
            in_dialog=not ASKED[verb].in_page,
        )
        for verb in [*verbs, *begun]
    ]
    return sorted(made, key=lambda button: (not button.is_primary, button.is_danger))


def held_back(proposal: Proposal, person: Person) -> dict[str, str]:
    """What this person is waited for but cannot do yet, by verb, with what clears it.

    “还不能送签答复：还没有登记与提案人的沟通。请先与提案人当面或电话沟通，并在本页登记。”
    """
    said = {}
    for verb in ("draft_reply", "sign"):
        step = steps_of(Proposal)[verb]
        if proposal.state not in (step.leaves or ()) or step.authority(proposal, person) or step.judge is None:
            continue
        try:
            step.judge(proposal, person, timezone.now())
        except Refused as refusal:
            said[verb] = f"还不能{ASKED[verb].button}：{refusal.sentence}{refusal.remedy}"
    return said
