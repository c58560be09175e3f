"""Checks for everybody: the list of a closed box as a plain file, and the page that searches it in the browser."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ymdm.ledger.models import Event
from ymdm.organization.access import public

from .. import lists
from ..closing import slip as root_in_words
from ..models import BallotBox


def _closed(pk: Any) -> BallotBox:
    """A box that was closed. What it was about is not told to the public."""
    return get_object_or_404(BallotBox.objects.exclude(box_root="").select_related("unit"), pk=pk)


@require_safe
@public
def check(request: HttpRequest, pk: Any) -> HttpResponse:
    """Search the list for one's own characters, and compute the root anew. The characters never leave the browser."""
    box = _closed(pk)
    event = Event.objects.of(box).filter(act="ballots.close").select_related("payload").last()
    in_ledger = event.payload.payload.get("after", {}).get("box_root", "") if event else ""
    context = {"box": box, "in_ledger": in_ledger, "event": event, "root": root_in_words(box)}
    return render(request, "ballots/check.html", context)


@require_safe
@public
def box_list(request: HttpRequest, pk: Any) -> HttpResponseBase:
    """The list itself."""
    path = lists.path(_closed(pk))
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type="text/plain; charset=utf-8")
