"""Setting a value: one officer proposes, another confirms. And saying under which texts a unit stands."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from ymdm.organization import standing
from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step, takes_two

from . import rules
from .current import law_of
from .library import amounts
from .models import Edition, Override, State
from .profiles import may_be_chosen

CHANGE = "rulebook.change"


@step(Override, says="提出修改", needs=CHANGE, creates=True)
def propose(
    unit: Unit, by: Person, *, at: datetime, key: str, number: str, from_on: date, reason: str, document: str
) -> Override:
    """Ask that `unit`, and everything below it, sets the amount `key` to `number` from a day (CON-03).

    It holds once another officer has confirmed it. Refuses what is looser than what binds the unit without it.
    """
    amount, number = amounts()[key], rules.tidy(number)
    rules.check_begins(from_on, timezone.localdate(at))
    law = law_of(unit, from_on)
    line = law.above(key)
    rules.check_tightens(amount, number, line=line.number, because=line.because)
    if not reason.strip() or not document.strip():
        raise Refused("请写明理由和依据的文件。", rule=rules.TIGHTEN)
    now = law.value(key)
    if number == now.number and now.unit_id in {None, unit.pk}:
        raise Refused(f"{from_on:%Y年%-m月%-d日}的值已经是 {now.words}，不必修改。")
    if Override.objects.waiting().filter(unit=unit, key=key).exists():
        raise Refused("这个数值有一项修改在等待确认，请先办完那一项。")
    made = Override.objects.create(
        unit=unit, key=key, number=number, from_on=from_on, reason=reason.strip(), document=document.strip(),
        before=now.words, proposed_by=by, proposed_at=at,
    )  # fmt: skip
    _tell(made)
    return made


def _not_the_proposer(override: Override, by: Person) -> str:
    if override.proposed_by_id != by.pk:
        return ""
    return "修改由您提出，须由另一位工会干部确认。"


def _only_the_proposer(override: Override, by: Person) -> str:
    return "" if override.proposed_by_id == by.pk else "只有提出人可以撤回。"


@step(Override, leaves=[State.PROPOSED], reaches=State.CONFIRMED, needs=CHANGE, only=_not_the_proposer, says="确认修改")
def confirm(override: Override, by: Person, *, at: datetime) -> None:
    """Let the value hold from its day, or from today if that day has passed meanwhile. Judged anew (CON-03)."""
    override.from_on = max(override.from_on, timezone.localdate(at))
    line = law_of(override.unit, override.from_on).above(override.key)
    rules.check_tightens(override.amount, override.number, line=line.number, because=line.because)
    override.confirmed_by, override.confirmed_at = by, at
    _new_edition()
    _tell(override)


@step(
    Override, leaves=[State.PROPOSED], reaches=State.DECLINED, needs=CHANGE, only=_not_the_proposer, says="不同意修改"
)
def decline(override: Override, by: Person, *, at: datetime, reason: str) -> None:
    """Leave the value as it is, with the reason."""
    if not reason.strip():
        raise Refused("不同意的，请写明理由，提出人会看到。")
    override.ended_reason = reason.strip()
    override.state = State.DECLINED
    _tell(override)


@step(Override, leaves=[State.PROPOSED], reaches=State.WITHDRAWN, only=_only_the_proposer, says="撤回修改")
def withdraw(override: Override, by: Person, *, at: datetime) -> None:
    """Take back what nobody has confirmed yet."""
    override.ended_reason = "提出人撤回"


@step(Unit, needs="rulebook.settle", only=takes_two, says="登记规则口径", within=lambda unit: unit)
def settle(unit: Unit, by: Any, *, at: datetime, place: str, profile: str, from_on: date | None = None) -> None:
    """Say where the unit lies and which text it names as its own; both empty: as the unit above it (CON-01).

    `from_on` is the day of a change: earlier days keep their law. Without it the unit has always stood so.
    """
    if profile and profile not in {text.code for text in may_be_chosen(unit.legal_type)}:
        raise Refused(f"这个口径不适用于{unit.get_legal_type_display()}单位。")
    standing.keep(unit, place=place, profile=profile, from_on=from_on)


def _tell(override: Override) -> None:
    for dotted in settings.YMDM_AFTER_OVERRIDE:
        import_string(dotted)(override)


def _new_edition() -> None:
    """Make every process read the overrides anew. The transaction that confirms is the one that changes the word."""
    Edition.objects.update_or_create(pk=1, defaults={"word": secrets.token_hex(16)})
