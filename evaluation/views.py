"""The door of the yearly assessment: to the assessments for whoever reads them, else to the schemes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from ymdm.organization.access import signed_in


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    return redirect("assessments:assessments" if request.user.may_anywhere("assessments.read") else "schemes:schemes")
