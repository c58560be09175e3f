"""One thing that is owed: what became of it, and what to do next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.duties.models import Duty, lit
from ymdm.organization.access import signed_in

from ..models import Obligation, Publication, Withholding
from ..timeline import phases


@require_safe
@signed_in
def obligation(request: HttpRequest, pk: int) -> HttpResponse:
    seen = Obligation.objects.visible_to(request.user).select_related("unit", "item")
    found = get_object_or_404(seen, pk=pk)
    person = request.user
    is_owed = not (found.published_on or found.withheld_on or found.lifted_on)
    context = {
        "obligation": found,
        "phases": phases(found, person),
        "publications": list(Publication.objects.visible_to(person).filter(obligation=found)),
        "withholdings": list(Withholding.objects.visible_to(person).filter(obligation=found).select_related("obligation__item")),
        "may_draft": is_owed and person.may("disclosure.draft", found.unit),
        "duties": lit(Duty.objects.of(found).owed().select_related("unit", "person")),
        "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "disclosure/obligation.html", context)
