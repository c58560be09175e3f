"""What follows the hall by itself: the strip on every phone and desk, and the big screen."""

from __future__ import annotations

import segno
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from ymdm.organization.access import allowed, signed_in

from ..checkin import code_at, seconds_left
from ..models import AgendaItem, CongressSession, Vote
from ..reading.hall import Hall, hall_of
from .sessions import found

# Five hundred phones ask every few seconds; the hall is read once a second for all of them.
SECOND = 1


def _hall(session: CongressSession) -> Hall:
    return cache.get_or_set(f"congress-hall-{session.pk}", lambda: hall_of(session), SECOND)  # type: ignore[return-value]


@require_safe
@signed_in
def now(request: HttpRequest, pk: int) -> HttpResponse:
    """The item and the vote of the moment, and the quorum: asked again by the page itself (F15, F18)."""
    session = found(request, pk)
    return render(request, "congress/now.html", {"session": session, "hall": _hall(session)})


@require_safe
@allowed("congress.read")
def screen(request: HttpRequest, pk: int) -> HttpResponse:
    """The big screen; asked by htmx it gives only the stage, which shows the last state by itself when the line is back."""
    session = get_object_or_404(
        CongressSession.objects.visible_to(request.user).select_related("term__unit"),
        pk=pk,  # type: ignore[arg-type]
    )
    moment = timezone.now()
    hall = hall_of(session)
    latest = session.votes.filter(state=Vote.State.DECLARED).order_by("-declared_at").select_related("item").first()
    shows_result = latest if latest and hall.vote is None and hall.item and latest.item_id == hall.item.pk else None
    code = code_at(session, moment)
    context = {
        "session": session,
        "is_rehearsal": False,
        "hall": hall,
        "moment": moment,
        "items": list(session.agenda.exclude(state=AgendaItem.State.PUT_OFF).order_by("order")),
        "result": shows_result,
        "candidates": list(shows_result.candidates.select_related("person")) if shows_result else [],
        "code": code,
        "seconds": seconds_left(moment),
        "qr": _qr(request.build_absolute_uri(f"{reverse('congress:check-in', args=[session.pk])}?c={code}")),
        "scrutineers": [
            str(one.person) for one in session.offices.filter(office="scrutineer").select_related("person")
        ],
    }
    template = "congress/screen.html#stage" if getattr(request, "htmx", False) else "congress/screen.html"
    return render(request, template, context)


def _qr(address: str) -> SafeString:
    """The address as an inline drawing without a style of its own."""
    return SafeString(
        segno.make(address, error="m").svg_inline(scale=4, border=2, dark="#0b2c3b", light="#ffffff", omitsize=True)
    )
