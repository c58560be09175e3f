"""What the mailbox tells people, and whom. Never a word of a letter."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from ymdm.notices.outbox import send
from ymdm.organization.models import Person

from .models import Batch, Letter, Opening

TOPICS = {"letterbox": "意见箱开箱和来信办理"}


def asked(batch: Batch, opening: Opening) -> None:
    send(
        Person.objects.holding_here("letterbox.witness", batch.unit),
        kind="letterbox-asked",
        key=f"{opening.pk}",
        title="请监督开箱",
        text=f"{batch}，{opening.opener}申请开箱，请到场确认。",
        url=reverse("letterbox:batches"),
    )


def taken_up(letter: Letter, words: str, key: Any) -> None:
    act = "letterbox.discipline" if letter.is_report else "letterbox.open"
    send(
        Person.objects.holding_here(act, letter.unit),
        kind="letterbox-words",
        key=f"{letter.pk}:{key}",
        title=f"{letter.number}：{words}",
        text="请打开来信查看。",
        url=letter.get_absolute_url(),
    )


def answered(letter: Letter) -> None:
    """Only whoever signed in to write can be told; the others come back with their secret."""
    if letter.author:
        send(
            letter.author,
            kind="letterbox-answered",
            key=f"{letter.pk}:{letter.state}:{letter.second_answered_on}",
            title=f"{letter.number} 有答复了",
            text="请打开查看，可以评价一次。",
            url=reverse("letterbox:own"),
        )
