"""The venues of a session, which delegation meets in which, and who sits where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Q

from ymdm.organization.models import Person
from ymdm.workflow import Refused, step

from ..models import Attendee, CongressSession, Delegation, OrganMember, TellerSheet, Venue
from ..rules import catalogue as rule
from ..rules.seating import in_rows, seat_words

State = CongressSession.State
STAGE = "主席台"


def _judge_venue(venue: Venue, by: Any, at: datetime) -> None:
    if not venue.session.is_before:
        raise Refused("会议已经开幕，会场不再变动。", rule=rule.VENUES)


@step(CongressSession, leaves=CongressSession.BEFORE, needs="congress.convene", says="增加会场")
def add_venue(
    session: CongressSession, by: Person, *, at: datetime, name: str, rows: int | None = None,
    per_row: int | None = None, delegations: Sequence[Delegation] = (),
) -> Venue:  # fmt: skip
    """Meet in one more place; the delegations named meet there (CON-73)."""
    venue = Venue(session=session)
    _settle(venue, name, rows, per_row, delegations)
    return venue


@step(Venue, needs="congress.convene", judge=_judge_venue, says="修改会场")
def change_venue(
    venue: Venue, by: Person, *, at: datetime, name: str, rows: int | None = None, per_row: int | None = None,
    delegations: Sequence[Delegation] = (),
) -> None:  # fmt: skip
    """Other chairs, another name, other delegations. Whoever moves to another room loses the seat of the old one."""
    _settle(venue, name, rows, per_row, delegations)


def _settle(venue: Venue, name: str, rows: int | None, per_row: int | None, delegations: Sequence[Delegation]) -> None:
    """Raises Refused for a second venue of the same name, half of the numbers, or a delegation of another term."""
    session, name = venue.session, name.strip()
    if not name:
        raise Refused("请填写会场名称。", rule=rule.VENUES)
    if session.venues.filter(name=name).exclude(pk=venue.pk).exists():
        raise Refused(f"本次会议已经有“{name}”。", rule=rule.VENUES)
    if (rows is None) != (per_row is None):
        raise Refused("排数和每排座位要一起填写；不排座位的，两项都不填。", rule=rule.VENUES)
    if any(one.term_id != session.term_id for one in delegations):
        raise Refused("这个代表团不是本届的。", rule=rule.VENUES)
    if (venue.rows, venue.per_row) != (rows, per_row) and venue.pk:
        venue.attendees.update(seat="")
    venue.name, venue.rows, venue.per_row = name, rows, per_row
    venue.save()
    for other in session.venues.exclude(pk=venue.pk):
        other.delegations.remove(*delegations)
    venue.delegations.set(delegations)
    assign(session)


@step(CongressSession, leaves=CongressSession.BEFORE, needs="congress.convene", says="撤销会场")
def drop_venue(session: CongressSession, by: Person, *, at: datetime, venue: Venue) -> None:
    """Take a venue out; its delegations go back to the first one."""
    if venue.session_id != session.pk:
        raise Refused("这不是本次会议的会场。", rule=rule.VENUES)
    if session.venues.count() == 1:
        raise Refused("会议至少要有一个会场。", rule=rule.VENUES, remedy="请修改这个会场，或者先增加另一个。")
    if TellerSheet.objects.filter(venue=venue).exists():
        raise Refused(f"{venue}已经有计票单，不能撤销。", rule=rule.VENUES)
    first = session.venues.exclude(pk=venue.pk)[0]
    session.attendees.filter(venue=venue).update(venue=first, seat="")
    venue.delete()
    assign(session)


def venues_of(session: CongressSession) -> dict[int | None, Venue]:
    """The venue of each delegation; under None that of everybody else. Empty while there is no venue."""
    venues = list(session.venues.prefetch_related("delegations"))
    if not venues:
        return {}
    return {None: venues[0]} | {one.pk: venue for venue in venues for one in venue.delegations.all()}


def assign(session: CongressSession) -> None:
    """Let everybody who is called meet where her delegation does. Who moves loses the seat of the other room."""
    where = venues_of(session)
    named = [key for key in where if key is not None]
    for venue in {one.pk: one for one in where.values()}.values():
        here = Q(delegation__in=[key for key, one in where.items() if one.pk == venue.pk and key is not None])
        if where[None].pk == venue.pk:
            here |= Q(delegation=None) | ~Q(delegation__in=named)
        session.attendees.filter(here).exclude(venue=venue).update(venue=venue, seat="")


@step(CongressSession, leaves=[*CongressSession.BEFORE, State.OPEN], needs="congress.convene", says="排座位")
def seat_people(session: CongressSession, by: Person, *, at: datetime) -> int:
    """Give everybody who is called and has not asked for leave a seat; returns how many have one.

    The presidium sits on the stage of the first venue, wherever its delegations meet; in each venue then delegation by
    delegation, in the order of the numbers; then observers. Raises Refused where nobody is called, or a room has too few
    chairs.
    """
    called = session.attendees.filter(called_at__isnull=False).exclude(answer=Attendee.Answer.LEAVE)
    if not called.exists():
        raise Refused("还没有发出会议通知，没有人可以排座位。", remedy="请先发出会议通知。")
    on_stage = OrganMember.objects.filter(organ__session=session).values("person")
    assign(session)  # whoever left the presidium goes back to her delegation
    session.attendees.update(seat="")
    stage = list(called.filter(person__in=on_stage).order_by("number", "pk"))
    for number, row in enumerate(stage, 1):
        row.venue, row.seat = session.venues.first(), f"{STAGE}{number}座"
    seated = stage
    for venue in session.venues.all():
        rows = called.filter(venue=venue).exclude(person__in=on_stage).order_by("delegation", "number", "pk")
        # Observers last; the sort keeps the order of the rest.
        seated = seated + _in_hall(venue, sorted(rows, key=lambda row: row.kind != Attendee.Kind.REPRESENTATIVE))
    Attendee.objects.bulk_update(seated, ["seat", "venue"], batch_size=200)
    return len(seated)


def _in_hall(venue: Venue, people: list[Attendee]) -> list[Attendee]:
    if not people or not venue.seats:
        return []
    groups = [list(group) for _key, group in groupby(people, lambda row: (row.kind, row.delegation_id))]
    places = in_rows([len(group) for group in groups], venue.rows or 0, venue.per_row or 0)
    if places is None:
        raise Refused(
            f"{venue}有 {venue.seats} 个座位，要坐 {len(people)} 人。", rule=rule.VENUES,
            remedy="请增加排数或每排座位，或者把部分代表团安排到别的会场。",
        )  # fmt: skip
    for group, seats in zip(groups, places, strict=True):
        for row, seat in zip(group, seats, strict=True):
            row.seat = seat_words(seat)
    return people
