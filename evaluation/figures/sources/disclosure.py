"""Figures about openness of affairs (DIS-06, DIS-22, DIS-25, DIS-41)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from disclosure.models import Adoption, CatalogueYear, Obligation, Posting, Remark
from disclosure.rules.catalogue import MAJOR
from disclosure.rules.publishing import ANSWERED, amount
from ymdm.organization.models import Unit

from ..shapes import Row, Source


def catalogue(unit: Unit, year: int, on: date) -> Iterator[Row]:
    """The four kinds of major matters: each counts where the settled catalogue of the year holds an item of it."""
    settled = CatalogueYear.objects.filter(unit=unit, year=year, adopted_on__lte=on).first()
    held = "".join(
        Adoption.objects.filter(unit=unit, from_on__lte=min(on, date(year, 12, 31)))
        .filter(Q(until_on=None) | Q(until_on__gt=on))
        .values_list("item__major", flat=True)
    )
    for tag, kind in MAJOR.items():
        is_met = settled is not None and tag in held
        yield Row(kind, is_met, reverse("disclosure:catalogue", args=[unit.pk]), f"{settled and settled.adopted_on}")


def timely(unit: Unit, year: int, on: date) -> Iterator[Row]:
    """What had to be open by the day; withheld with consent is on neither side. In time is by the due day."""
    owed = Obligation.objects.filter(unit=unit, year=year, lifted_on=None, due_on__lte=on)
    for one in owed.filter(Q(withheld_on=None) | Q(withheld_on__gt=on)).select_related("item").order_by("due_on", "pk"):
        is_met = one.published_on is not None and one.published_on <= min(one.due_on, on)
        yield Row(str(one), is_met, one.get_absolute_url(), f"{one.due_on} {one.published_on}")


def posted(unit: Unit, year: int, on: date) -> Iterator[Row]:
    """Sheets that came off the board in the year; those count that had hung for their days."""
    down = Posting.objects.filter(publication__unit=unit, down_on__year=year, down_on__lte=on)
    for one in down.select_related("publication", "board").order_by("pk"):
        assert one.down_on is not None  # noqa: S101  (asked for above)
        hung = one.down_on - one.up_on
        is_met = one.publication.is_notice or hung >= timedelta(days=one.publication.days)
        yield Row(str(one), is_met, one.get_absolute_url(), f"{one.up_on} {one.down_on}")


def answered(unit: Unit, year: int, on: date) -> Iterator[Row]:
    """Remarks of the year that were answered or are overdue; those count that were answered by their day."""
    asked = Remark.objects.filter(publication__unit=unit, on__year=year, on__lte=on).select_related("publication")
    days = timedelta(days=amount(ANSWERED, unit, date(year, 12, 31)))
    for one in asked.order_by("pk"):
        day = timezone.localdate(one.answered_at) if one.answered_at else None
        if (day is None or day > on) and one.on + days >= on:
            continue  # still in time
        yield Row(str(one), day is not None and day <= one.on + days, one.get_absolute_url(), f"{one.on} {day}")


SOURCES = (
    Source("disclosure.catalogue", "公开目录", "年度公开目录已经确定，并且包含三重一大四类事项中的几类。", catalogue,
           lambda unit, year: reverse("disclosure:catalogue", args=[unit.pk]), "DIS-06", "类", ("公开目录",)),
    Source("disclosure.timely", "公开及时率", "到期应公开的事项中按期公开的；经批准不公开的不计在内。", timely,
           lambda unit, year: reverse("disclosure:obligations") + f"?under={unit.pk}&period={year}", "DIS-41", "项",
           ("公开及时率",)),
    Source("disclosure.posted", "公开期限与形式", "取下的张贴中满张贴天数、有照片的。", posted,
           lambda unit, year: reverse("disclosure:opened"), "DIS-22", "件", ("公开期限与形式",)),
    Source("disclosure.answered", "意见反馈", "到期的意见和提问中 30 天内答复的。", answered,
           lambda unit, year: reverse("disclosure:remarks"), "DIS-25", "件", ("意见反馈",)),
)  # fmt: skip
