"""The voter's page, the cast, and the way for browsers that cannot seal."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from ymdm.organization.access import signed_in
from ymdm.workflow import NoAuthority, Refused

from .. import casting, sheets, squares
from ..models import BallotBox, RollState, State
from ..papers import Paper
from .boxes import show
from .finding import at_terminal, box_of, desk, seals_at_edge, voter_mark, way_back


@require_safe
@signed_in
def box(request: HttpRequest, pk: Any) -> HttpResponse:
    """The ballot of whoever may still cast it; what is known of the box for everybody else who sees it."""
    this = box_of(request, pk)
    if this.state != State.OPEN or this.roll_state(request.user) != RollState.FRESH:  # type: ignore[arg-type]
        return show(request, this)
    mine = sheets.paper_for(this, request.user)
    context = {
        "box": this,
        # Alike for all voters and kept in the cache; it was escaped when it was drawn.
        "sheet": SafeString(sheets.drawn(this, mine)),
        "sections": len(sheets.sections(mine)),
        "leaves_out": mine is not this.paper,
        "keepers": list(this.keepers()),
        "voter": voter_mark(this, request.user),
        "leave": way_back(this),
        "edge": seals_at_edge(this),
    } | desk(request)
    return render(request, "ballots/vote.html", context)


@sensitive_variables()
@require_POST
@signed_in
def cast(request: HttpRequest, pk: Any) -> HttpResponse:
    """Take a sealed body and nothing else. Every answer to a ballot has one length, whatever was chosen."""
    this = get_object_or_404(BallotBox.objects.only("lock_no", "body_len"), pk=pk)
    try:
        receipt = casting.cast(this, request.user, request.body)  # type: ignore[arg-type]
    except Refused as refusal:
        if not BallotBox.objects.visible_to(request.user).filter(pk=pk).exists():  # type: ignore[arg-type]
            raise Http404 from None
        if this.roll_state(request.user) is None:  # type: ignore[arg-type]
            raise NoAuthority(str(refusal)) from None
        return JsonResponse({"says": str(refusal)}, status=409)
    ends = at_terminal(request)
    if ends:
        logout(request)  # the desk is the next person's
    return JsonResponse({"tracker": receipt.tracker, "square": squares.lines(receipt.tracker), "terminal": ends})


@sensitive_post_parameters()
@sensitive_variables()
@require_POST
@signed_in
def edge(request: HttpRequest, pk: Any) -> HttpResponse:
    """Where the box was frozen so: show every choice in words, then seal here before anything else sees it."""
    this = box_of(request, pk)
    if not seals_at_edge(this):
        raise Http404
    if this.roll_state(request.user) is None:  # type: ignore[arg-type]
        raise NoAuthority("您不在这次投票的名册上。")
    mine = sheets.paper_for(this, request.user)
    choice = sheets.typed(mine, request.POST)
    faults = Paper.parse(this.paper).faults(choice)
    context: dict[str, Any] = {"box": this, "leave": way_back(this)} | desk(request)
    if faults or request.POST.get("sure") != "yes":
        fields = [(name, value) for name, values in request.POST.lists() for value in values if _is_of_paper(name)]
        said = sheets.in_words(mine, choice)
        context |= {"said": said, "faults": faults, "fields": fields}
        return render(request, "ballots/edge.html", context, status=422 if faults else 200)
    try:
        receipt = casting.cast_at_edge(this, request.user, choice)  # type: ignore[arg-type]
    except Refused as refusal:
        return render(request, "ballots/edge.html", context | {"refusal": refusal}, status=409)
    if at_terminal(request):
        logout(request)
    context |= {"groups": squares.groups(receipt.tracker), "square": squares.square(receipt.tracker)}
    return render(request, "ballots/edge_receipt.html", context)


def _is_of_paper(name: str) -> bool:
    return name not in ("csrfmiddlewaretoken", "sure")
