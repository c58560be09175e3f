"""Writing to the security log, and shipping each line to syslog where an address is configured."""

from __future__ import annotations

import logging
import unicodedata
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from ymdm.limits.counting import address_of

from .models import Kind, SecurityEvent

# Carries every line to syslog where YMDM_SYSLOG names a receiver; see LOGGING in settings.
shipped = logging.getLogger("ymdm.shipped")


def write(kind: Kind, request: HttpRequest | None = None, person: Any = None, says: str = "", who: str = "") -> None:
    """Note what happened. `person` is the one of the request when absent; `who` names somebody who has no account."""
    if person is None and request is not None and getattr(request, "user", None) and request.user.is_authenticated:
        person = request.user
    event = SecurityEvent(
        at=timezone.now(),
        kind=kind,
        person_id=person.pk if person is not None else None,
        who=one_line(f"{person}（{person.staff_number}）" if person is not None else who or "未登录")[:60],
        address=one_line(address_of(request))[:45] if request is not None else "",
        says=one_line(says)[:200],
        path=one_line(_path(request))[:200],
    )
    event.save(force_insert=True)
    shipped.info("kind=%s who=%s from=%s path=%s says=%s", event.kind, event.who, event.address, event.path, event.says)


def one_line(text: str) -> str:
    """Without line breaks and other control characters: nobody writes a line of the log but the log."""
    return "".join(" " if unicodedata.category(sign) in {"Cc", "Zl", "Zp"} else sign for sign in text)


def _path(request: HttpRequest | None) -> str:
    """The path of a signed-in page, without its query. Others are never noted: one of them is the mailbox."""
    return request.path if request is not None and request.path.startswith("/w/") else ""
