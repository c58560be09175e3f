"""Two people for one act: one proposes, another confirms, and only then is it done (security.md 5, the marks “2”)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from ymdm.workflow import SYSTEM, NoAuthority, Refused, beside, step

from .models import Asked, PairedAct, Person, Unit
from .paired import decode, encode, kinds

GOOD_FOR = timedelta(days=14)
State = Asked.State


# --- what every request that another decides has in common (grants as well) --------------------------------------


def another(request: Asked, by: Any) -> str:
    """`only` of a decision: never one's own request."""
    return "自己提出的事要由另一个人确认。" if request.proposed_by_id == by.pk else ""


def only_the_proposer(request: Asked, by: Any) -> str:
    return "" if request.proposed_by_id == by.pk else "只有申请人能撤回。"


def only_the_system(request: Asked, by: Any) -> str:
    return "只有系统能办。"


def still_good(request: Asked, by: Any, at: datetime) -> None:
    """`judge` of a decision: not after the request is over."""
    if request.is_over(at):
        raise Refused(f"这份申请已于{timezone.localtime(request.expires_at):%-m月%-d日}过期，请重新申请。")


def refuse(request: Asked, by: Any, at: datetime, decision: str) -> None:
    """Write down who refused and why. Raises Refused without a reason."""
    if not decision.strip():
        raise Refused("不同意的，请写明理由，申请人会看到。")
    request.decided_by, request.decided_at, request.decision = by, at, decision.strip()[:200]


def end_what_is_over(rows: models.QuerySet[Any], lapse: Any, at: datetime) -> int:
    """End each of `rows` by its step; returns how many. Safe to run again."""
    ended = 0
    for request in rows:
        try:
            lapse(request, SYSTEM, at=at)
        except Refused:  # decided in this very moment
            continue
        ended += 1
    return ended


# --- the act for two -----------------------------------------------------------------------------------------------


def _holds_it_too(request: PairedAct, by: Any) -> str:
    if why := another(request, by):
        return why
    kind = kinds()[request.kind]
    return "" if by.may(kind.act, request.unit) else f"您在{request.unit}没有复核“{kind.says}”的权限。"


@step(PairedAct, says="提请复核", creates=True)
def ask(
    unit: Unit, by: Person, *, at: datetime, kind: str, about: str, title: str, facts: dict[str, Any],
    shown: Sequence[tuple[str, str]] = (), reason: str = "",
) -> PairedAct:  # fmt: skip
    """Propose an act in `unit`. Refuses at once what could not be done, and what waits for an answer already."""
    what = kinds()[kind]
    if not by.may(what.act, unit):
        raise NoAuthority(f"您在{unit}没有“{what.says}”的权限。如工作需要，请联系工会管理员办理任职登记。")
    if what.asks and (why := what.asks(unit, by)):
        raise NoAuthority(why)
    lapse_all(at)
    if PairedAct.objects.about(kind, about).filter(state=State.WAITING).exists():
        raise Refused("这件事已经有人提出，正在等另一个人复核，请先办完那一件。")
    if what.run and what.tries:
        _try(what.run, unit, by, at, facts)
    request = PairedAct.objects.create(
        unit=unit, kind=kind, about=about, title=title[:160], facts={key: encode(value) for key, value in facts.items()},
        shown=[[label, str(words)] for label, words in shown], reason=reason.strip(), proposed_by=by, proposed_at=at,
        expires_at=at + GOOD_FOR,
    )  # fmt: skip
    _tell(request)
    return request


@step(
    PairedAct, leaves=[State.WAITING], reaches=State.CONFIRMED, only=_holds_it_too, judge=still_good, says="复核同意",
)  # fmt: skip
def confirm(request: PairedAct, by: Person, *, at: datetime) -> None:
    """Confirm, and do it in the name of both. Judged anew; refused when who proposed it may not do so any more."""
    kind, proposer = kinds()[request.kind], request.proposed_by
    if not proposer.may(kind.act, request.unit):
        raise Refused(
            f"提出人{proposer}现在没有“{kind.says}”的权限，这一件不能同意。", remedy="请由现在的负责人重新提出。"
        )
    request.decided_by, request.decided_at = by, at
    if kind.run:
        with beside(proposer):
            kind.run(request.unit, by, at=at, **{key: decode(value) for key, value in request.facts.items()})
        request.used_at = at
    _tell(request)


@step(PairedAct, leaves=[State.WAITING], reaches=State.REFUSED, only=_holds_it_too, judge=still_good, says="复核不同意")
def decline(request: PairedAct, by: Person, *, at: datetime, decision: str) -> None:
    """Refuse with the reason; nothing is done."""
    refuse(request, by, at, decision)
    _tell(request)


@step(PairedAct, leaves=[State.WAITING], reaches=State.WITHDRAWN, only=only_the_proposer, says="撤回")
def withdraw(request: PairedAct, by: Person, *, at: datetime) -> None:
    """Take back what nobody has decided yet."""


@step(PairedAct, leaves=[State.WAITING], reaches=State.EXPIRED, only=only_the_system, says="过期")
def lapse(request: PairedAct, by: Any, *, at: datetime) -> None:
    """End what nobody decided in time, or what has lost its matter."""


def lapse_all(at: datetime | None = None) -> int:
    """End every one that is over; returns how many. Safe to run again."""
    at = at or timezone.now()
    return end_what_is_over(PairedAct.objects.over(at), lapse, at)


def drop(kind: str, about: str, at: datetime) -> None:
    """End what still waits about a matter that is decided otherwise meanwhile."""
    end_what_is_over(PairedAct.objects.about(kind, about).filter(state=State.WAITING), lapse, at)


def seconds(kind: str, unit: Unit, first: Any) -> models.QuerySet[Person]:
    """Whoever could confirm what `first` proposes in `unit`."""
    return Person.objects.holding(kinds()[kind].act, unit).exclude(pk=first.pk).order_by("staff_number")


def _try(run: Any, unit: Unit, by: Person, at: datetime, facts: dict[str, Any]) -> None:
    """Do it, and undo it: whatever would be refused is refused now. The clock stands beside for the second person."""
    with transaction.atomic(), beside(SYSTEM):
        # A unit of its own: what is undone in the tables would stay on the one in hand.
        run(Unit.objects.get(pk=unit.pk), by, at=at, **facts)
        transaction.set_rollback(True)


def _tell(request: PairedAct) -> None:
    for dotted in settings.YMDM_AFTER_PAIRED_ACT:
        import_string(dotted)(request)
