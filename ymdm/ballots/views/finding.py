"""Which box or ceremony an address names, for the person who asks; others find nothing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.signing import Signer
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.crypto import salted_hmac

from ..models import BallotBox, KeyCeremony

TERMINAL = "ballots_terminal"  # in the session of whoever votes at a shared desk
signer = Signer(salt="ymdm.ballots")


def box_of(request: HttpRequest, pk: Any) -> BallotBox:
    """The box among those that the person sees."""
    boxes = BallotBox.objects.visible_to(request.user)  # type: ignore[arg-type]
    return get_object_or_404(boxes.select_related("unit", "ceremony"), pk=pk)


def ceremony_of(request: HttpRequest, pk: int) -> KeyCeremony:
    seen = KeyCeremony.objects.visible_to(request.user)  # type: ignore[arg-type]
    return get_object_or_404(seen.select_related("unit"), pk=pk)


def voter_mark(box: BallotBox, person: Any) -> str:
    """What the browser writes beside a half-filled ballot, so that it is not cast by who signs in next at that screen."""
    return salted_hmac("ymdm.ballots.voter", f"{box.pk}:{person.pk}").hexdigest()[:16]


def way_back(box: BallotBox) -> str:
    return box.back or reverse("ballots:mine")


def at_terminal(request: HttpRequest) -> bool:
    return bool(request.session.get(TERMINAL))


def desk(request: HttpRequest) -> dict[str, Any]:
    """What the pages at a shared desk need to clear the screen behind whoever walks away."""
    return {"is_terminal": at_terminal(request), "desk_seconds": settings.BALLOT_DESK_SECONDS}


def seals_at_edge(box: BallotBox) -> bool:
    """Whether a form without a script may be sent at all: never in production (security.md 2.3)."""
    return box.edge_sealing and not settings.HTTPS
