"""The page of one proposal."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in

from ..models import Proposal
from ..reading import read


@require_safe
@signed_in
def proposal_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one proposal, for whoever may see it."""
    try:
        filed = read(Proposal.objects.visible_to(request.user), pk)
    except Proposal.DoesNotExist as error:
        raise Http404 from error
    return render(request, "proposals/detail.html", {"proposal": filed.proposal})
