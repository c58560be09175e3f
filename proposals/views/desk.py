"""What the desks share: which proposal is on the table, and doing its step with what was typed kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from ymdm.organization.models import Person
from ymdm.workflow import NoAuthority, Refused, Step

from .. import acts
from ..forms.acts import ActForm
from ..models import Proposal
from ..reading import Reader


def key_of(request: HttpRequest) -> int | None:
    """The proposal that the address or the form names; None for whatever is no key."""
    text = request.POST.get("pk") or request.GET.get("pk") or ""
    return int(text) if text.isdecimal() and len(text) < 19 else None


def desk_url(name: str, pk: int | None = None, **more: str) -> str:
    """The address of a desk with a proposal on it."""
    query = "&".join(f"{key}={value}" for key, value in (*more.items(), *((("pk", str(pk)),) if pk else ())))
    return reverse(f"proposals:{name}") + (f"?{query}" if query else "")


def on_the_table(request: HttpRequest, pk: int, *, to_read: bool = True) -> Proposal:
    """The proposal, or 404 for whoever may not see it; `to_read` with everything that its rules and its page look at."""
    found = Proposal.objects.visible_to(request.user)
    return get_object_or_404(acts.with_all(found) if to_read else found, pk=pk)


def text_of(proposal: Proposal, person: Person) -> dict[str, Any]:
    """What the card with the proposal's text needs."""
    return {
        "proposal": proposal,
        "reader": Reader.of(proposal, person),
        "points": list(proposal.points.all()),
        "names": proposal.names_visible_to(person),
        "signed": [row.person for row in proposal.co_signers.all() if row.is_signed],
    }


@dataclass
class Attempt:
    """What came of a step: done, or refused with the status of the page that says why."""

    is_done: bool
    status: int = 200


def attempt(form: ActForm, step: Callable[..., Any], proposal: Proposal, request: HttpRequest) -> Attempt:
    """Do the step with what the form holds. A refusal is put into the form, beside what was typed."""
    declared: Step = step.step  # type: ignore[attr-defined]
    if why := declared.authority(proposal, request.user):
        raise NoAuthority(why)
    if not form.is_valid():
        return Attempt(False, 422)
    try:
        step(proposal, request.user, **form.typed())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return Attempt(False, 409)
    return Attempt(True)
