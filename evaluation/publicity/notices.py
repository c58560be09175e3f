"""What a publicity session tells people, and whom."""

from __future__ import annotations

from ymdm.notices.outbox import send
from ymdm.organization.models import Person

from .models import PublicitySession

TOPICS = {"publicity": "宣讲"}


def called_off(session: PublicitySession) -> None:
    """To those who answer for the unit."""
    send(
        Person.objects.holding_here("publicity.read", session.unit), kind="publicity-off", key=str(session.pk),
        title=f"宣讲取消：{session}"[:120], text=session.because, url=session.get_absolute_url(),
    )  # fmt: skip


def planned(session: PublicitySession) -> None:
    """To those who answer for the unit; the others find it on the page."""
    send(
        Person.objects.holding_here("publicity.read", session.unit), kind="publicity-planned", key=str(session.pk),
        title=f"安排了宣讲：{session}"[:120],
        text=f"{session.on:%-m月%-d日} {session.starts:%H:%M}，{session.place}，{session.speaker}主讲。",
        url=session.get_absolute_url(),
    )  # fmt: skip
