"""What this room puts into the archive of a session: the delegations' opinion sheets and what was said in the hall."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from congress.models import CongressSession
from congress.reading.dossier import Part
from proposals.models import Proposal

from .models import Forum, SpokenPoint

SHEETS = "11-代表团意见表"
SPOKEN = "12-会上发言"


def documents(session: CongressSession) -> Iterator[tuple[str, str, list[Part]]]:
    """Two documents, each with the matter that a point became and how far it is on the day of the archive."""
    yield SHEETS, "代表团意见表", _sheets(session) or [Part("代表团意见表", ["本次会议没有登记代表团意见表。"])]
    yield SPOKEN, "会上发言", _spoken(session)


def _stands(matter: Proposal | None) -> tuple[str, str]:
    return (matter.number or "", matter.get_state_display()) if matter else ("", "没有转为事项")


def _sheets(session: CongressSession) -> list[Part]:
    held = Forum.objects.filter(session=session, kind=Forum.Kind.FLOOR, held_on__isnull=False)
    parts = []
    for sheet in held.select_related("delegation", "host").order_by("delegation", "pk").prefetch_related(
        "points__matter", "points__speaker", "points__item", "points__forum__delegation"
    ):  # fmt: skip
        rows: list[tuple[Any, ...]] = [
            (point.order, point.text, point.voice_words, str(point.item or ""), *_stands(point.matter))
            for point in sheet.points.all()
        ]
        told = [f"{sheet.held_on:%Y年%-m月%-d日}，{sheet.place}，{sheet.host}主持。", sheet.minutes]
        parts.append(Part(str(sheet.delegation), told, ("序号", "意见", "提出", "议程", "事项编号", "办理"), rows))
    return parts


def _spoken(session: CongressSession) -> list[Part]:
    points = SpokenPoint.objects.filter(session=session).select_related(
        "item", "speaker__person", "speaker__delegation", "matter"
    )
    rows = [
        (
            point.order,
            str(point.item),
            str(point.speaker),
            str(point.speaker.delegation),
            point.text,
            *_stands(point.matter),
        )
        for point in points
    ]
    if not rows:
        return [Part("会上发言", ["没有登记会上发言。"])]
    return [Part("会上发言", (), ("序号", "议程", "发言人", "代表团", "发言要点", "事项编号", "办理"), rows)]
