"""Two addresses for programs, one page for people."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ymdm.notices.models import Mail
from ymdm.organization.access import allowed, public

from .checks import findings, version


@require_safe
@public
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers. Asks nothing of anybody, so that a lost database restarts no web server."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@public
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when everything that the house needs is there, else 503; which of it, by name alone."""
    found = findings()
    is_ready = all(one.is_well for one in found)
    told = {"ready": is_ready, "checks": {one.code: one.is_well for one in found}}
    return JsonResponse(told, status=200 if is_ready else 503)


@require_safe
@allowed("roof.watch")
def health(request: HttpRequest) -> HttpResponse:
    """The same for the system administrator, with what to do about it."""
    found = findings()
    waiting = Mail.objects.filter(state=Mail.State.WAITING).count()
    dead = Mail.objects.filter(state=Mail.State.DEAD).count()
    context = {
        "findings": found,
        "ill": sum(not one.is_well for one in found),
        "waiting": waiting,
        "dead": dead,
        "version": version(),
    }
    return render(request, "roof/health.html", context)
