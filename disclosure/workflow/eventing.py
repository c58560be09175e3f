"""What is owed at once because something came about: registered by whoever publishes for the unit (DIS-18, DIS-19)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from ..events import open_event
from ..models import CatalogueItem, Obligation
from ..rules.obliging import AT_ONCE

AT_ONCE_CODE = "I"


def stages_at_once(item: CatalogueItem) -> list[str]:
    """The stages of an item that are owed when something came about, in their order."""
    often = {stage for stage, frequency in item.schedules if frequency == AT_ONCE_CODE}
    return [stage for stage in item.stages if stage in often]


@step(Obligation, creates=True, needs="disclosure.draft", says="登记及时公开的事")
def raise_event(
    unit: Unit, by: Person, *, at: datetime, item: CatalogueItem, formed_on: date, stages: Iterable[str], label: str = "",
    event: str = "",
) -> Obligation:  # fmt: skip
    """Owe stages of an event from the day on which it was formed; returns the first of the rows. Rule DIS-19.

    `event` is the period of an event that is known; its later stages stand on one line with the earlier ones (DIS-16).
    """
    stages, offered = list(stages), stages_at_once(item)
    words = dict(Obligation.Stage.choices)
    if formed_on > timezone.localdate(at):
        raise Refused("形成日期不能晚于今天。", rule=AT_ONCE, remedy="请在事情形成以后登记。")
    if not stages or set(stages) - set(offered):
        names = "、".join(words[stage] for stage in offered) or "没有"
        raise Refused(f"“{item.name}”及时公开的阶段：{names}。", rule=AT_ONCE)
    known = Obligation.objects.filter(unit=unit, item=item)
    if event:
        first = known.filter(period=event).first()
        if first is None:
            raise Refused("没有找到这件事。", remedy="请重新选择，或者作为新的事登记。")
        label = first.label
    else:
        label = label.strip()
        if not label:
            raise Refused("请写明是什么事。")
        if known.filter(label=label).exists():
            raise Refused(f"“{label}”已经登记过。", remedy="登记它的其他阶段，请在“哪件事”里选它。")
        number = known.filter(period__startswith="event:").values("period").distinct().count() + 1
        event = f"event:{formed_on:%Y%m%d}:{number}"
    made = open_event(unit, item, key=event, label=label, formed_on=formed_on, stages=stages, at=at)
    return made[0]
