"""The list of the weekly meeting."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ymdm.organization.access import allowed

from ..weekly import week


@require_safe
@allowed("duties.press")
def weekly(request: HttpRequest) -> HttpResponse:
    """What is overdue and what is due this week, by leader in charge."""
    return render(request, "duties/week.html", {"week": week(request.user, timezone.localdate())})
