"""The way back after an act: a page of ours that the form names, or a usual one."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, usual: str) -> str:
    """`back` as posted or asked for, if it is a signed-in page of this house; else the address named `usual`."""
    back = request.POST.get("back") or request.GET.get("back") or ""
    ours = back.startswith("/w/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if ours else reverse(usual)
