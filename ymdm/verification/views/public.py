"""What anybody may download and check. No name stands in any of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

import ymdm.ledger
from ymdm.ledger import checkpoints, publishing
from ymdm.ledger.checkpoints import in_groups
from ymdm.ledger.models import Checkpoint
from ymdm.ledger.record import canonical
from ymdm.limits.counting import count
from ymdm.organization.access import public

HANDOUTS = Path(ymdm.ledger.__file__).parent / "handouts"
SHOWN = 10


@require_safe
@public
def page(request: HttpRequest) -> HttpResponse:
    """What the ledger is, the latest checkpoints, and what to download."""
    latest = list(Checkpoint.objects.order_by("-pk")[:SHOWN])
    newest = latest[0] if latest else None
    return render(
        request,
        "ledger/page.html",
        {
            "checkpoints": latest,
            "newest": newest,
            "root": in_groups(newest.root) if newest else "",
            "key": in_groups(newest.public_key) if newest else "",
            "parts": range(publishing.parts(newest.size)) if newest else (),
        },
    )


@require_safe
@public
def sheet(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint on one sheet for the notice board; the square holds what checkpoint.json says."""
    newest = checkpoints.latest()
    if newest is None:
        return redirect("verification:page")
    words = canonical(checkpoints.document(newest)).decode()
    return render(
        request,
        "ledger/sheet.html",
        {
            "newest": newest,
            "root": in_groups(newest.root),
            "key": in_groups(newest.public_key),
            "signature": in_groups(newest.signature),
            "address": f"{settings.ORIGIN}{reverse('verification:page')}",
            # Paths with attributes only: the policy allows no style.
            "square": SafeString(segno.make(words, error="l", micro=False).svg_inline(scale=3, border=3, light="#fff")),
        },
    )


@require_safe
@public
def ledger(request: HttpRequest) -> HttpResponseBase:
    """One part of the chain, up to the latest checkpoint; `?part=` counts from 0. Streamed."""
    newest, part = checkpoints.latest(), _number(request, "part", 0)
    if newest is None or not 0 <= part < publishing.parts(newest.size):
        return redirect("verification:page")
    count(request, "file")
    answer = StreamingHttpResponse(publishing.lines(part, newest.size), content_type="application/x-ndjson")
    name = f"ledger-{part}.jsonl" if part else "ledger.jsonl"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    if (part + 1) * publishing.PART <= newest.size:
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"  # a full part never changes
    return answer


@require_safe
@public
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The latest signed state of the chain."""
    newest = checkpoints.latest()
    if newest is None:
        return redirect("verification:page")
    answer = HttpResponse(publishing.printed(checkpoints.document(newest)), content_type="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="checkpoint.json"'
    return answer


@require_safe
@public
def consistency(request: HttpRequest) -> HttpResponse:
    """The proof that the first `?from=` seals are the beginning of the first `?to=`; for witness.py."""
    newest = checkpoints.latest()
    if newest is None:
        return redirect("verification:page")
    new = min(_number(request, "to", newest.size), newest.size)
    old = min(_number(request, "from", new), new)
    if old < 1:
        return redirect("verification:page")
    count(request, "file")
    return JsonResponse({"from": old, "to": new, "path": checkpoints.consistency_path(old, new)})


def _number(request: HttpRequest, name: str, default: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else default


@cache
def _handout(name: str) -> bytes:
    return (HANDOUTS / name).read_bytes()


def _hand_out(name: str) -> HttpResponse:
    answer = HttpResponse(_handout(name), content_type="text/x-python; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
@public
def verifier(request: HttpRequest) -> HttpResponse:
    """The check as one file of Python."""
    return _hand_out("verify.py")


@require_safe
@public
def witness(request: HttpRequest) -> HttpResponse:
    """What the superior union runs."""
    return _hand_out("witness.py")
