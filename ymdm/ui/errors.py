"""Error pages. Each says what is wrong, whether anything was lost and what to do next.

They are rendered without context processors, so that they stand when the database, the session or the navigation
does not. For htmx the same words come as a note for `#messages`.
"""

from __future__ import annotations

import logging
import sys
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

log = logging.getLogger(__name__)


class TooOften(Exception):
    """Somebody asked more often than a limit allows; becomes the page 429 with the sentence."""

    def __init__(self, sentence: str, *, seconds: int) -> None:
        super().__init__(sentence)
        self.sentence, self.seconds = sentence, seconds


TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# What is said where nobody has said anything more exact.
SENTENCES = {
    400: "这次提交的内容不完整或格式不对，没有办理。请返回上一页重新填写。",
    403: "您现在的任职不包含这一页。",
    404: "可能是网址不完整，或者内容已经移到别处。",
    409: "这件事的进展已经变了，刚才的操作没有办理。请刷新页面，按最新进展办理。",
    413: "提交的内容太大，没有收下。请减少或压缩附件后再试。",
    429: "操作太频繁，请稍等一会儿再试。",
    500: "不是您操作的原因。刚才的操作没有办理，请稍后再试。",
    503: "未提交，请重试。",
}


def refuse(request: HttpRequest, status: int, sentence: str = "", **context: Any) -> HttpResponse:
    """The page of an error, or its note for htmx, with `sentence` in place of the usual one."""
    words = sentence or SENTENCES[status]
    fragment = bool(request.headers.get("HX-Request"))
    template = "components/refused.html" if fragment else f"{status}.html"
    refusal = {"sentence": words, "rule": "", "remedy": ""}
    html = render_to_string(template, {"request": request, "sentence": words, "refusal": refusal, **context})
    return HttpResponse(html, status=status)


def too_many(request: HttpRequest, *, seconds: int, sentence: str = "") -> HttpResponse:
    """429 for a limit that was reached; `seconds` until it opens again."""
    response = refuse(request, 429, sentence)
    response.headers["Retry-After"] = str(seconds)
    return response


def database_lost(request: HttpRequest) -> HttpResponse:
    """503: nothing was written. What was typed comes back as a form that sends it once more."""
    log.exception("the database did not answer")
    response = refuse(request, 503, **_typed(request))
    response.headers["Retry-After"] = "5"
    return response


def _typed(request: HttpRequest) -> dict[str, Any]:
    """The posted fields, to be sent again by one press; never a password, and files cannot be kept."""
    if request.method != "POST":
        return {"typed": [], "lost_files": False}
    try:
        posted, files = request.POST, request.FILES
    except Exception:
        # A body that could not be read the first time cannot be offered again.
        return {"typed": [], "lost_files": False}
    # A code alone opens something; one beside a name is what a unit is called by.
    if any("password" in name or ("code" in name and "name" not in posted) for name in posted):
        return {"typed": [], "lost_files": False}
    typed = [(name, value) for name, values in posted.lists() for value in values]
    return {"typed": typed, "lost_files": bool(files)}


def is_of_lost_database(error: BaseException | None) -> bool:
    """Whether the error, or one that it came from, says so: a session that cannot be saved reads like a bad request.

    A connection that breaks amid an answer is a bare DatabaseError, of none of the kinds that speak of the data.
    """
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError:
            return True
        error = error.__cause__ or error.__context__
    return False


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 where the body was larger than a form allows, or 503 where the database was lost underneath."""
    if is_of_lost_database(exception):
        return database_lost(request)
    return refuse(request, 413 if isinstance(exception, TOO_BIG) else 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 with the sentence of the exception: which authority is missing and who grants it."""
    said = str(exception) if isinstance(exception, PermissionDenied) else ""
    return refuse(request, 403, said)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, the same for what does not exist and for what this person may not know of."""
    return refuse(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 where a middleware rather than a view missed the database."""
    if is_of_lost_database(sys.exc_info()[1]):
        return database_lost(request)
    return refuse(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token: mostly one that stood open longer than the session."""
    return refuse(
        request, 403, "这个页面打开太久，或浏览器没有保存登录状态，刚才的操作没有办理。请返回上一页刷新后再提交。"
    )
