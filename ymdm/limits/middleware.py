"""Searching costs the database most: every page that is asked with `?q=` counts, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from ymdm.ui.errors import TooOften, too_many

from .counting import count


class SearchLimitMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        if request.GET.get("q"):
            try:
                count(request, "search")
            except TooOften as limit:
                return too_many(request, seconds=limit.seconds, sentence=limit.sentence)
        return None
