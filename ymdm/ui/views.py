"""The look switch, which works without script, and the components page."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_GET

from . import samples
from .look import keep, look_of, way_back


@login_not_required
@require_GET
def look(request: HttpRequest) -> HttpResponse:
    """Change theme or size and go back. Kept in a cookie of the browser; changes nothing of ours."""
    response = HttpResponseRedirect(way_back(request))
    keep(response, look_of(request).change(theme=request.GET.get("theme"), size=request.GET.get("size")))
    return response


@login_not_required
@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Every component with sample values; only while developing and testing."""
    if not (settings.DEBUG or getattr(settings, "COMPONENTS_PAGE", False)):
        raise Http404
    return render(request, "ui/components.html", samples.everything())


# The floors forbid importing organization.access here; the walker of the URLs reads this attribute.
look.access = components.access = "public"  # type: ignore[attr-defined]
