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
    "draft_reply", "give_opinion", "countersign", "sign", "evaluate", "relay_answer", "close", "follow_up", "archive", "appeal",
)  # fmt: skip


@dataclass(frozen=True)
class Button:
    """One act as a link to its page; `in_dialog` where scripts may open it over this one."""

    verb: str
    says: str
    url: str
    is_primary: bool = False
    is_danger: bool = False
    in_dialog: bool = True


def buttons(proposal: Proposal, steps: Iterable[Step], without: Iterable[str] = ()) -> list[Button]:
    """One button for each step, at most one of them primary and in front; those `without` have their own place."""
    kept = [step for step in steps if step.verb not in set(without)]
    first = min((step.verb for step in kept if step.verb in GOES_ON), key=GOES_ON.index, default="")
    made = [
        Button(
            step.verb,
            ASKED[step.verb].does,
            reverse("proposals:act", args=[proposal.pk, step.verb]),
            is_primary=step.verb == first,
            is_danger=ASKED[step.verb].danger,
            in_dialog=not ASKED[step.verb].in_page,
        )
        for step in kept
    ]
    return sorted(made, key=lambda button: (not button.is_primary, button.is_danger))


def held_back(proposal: Proposal, person: Person) -> list[str]:
    """What this person is waited for but cannot do yet, and what clears it: “还不能写答复：还没有登记与提案人的沟通。…”"""
    said = []
    for verb in ("draft_reply", "sign"):
        step = steps_of(Proposal)[verb]
        if proposal.state not in (step.leaves or ()) or step.authority(proposal, person) or step.judge is None:
            continue
        try:
            step.judge(proposal, person, timezone.now())
        except Refused as refusal:
            said.append(f"还不能{ASKED[verb].does}：{refusal.sentence}{refusal.remedy}")
    return said
