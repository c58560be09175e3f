"""One paper: the version in sight, its files, what was changed, and the receipt."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ymdm.attachments.models import Attachment
from ymdm.organization.access import signed_in
from ymdm.workflow import steps_of

from ..models import Amendment, CongressSession, Paper, PaperReceipt, PaperVersion
from ..rules.comparing import SAME, compare


@require_safe
@signed_in
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest version that the reader may see, or the one that `?version=` names; `?with=` sets another beside it."""
    found = get_object_or_404(
        Paper.objects.visible_to(request.user).select_related("item__session__term__unit"),
        pk=pk,  # type: ignore[arg-type]
    )
    versions = list(PaperVersion.objects.visible_to(request.user).filter(paper=found).order_by("-number"))  # type: ignore[arg-type]
    asked = request.GET.get("version", "")
    shown = next((one for one in versions if str(one.number) == asked), versions[0] if versions and not asked else None)
    if shown is None:
        raise Http404
    # `?with=` another version shows what was changed since; a reader compares what she may read.
    beside = request.GET.get("with", "")
    other = next((one for one in versions if str(one.number) == beside and one != shown), None)
    if beside and other is None:
        raise Http404
    changes = compare(other.text, shown.text) if other else []
    session = found.item.session
    mine = session.attendees.filter(person=request.user).first()
    receipt = PaperReceipt.objects.filter(version=shown, attendee=mine).first() if mine else None
    context = {
        "paper": found,
        "session": session,
        "versions": versions,
        "shown": shown,
        "other": other,
        "changes": changes,
        "is_same": all(change.kind == SAME for change in changes),
        "files": list(Attachment.objects.of(shown)),
        "mine": mine,
        "receipt": receipt,
        "signed": shown.receipts.count(),
        "called": session.attendees.filter(called_at__isnull=False).count(),
        "amendments": list(Amendment.objects.filter(base__paper=found).select_related("mover__person", "item")),
        "may_revise": steps_of(Paper)["revise_paper"].is_open(found, request.user),
    }
    return render(request, "congress/paper.html", context)


@require_safe
@signed_in
def amendment(request: HttpRequest, pk: int) -> HttpResponse:
    """One amendment beside the draft that it changes; whoever runs the hall puts it to the vote here."""
    found = get_object_or_404(
        Amendment.objects.filter(
            item__session__in=CongressSession.objects.visible_to(request.user),  # type: ignore[arg-type]
            base__paper__in=Paper.objects.visible_to(request.user),  # type: ignore[arg-type]
        ).select_related(
            "item__session__term__unit", "base__paper", "mover__person", "mover__delegation", "vote", "adopted"
        ),
        pk=pk,
    )
    changes = compare(found.base.text, found.text)
    steps = steps_of(Amendment)
    context = {
        "amendment": found,
        "session": found.item.session,
        "changes": changes,
        "is_same": False,
        "may": {verb: steps[verb].is_open(found, request.user) for verb in ("put_amendment", "withdraw_amendment")},
    }
    return render(request, "congress/amendment.html", context)
