"""Runs the stories through the workflow in the order of the calendar, the sweeps of every working day between them."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from importlib.resources import files

from django.utils import timezone

from proposals import sweep as proposals_sweep
from ymdm.duties import sweep as duties_sweep
from ymdm.duties.models import Slip
from ymdm.duties.workflow import slip_number
from ymdm.notices.models import Notice

from .house import House
from .lives import Life

STORIES = ("first_session", "second_session", "branch", "under_way", "suggestions", "coming_in")
# What came due since then is left to the worker: a newcomer sees it remind and escalate in the first minute.
LAST_SWEEP = -2
READ_UP_TO = -6


def tell(house: House) -> list[Life]:
    """Live the whole year; returns the lives, in the order of the stories."""
    lives: dict[str, Life] = {}
    meetings: dict[object, object] = {}
    for name in STORIES:
        text = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
        for story in tomllib.loads(text)["proposal"]:
            lives[story["key"]] = Life(house, story, lives, meetings)
    days: dict[int, list[tuple[Life, str]]] = defaultdict(list)
    for life in lives.values():
        for offset, word in life.acts():
            days[offset].append((life, word))
    for offset in range(min(days), 0):
        day = house.day(offset)
        if offset <= LAST_SWEEP:
            _sweep(house, day)
        for number, (life, word) in enumerate(days.get(offset, ())):
            at = moment(day, minutes=60 + 11 * number)
            life.live(word, at)
            date_back(house, at)
    return list(lives.values())


def moment(day: date, minutes: int = 0) -> datetime:
    """An instant of a day in Shanghai, minutes after eight in the morning."""
    return timezone.make_aware(datetime.combine(day, time(8)) + timedelta(minutes=minutes))


def _sweep(house: House, day: date) -> None:
    """What the clock did on the morning of that day."""
    before = Slip.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    at = moment(day)
    if duties_sweep.remind_all(day):
        for number, slip in enumerate(Slip.objects.filter(pk__gt=before)):
            slip.at = at + timedelta(milliseconds=number)
            slip.number = slip.number and slip_number(slip.at)
            slip.save(update_fields=["at", "number"])
        # What lapses does so on the day after its last, which is a rung of the ladder: on no other day is there any.
        proposals_sweep.lapse_all(at)
        date_back(house, at)


def date_back(house: House, at: datetime) -> None:
    """Notices carry the time of the wall clock; in a year told within seconds they get that of their act.

    Those of more than a week ago have been read, as people do.
    """
    fresh = Notice.objects.filter(made_at__gt=at, pk__gt=house.last_notice)
    newest = Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if newest > house.last_notice:
        is_old = timezone.localdate(at) < house.day(READ_UP_TO)
        fresh.update(made_at=at, read_at=at + timedelta(hours=5) if is_old else None)
        house.last_notice = newest
