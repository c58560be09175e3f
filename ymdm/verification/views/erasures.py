"""Taking personal data out of the ledger, and the list of what was taken out."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ymdm.ledger.models import Erasure, Event
from ymdm.organization.access import allowed
from ymdm.organization.models import Person
from ymdm.workflow import Refused

from .. import workflow
from ..forms import EraseForm

ERASE = "ledger.erase"
MOST = 50


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(ERASE)
def erasures(request: HttpRequest) -> HttpResponse:
    """The form, and below it what was taken out of one's units so far, latest first."""
    units = request.user.units_for(ERASE)
    mine = Event.objects.filter(unit_id__in=units.values("pk"))
    form = EraseForm(request.POST if request.method == "POST" else None, events=mine)
    status = 200
    if form.is_bound and form.is_valid():
        event = form.cleaned_data["number"]
        try:
            unit = units.get(pk=event.unit_id)
            workflow.erase(unit, request.user, event=event, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error("number", str(refusal))
        else:
            messages.success(request, f"记录 {event.pk} 的内容已经隐去。台账仍然可以核验。")
            return redirect("verification:erasures")
    if form.is_bound:
        status = 422
    done = Erasure.objects.filter(event__in=mine).select_related("event").order_by("-at", "-pk")
    about = {
        "form": form,
        "page": Paginator(done, 20).get_page(request.GET.get("page")),
        "staff": request.GET.get("staff", "")[:20],
        "found": None,
    }
    if about["staff"]:
        person = Person.objects.filter(staff_number=about["staff"], unit__in=units).first()
        # Kind and instant are enough to find it again; what it is about is none of the administrator's business.
        about["found"] = mine.filter(actor_id=person.pk).order_by("-pk")[:MOST] if person else []
    return render(request, "ledger/erasures.html", about, status=status)
