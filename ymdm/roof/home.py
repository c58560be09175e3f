"""The start page: what is owed comes first, then what each kind of person looks at."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ymdm.duties.models import Duty, lit
from ymdm.organization.access import signed_in


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """My duties and my unit's."""
    duties = Duty.objects.owed_by(request.user).select_related("unit", "person").order_by("due_on", "pk")[:10]
    return render(request, "home/home.html", {"duties": lit(duties)})
