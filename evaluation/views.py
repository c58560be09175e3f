"""The door of the yearly assessment: so far it leads to the one room that is there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    return redirect("appraisal:appraisals")
