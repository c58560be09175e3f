"""Where a matter of a congress was said: the point in the hall, or on a delegation's sheet, that it came from."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from ..channels import Channel
from ..models import Proposal


@dataclass(frozen=True)
class Origin:
    says: str
    url: str


def origin_of(proposal: Proposal) -> Origin | None:
    """One question, and none for matters of other channels."""
    if proposal.channel != Channel.FLOOR_OPINION:
        return None
    facts = (
        "spoken_point", "spoken_point__session", "spoken_point__item__title", "spoken_point__speaker__delegation__name",
        "forum_point__forum", "forum_point__forum__delegation__name", "forum_point__item__title",
    )  # fmt: skip
    row = Proposal.objects.filter(pk=proposal.pk).values(*facts).get()
    if row["spoken_point"]:
        where = (
            f"{row['spoken_point__speaker__delegation__name']}代表在大会上对“{row['spoken_point__item__title']}”的发言"
        )
        page = reverse("meetings:spoken", args=[row["spoken_point__session"]])
        return Origin(where, f"{page}#point-{row['spoken_point']}")
    if row["forum_point__forum"]:
        item = f"，对“{row['forum_point__item__title']}”" if row["forum_point__item__title"] else ""
        where = f"{row['forum_point__forum__delegation__name']}分团讨论意见表{item}"
        return Origin(where, reverse("meetings:forum", args=[row["forum_point__forum"]]))
    return None
