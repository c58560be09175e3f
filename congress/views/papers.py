"""One paper: the version in sight, its files, what was changed, and the receipt."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ymdm.attachments.models import Attachment
from ymdm.organization.access import signed_in
from ymdm.workflow import steps_of

from ..models import Paper, PaperReceipt, PaperVersion


@require_safe
@signed_in
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest version that the reader may see, or the one that `?version=` names."""
    found = get_object_or_404(
        Paper.objects.visible_to(request.user).select_related("item__session__term__unit"),
        pk=pk,  # type: ignore[arg-type]
    )
    versions = list(PaperVersion.objects.visible_to(request.user).filter(paper=found).order_by("-number"))  # type: ignore[arg-type]
    asked = request.GET.get("version", "")
    shown = next((one for one in versions if str(one.number) == asked), versions[0] if versions and not asked else None)
    if shown is None:
        raise Http404
    session = found.item.session
    mine = session.attendees.filter(person=request.user).first()
    receipt = PaperReceipt.objects.filter(version=shown, attendee=mine).first() if mine else None
    context = {
        "paper": found,
        "session": session,
        "versions": versions,
        "shown": shown,
        "files": list(Attachment.objects.of(shown)),
        "mine": mine,
        "receipt": receipt,
        "signed": shown.receipts.count(),
        "called": session.attendees.filter(called_at__isnull=False).count(),
        "may_revise": steps_of(Paper)["revise_paper"].is_open(found, request.user),
    }
    return render(request, "congress/paper.html", context)
