"""Handing a file out."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from ymdm.limits.counting import count
from ymdm.organization.access import signed_in

from .models import Attachment


@require_safe
@signed_in
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file, if its matter is visible to the reader; otherwise as if it did not exist."""
    count(request, "file")
    attachment = get_object_or_404(Attachment.objects.select_related("subject_type"), pk=pk)
    matter = attachment.subject_type.model_class()
    if matter is None or not matter._default_manager.visible_to(request.user).filter(pk=attachment.subject_id).exists():
        raise Http404
    try:
        file = attachment.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, as_attachment=True, filename=attachment.name, content_type=attachment.media_type)
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
