"""Handing a file out."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from ymdm.limits.counting import count
from ymdm.organization.access import signed_in

from .checking import TYPES
from .models import Attachment

# Whatever a file turns out to be, a browser that shows it all the same runs nothing and reaches nothing.
SANDBOX = "sandbox; default-src 'none'"


@require_safe
@signed_in
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, if its matter is visible to the reader; otherwise as if it did not exist."""
    count(request, "file")
    attachment = get_object_or_404(Attachment.objects.select_related("subject_type"), pk=pk)
    matter = attachment.subject_type.model_class()
    if matter is None or not matter._default_manager.visible_to(request.user).filter(pk=attachment.subject_id).exists():
        raise Http404
    response = _content(attachment)
    # Of our own table, never what was claimed when it came.
    known = attachment.media_type in TYPES.values()
    response.headers["Content-Type"] = attachment.media_type if known else "application/octet-stream"
    response.headers["Content-Disposition"] = content_disposition_header(True, attachment.name) or "attachment"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _content(attachment: Attachment) -> HttpResponseBase:
    """The bytes, or in front of nginx only the word where they lie (YMDM_ACCEL, an `internal` location)."""
    if not attachment.file.storage.exists(attachment.file.name):
        raise Http404
    if settings.ACCEL:
        response = HttpResponse()
        response.headers["X-Accel-Redirect"] = f"{settings.ACCEL.rstrip('/')}/{quote(attachment.file.name or '')}"
        return response
    return FileResponse(attachment.file.open("rb"))
