"""Objections to a ballot: anyone on its roll, without a name beside it; answered in writing by a keeper."""

from __future__ import annotations

from django.db import transaction

from ymdm.ledger.record import record
from ymdm.organization.models import Person
from ymdm.workflow import NoAuthority, Refused

from . import locks, workflow
from .models import BallotBox, Objection, State
from .telling import tell

SOMEBODY = "一名职工"


def object_to(box: BallotBox, person: Person, text: str) -> Objection:
    """Object, from the opening of the vote until the objection period is over. Who did it is written down nowhere."""
    if not box.roll.filter(person=person).exists() and not box.is_kept_by(person):
        raise NoAuthority("只有名册上的人能对这次投票提出异议。")
    if not text.strip():
        raise Refused("请写明异议的内容。")
    with transaction.atomic():
        box.refresh_from_db(from_queryset=BallotBox.objects.select_for_update())
        if box.state not in (State.OPEN, State.CLOSED, State.DISPUTED, State.OPENED, State.PUBLISHED):
            raise Refused("现在不能对这次投票提出异议。")
        if box.objections_until and locks.database_now(box) > box.objections_until:
            raise Refused("异议期已过。")
        made = Objection.objects.create(box=box, number=box.objections.count() + 1, text=text.strip()[:1000])
        record("ballots.object_to", made, SOMEBODY, says="提出异议", unit=box.unit, payload={"text": made.text})
        tell(box, "objected", objection=made)
    return made


def decide(objection: Objection, by: Person, text: str) -> None:
    """Answer in writing; everyone on the roll reads it."""
    workflow.decide(objection, by, text=text)
