"""One visit: what was raised, what was solved on the spot, which matter was opened, and signing off (PRO-65)."""

from __future__ import annotations

from datetime import date, datetime

from ymdm.duties import workflow as duties
from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from .. import kinds, notices, rules
from ..models import ReceptionItem, ReceptionVisit
from .matters import answered_matter, open_matter
from .receptions import _judge_begun, only_concerned

State = ReceptionVisit.State
CHANNEL = "reception_day"  # as in proposals.channels
HERE = [State.BOOKED, State.RECEIVED]


def _received(visit: ReceptionVisit, at: datetime) -> None:
    """From the first thing written down, the receiver owes the end of it (首接负责)."""
    if visit.received_at is not None:
        return
    visit.received_at = at
    law = rules.REPLY.at(visit.unit, at)
    duties.open_duty(
        visit, kind=kinds.SIGN_OFF, says="首接负责：盯到答复并签结", act="meetings.receive", unit=visit.unit,
        watcher=visit.unit, person=visit.day.receiver, days=law.value or 0, rule=rules.FIRST_RECEIVER.id, at=at,
    )  # fmt: skip


@step(
    ReceptionVisit,
    leaves=HERE,
    reaches=State.RECEIVED,
    only=only_concerned,
    judge=_judge_begun,
    says="登记当场答复",
)
def solve(
    visit: ReceptionVisit, by: Person, *, at: datetime, text: str, solved: str, lead: Unit | None
) -> ReceptionItem:
    """Write down what was raised and what was answered on the spot, in words; `lead` answers for it."""
    if not solved.strip():
        raise Refused("当场解决的，请写明是怎么答复的；不能当场解决的，请交办并给出日期。", rule=rules.FIRST_RECEIVER)
    matter = answered_matter(
        visit.unit, by, at=at, channel=CHANNEL, text=text, answer=solved, author=visit.visitor, lead=lead
    )
    _received(visit, at)
    return visit.items.create(text=text.strip(), solved=solved.strip(), matter=matter, at=at)


@step(
    ReceptionVisit,
    leaves=HERE,
    reaches=State.RECEIVED,
    only=only_concerned,
    judge=_judge_begun,
    says="当场交办",
)
def hand_on(
    visit: ReceptionVisit,
    by: Person,
    *,
    at: datetime,
    text: str,
    lead: Unit | None,
    due_on: date | None,
    title: str = "",
) -> ReceptionItem:
    """Open a matter with an owner and a promised day; the receiver leads it until it is answered (PRO-65)."""
    matter = open_matter(
        visit.unit, by, at=at, channel=CHANNEL, title=title, text=text, author=visit.visitor, lead=lead,
        leader=visit.day.receiver, due_on=due_on, rule=rules.FIRST_RECEIVER,
    )  # fmt: skip
    _received(visit, at)
    item = visit.items.create(text=text.strip(), matter=matter, at=at)
    notices.opened(item)
    return item


@step(
    ReceptionVisit,
    leaves=[State.BOOKED],
    reaches=State.ABSENT,
    only=only_concerned,
    judge=_judge_begun,
    says="登记没有来",
)
def mark_absent(visit: ReceptionVisit, by: Person, *, at: datetime) -> None:
    """Nobody came for this booking."""


def _only_receiver(visit: ReceptionVisit, by: Person) -> str:
    return "" if visit.day.receiver_id == by.pk else f"首接负责：签结只能由接待人{visit.day.receiver}办理。"


def _judge_answered(visit: ReceptionVisit, by: Person, at: datetime) -> None:
    open_ = sum(not item.is_answered for item in visit.items.select_related("matter"))
    if open_:
        raise Refused(f"还有 {open_} 件交办的事没有答复，答复后再签结。", rule=rules.FIRST_RECEIVER)


@step(
    ReceptionVisit,
    leaves=[State.RECEIVED],
    reaches=State.SIGNED_OFF,
    only=_only_receiver,
    judge=_judge_answered,
    says="签结",
)
def sign_off(visit: ReceptionVisit, by: Person, *, at: datetime) -> None:
    """The receiver ends a visit of which everything is answered (PRO-65)."""
    visit.signed_off_at = at
    duties.meet(visit, kinds.SIGN_OFF, by, at=at)
    notices.signed_off(visit)
