"""The limits themselves, and counting against them (security.md 7)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ymdm.ui.errors import TooOften

from .models import Count


class Limit(NamedTuple):
    """At most `most` times within `seconds`; `says` is for whoever goes beyond."""

    most: int
    seconds: int
    says: str


LIMITS = {
    "activate": Limit(10, 600, "激活码试得太多了。请十分钟后再试，或联系本单位工会重新发放激活码。"),
    "search": Limit(60, 60, "查找太频繁，请一分钟后再试。"),
    "export": Limit(10, 3600, "一小时内最多导出 10 次，请稍后再导出。已经导出的清单不受影响。"),
    "file": Limit(120, 60, "下载文件太频繁，请一分钟后再试。"),
}


def count(request: HttpRequest, what: str) -> None:
    """Count one more `what` for who asks: the person, or the address where nobody has signed in.

    Raises TooOften, which becomes the page 429, beyond the limit.
    """
    limit, now = LIMITS[what], timezone.now()
    since = int(now.timestamp()) // limit.seconds * limit.seconds
    begins_at = datetime.fromtimestamp(since, UTC)
    if _counted(what, _who(request, now), begins_at) > limit.most:
        raise TooOften(limit.says, seconds=since + limit.seconds - int(now.timestamp()))


def _counted(what: str, who: str, begins_at: datetime) -> int:
    row = Count.objects.filter(what=what, who=who, begins_at=begins_at)
    if not row.update(times=F("times") + 1):
        try:
            with transaction.atomic():
                Count.objects.filter(begins_at__lt=begins_at - timedelta(days=1)).delete()
                Count.objects.create(what=what, who=who, begins_at=begins_at)
            return 1
        except IntegrityError:  # another request of the same person was faster
            row.update(times=F("times") + 1)
    return row.values_list("times", flat=True).get()


def _who(request: HttpRequest, now: datetime) -> str:
    person = getattr(request, "user", None)
    if person is not None and person.is_authenticated:
        return str(person.pk)
    return salted_hmac(f"ymdm.limits {now:%Y-%m-%d}", address_of(request), algorithm="sha256").hexdigest()[:40]


def address_of(request: HttpRequest) -> str:
    """The address of who asks. Of X-Forwarded-For only what the configured number of proxies wrote is believed."""
    if settings.PROXIES:
        forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(forwarded) >= settings.PROXIES and forwarded[-settings.PROXIES]:
            return forwarded[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))
