"""The page that this room keeps of a session of the congress; named in settings, because the congress stands below."""

from __future__ import annotations

from django.urls import reverse

from congress.models import CongressSession
from congress.reading.doors import Door


def spoken(session: CongressSession) -> Door:
    return Door("spoken", "会上发言", reverse("meetings:spoken", args=[session.pk]), session.spoken_points.count())
