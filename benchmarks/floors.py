"""The floors: what a page cannot be cheaper than with the same middleware, sessions and templates."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.views.decorators.http import require_safe

from ymdm.organization.access import public, signed_in
from ymdm.organization.models import Unit

SMALL = """<!doctype html><html lang="zh-CN"><head><title>{{ unit.name }}</title></head><body>
<p>{{ person.name }}</p><h1>{{ unit.name }}</h1><p>{{ unit.code }} {{ unit.get_level_display }}</p></body></html>"""


@require_safe
@signed_in
def std(request: HttpRequest, pk: int) -> HttpResponse:
    """A signed-in page: session, user, one indexed SELECT, a small template."""
    unit = Unit.objects.get(pk=pk)
    page = engines["django"].from_string(SMALL) if not _KEPT else _KEPT[0]
    if not _KEPT:
        _KEPT.append(page)
    return HttpResponse(page.render({"unit": unit, "person": request.user}, request))


_KEPT: list = []


@require_safe
@public
def empty(request: HttpRequest) -> HttpResponse:
    """No SQL at all, the same middleware."""
    return HttpResponse("ok")
