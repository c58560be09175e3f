"""What the tests of the rules library and the decision register begin with."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from congress.models import AgendaItem, CongressSession, Resolution, Vote
from congress.register import workflow
from congress.register.models import Decision, RuleDocument, RuleVersion
from tests.factories import House, term
from ymdm.organization.models import Unit

TEXT = "第一条 职工代表大会每年至少召开一次。\n第二条 提案由三名以上代表附议。\n第三条 本办法自公布之日起施行。"
_serial = count(1)


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def session(unit: Unit, held_on: date) -> CongressSession:
    """A session of the unit's own congress that was held on a day, beside those of the house."""
    running = unit.congress_terms.first() or term(unit)
    number = (running.sessions.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    return CongressSession.objects.create(
        term=running, number=number, state=CongressSession.State.PAST, held_on=held_on, call_opens_on=held_on,
        call_closes_on=held_on,
    )  # fmt: skip


def heard(unit: Unit, matter: str, on: date, right: str = "deliberate") -> AgendaItem:
    """An item of a session that was held: deliberated on, to its end."""
    return AgendaItem.objects.create(
        session=session(unit, on), order=1, title="听取和审议", matter=matter, right=right, state="done"
    )


def resolution(unit: Unit, matter: str = "other", on: date | None = None) -> Resolution:
    """What a congress of the unit passed about a matter: the rows that a declared vote leaves behind."""
    on = on or ago(30)
    item = heard(unit, matter, on, "approve")
    vote = Vote.objects.create(
        session=item.session, item=item, question="审议通过草案", method="paper", state="declared", outcome="passed",
        total=60, declared_at=timezone.now(),
    )  # fmt: skip
    return Resolution.objects.create(
        session=item.session, vote=vote, number=f"职代会决〔2026〕{next(_serial)}号", title="关于草案的决议", text="会议决定予以通过。",
        adopted_on=on,
    )  # fmt: skip


def document(house: House, unit: Unit | None = None, **fields: Any) -> RuleDocument:
    typed = {"title": "通勤班车管理办法", "kind": "other", "matter": "other", "text": TEXT} | fields
    by = house.union if unit is None or unit.is_within(house.unit) else house.branch_union
    return workflow.enter(unit or house.unit, by, **typed)


def draft(house: House, unit: Unit | None = None, **fields: Any) -> RuleVersion:
    return document(house, unit, **fields).versions.get()


def in_force(house: House, unit: Unit | None = None, **fields: Any) -> RuleVersion:
    """A rule that needs no passing, in force since ten days."""
    made = draft(house, unit, **fields)
    workflow.bring_into_force(
        made, house.union, effective_on=ago(10), noticed_on=ago(12), heard="上月座谈会听取了十二名职工的意见"
    )
    return made


DECIDED = {
    "body": "office_meeting",
    "meeting": "2026 年第 12 次办公会",
    "decided_on": ago(10),
    "procedure": "调研、征求意见、集体讨论",
}


def proposed(house: House, matter: str, **fields: Any) -> Decision:
    """Something that the branch, a public institution, has to decide."""
    typed = {"kind": "major_decision", "title": "一项决策", "text": "有关安排。"} | fields
    return workflow.propose(house.branch, house.branch_union, matter=matter, **typed)


def decided(
    house: House, matter: str, *, resolution: Resolution | None = None, item: AgendaItem | None = None, **fields: Any
) -> Decision:
    made = proposed(house, matter, **fields)
    workflow.decide(made, house.branch_union, **DECIDED, resolution=resolution, item=item)
    return Decision.objects.get(pk=made.pk)
