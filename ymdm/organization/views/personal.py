"""A look at somebody's phone number and month of birth: asked for with a reason, confirmed, and short (security.md 5)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ymdm.ledger.record import record
from ymdm.securitylog.models import Kind as SecurityKind
from ymdm.securitylog.writing import write
from ymdm.workflow import Refused

from .. import looking, pairing
from ..access import allowed, fresh
from ..forms.grants import LookForm
from ..models import Person
from ..pairs import SEE


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(SEE)
@fresh
@never_cache
def personal(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing asked yet: the form asks. Confirmed: the button opens the look. Open: what it shows, for ten minutes."""
    people = Person.objects.filter(unit__in=request.user.units_for(SEE)).select_related("unit")
    person = get_object_or_404(people, pk=pk)
    looking.check(person, request.user)
    now = timezone.now()
    look = looking.of(person, request.user, now)
    form, status = LookForm(), 200
    if request.method == "POST" and look is None:
        form = LookForm(request.POST)
        status = 422
        if form.is_valid():
            try:
                asked = looking.ask(person, request.user, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                messages.success(request, "申请已提交，另一位工会干部同意后，回到这里查看。")
                return redirect(asked)
    elif request.method == "POST" and look is not None and look.is_ready:
        looking.look(look.request, request.user)
        return redirect("organization:personal", person.pk)
    shown = look is not None and look.is_open
    if shown:
        # Every look, not only the first.
        record("organization.see_personal", person, request.user, says="查看手机号和出生年月", unit=person.unit,
               payload={"request": look.request.pk})  # fmt: skip
        write(SecurityKind.PERSONAL, request, says=f"{person}（{person.staff_number}）手机号、出生年月")
    context = {
        "person": person, "look": look, "form": form, "shown": shown,
        "seconds": list(pairing.seconds("look", person.unit, request.user)[:5]),
    }  # fmt: skip
    return render(request, "organization/personal.html", context, status=status)
