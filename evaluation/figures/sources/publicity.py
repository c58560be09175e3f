"""The figure about publicity sessions (T2). A row is a session whose day has come; one that was called off is none.

It counts once it was held, which takes people who signed in; how many of the roll they were stands in its mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from ymdm.organization.models import Person, Unit, within_paths

from ...publicity.models import PublicitySession, State
from ..shapes import Row, Source


def reach(unit: Unit, year: int, on: date) -> Iterator[Row]:
    """Sessions of the unit itself in the year up to `on`, held by then with somebody signed in or not; or that there was none."""
    due = PublicitySession.objects.filter(unit=unit, on__year=year, on__lte=on).exclude(
        state=State.CALLED_OFF, settled_at__date__lte=on
    )
    roll = Person.objects.filter(within_paths([unit.path], "unit__path"), left_on=None).count()
    rows = []
    for one in due.select_related("unit").annotate(came=Count("sign_ins", filter=Q(sign_ins__at__date__lte=on))):
        is_held = one.state == State.HELD and timezone.localdate(one.settled_at) <= on and one.came > 0
        rows.append(Row(f"{one.on} {one.topic}", is_held, one.get_absolute_url(), f"{one.came}/{roll}"))
    yield from rows or [Row(f"{year}年还没有宣讲", False)]


SOURCES = (
    Source("publicity.reach", "宣讲", "年度内日期已到、没有取消的宣讲中，有人签到并记为已举行的；每次附签到人数和在册人数。", reach,
           lambda unit, year: f"{reverse('publicity:sessions')}?year={year}", "", "次", ("宣讲", "宣讲活动")),
)  # fmt: skip
