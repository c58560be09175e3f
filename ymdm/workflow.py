"""The one way in which anything changes its state: a function decorated with `@step`.

The body of a step judges first and writes then; lock, transaction, state, authority, event and refusal
are the decorator's. What is declared here is also what pages, documents and tests read: the buttons,
the table of states and the diagram cannot differ from what the code does.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from ymdm.ledger.models import Event
from ymdm.ledger.record import record


class Refused(Exception):
    """A rule stands in the way. `sentence` is for the person; `rule` is the rule; `remedy` says what clears it.

    `rule` prints as id, value here and where it is written (ymdm.rulebook), or is a bare id.
    """

    def __init__(self, sentence: str, *, rule: Any = "", remedy: str = "") -> None:
        super().__init__(sentence)
        self.sentence, self.rule, self.remedy = sentence, rule, remedy

    def __str__(self) -> str:
        rule = f"（{self.rule}）" if self.rule else ""
        return f"{self.sentence}{rule}{self.remedy}"


class NoAuthority(PermissionDenied):
    """The person sees the matter but holds no office that may do this. Becomes a 403 page with the sentence."""


class System:
    """Who acts when nobody does: the clock. Every rule holds for it as well, authority aside."""

    pk = None

    def __str__(self) -> str:
        return "系统"

    def may(self, act: str, unit: Any) -> bool:
        return True

    def acting_as(self, act: str | None, unit: Any) -> str:
        return "系统"


SYSTEM = System()


# Who stands beside the one who acts, while something that takes two people is carried out.
_second: ContextVar[Any] = ContextVar("second", default=None)


@contextmanager
def beside(second: Any) -> Iterator[None]:
    """Let what takes two people be done now: `second` proposed or confirmed it and stands with it in the ledger."""
    token = _second.set(second)
    try:
        yield
    finally:
        _second.reset(token)


def takes_two(obj: Any, by: Any) -> str:
    """`only` of a step that one person proposes and another confirms: refuses whoever comes alone (security.md 5)."""
    second = _second.get()
    if by is SYSTEM or (second is not None and second.pk != by.pk):
        return ""
    return "这件事要一个人提出、另一个人复核后才能办理。请先提请复核。"


@dataclass(frozen=True)
class Step:
    """One declared act. `leaves` is None where the model has no states; `reaches` is empty where it stays."""

    model: type[models.Model]
    act: str
    says: str
    leaves: frozenset[str] | None
    reaches: tuple[str, ...]
    needs: str | None
    only: Callable[[Any, Any], str] | None
    judge: Callable[[Any, Any, datetime], None] | None
    within: Callable[[Any], Any]
    run: Callable[..., Any]
    creates: bool
    cites: Any = ""

    @property
    def verb(self) -> str:
        return self.act.rpartition(".")[2]

    def authority(self, obj: Any, by: Any) -> str:
        """Why `by` may not do this at all, or an empty string. `obj` is the unit for an act that creates."""
        if by is SYSTEM:
            return ""
        unit = obj if self.creates else self.within(obj)
        if self.needs and not by.may(self.needs, unit):
            return f"您在{unit}没有“{self.says}”的权限。如工作需要，请联系工会管理员办理任职登记。"
        return self.only(obj, by) if self.only else ""

    def is_open(self, obj: Any, by: Any, at: datetime | None = None) -> bool:
        """Whether `by` could do this now: state, authority and the step's own rule. Asks, changes nothing."""
        if not self._leaves(obj) or self.authority(obj, by):
            return False
        try:
            if self.judge:
                self.judge(obj, by, at or timezone.now())
        except Refused:
            return False
        return True

    def check(self, obj: Any, by: Any, at: datetime) -> None:
        """Raise NoAuthority or Refused, with the sentence, when `by` may not do this now."""
        if why := self.authority(obj, by):
            raise NoAuthority(why)
        if not self._leaves(obj):
            raise Refused(self._too_late(obj), rule=self.cites)
        if self.judge:
            self.judge(obj, by, at)

    def arrive(self, obj: Any, was: str | None) -> None:
        """Put `obj` into the state that was declared. A body that chooses among several has set it by now."""
        if len(self.reaches) == 1:
            obj.state = self.reaches[0]
        elif obj.__dict__.get("state") not in (self.reaches or (was,)):
            raise AssertionError(f"{self.act} left {obj!r} in {obj.state}, which it does not declare")

    def _leaves(self, obj: Any) -> bool:
        return self.creates or self.leaves is None or obj.state in self.leaves

    def _too_late(self, obj: Any) -> str:
        last = Event.objects.of(obj).last()
        who = f"{last.actor_label}已于{timezone.localtime(last.at):%-m月%-d日 %H:%M}办理“{last.says}”，" if last else ""
        return f"{who}现在的状态是“{obj.get_state_display()}”，不能再“{self.says}”。请刷新页面，按最新进展办理。"


STEPS: dict[type[models.Model], dict[str, Step]] = {}


def steps_of(model: type[models.Model]) -> dict[str, Step]:
    """The declared steps of a model by verb, in the order in which they are written."""
    return STEPS.get(model, {})


def step(
    model: type[models.Model],
    *,
    says: str,
    leaves: Iterable[str] | None = None,
    reaches: str | tuple[str, ...] = (),
    needs: str | None = None,
    only: Callable[[Any, Any], str] | None = None,
    judge: Callable[[Any, Any, datetime], None] | None = None,
    within: Callable[[Any], Any] = lambda obj: obj.unit,
    creates: bool = False,
    cites: Any = "",
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a state change of `model`.

    leaves    states it may start from; None for a model without states. An act that `creates` takes the unit first
    reaches   the state it ends in; several where the body itself chooses one; none where the state stays
    needs     the act, as in the app's ACTS table, that the person must hold in `within(obj)`
    only      for acts of one person: returns the sentence that refuses everyone else, else ""
    judge     the rule that can be asked before anything is typed; raises Refused
    cites     the rule that fixes `leaves`: stands in the refusal of whoever comes in another state

    The function receives `(obj, by, *, at, ...)`, with `obj` freshly read under its row lock. It may raise
    Refused: nothing is then written. Whatever it changed on `obj` is saved, and the event holds it.
    """

    def declare(function: Callable[..., Any]) -> Callable[..., Any]:
        app = model._meta.app_label
        this = Step(
            model,
            f"{app}.{function.__name__.rstrip('_')}",
            says,
            None if leaves is None else frozenset(str(state) for state in leaves),
            (str(reaches),) if isinstance(reaches, str) else tuple(str(state) for state in reaches),
            needs,
            only,
            judge,
            within,
            function,
            creates,
            cites,
        )
        STEPS.setdefault(model, {})[this.verb] = this

        @functools.wraps(function)
        def act(obj: Any, by: Any, *, at: datetime | None = None, **typed: Any) -> Any:
            return _perform(this, obj, by, at or timezone.now(), typed)

        act.step = this  # type: ignore[attr-defined]
        return act

    return declare


def _perform(this: Step, obj: Any, by: Any, at: datetime, typed: dict[str, Any]) -> Any:
    if at > timezone.now() + timedelta(minutes=1):
        raise Refused("办理时间不能晚于现在。")
    try:
        return _write(this, obj, by, at, typed)
    except Refused as refusal:
        unit = obj if this.creates else getattr(obj, "unit", None)
        # A rule is cited with the value that holds there and then; one that the step asked for itself says so already.
        if unit is not None and not getattr(refusal.rule, "version", "-"):
            refusal.rule = refusal.rule.at(unit, at)
        raise


def _write(this: Step, obj: Any, by: Any, at: datetime, typed: dict[str, Any]) -> Any:
    with transaction.atomic():
        if this.creates:
            this.check(obj, by, at)
            made = this.run(obj, by, at=at, **typed)
            role = by.acting_as(this.needs, obj)
            record(
                this.act,
                made,
                by,
                role=role,
                says=this.says,
                at=at,
                unit=obj,
                payload={"after": _facts(made)} | _together(),
            )
            return made
        obj.refresh_from_db(from_queryset=this.model._base_manager.select_for_update())
        this.check(obj, by, at)
        before, was = _facts(obj), getattr(obj, "state", None)
        result = this.run(obj, by, at=at, **typed)
        this.arrive(obj, was)
        obj.save()
        after = _facts(obj)
        changed = {name for name in after if after[name] != before[name]}
        record(
            this.act,
            obj,
            by,
            role=by.acting_as(this.needs, this.within(obj)),
            says=this.says,
            at=at,
            unit=this.within(obj),
            payload={
                "before": {name: before[name] for name in changed},
                "after": {name: after[name] for name in changed},
                "typed": {name: _plain(value) for name, value in typed.items()},
            }
            | _together(),
        )
        return result


def _together() -> dict[str, str]:
    second = _second.get()
    return {"second": str(second)} if second is not None else {}


def _facts(obj: models.Model) -> dict[str, Any]:
    return {field.attname: _plain(getattr(obj, field.attname)) for field in obj._meta.concrete_fields}


def _plain(value: Any) -> Any:
    """The value as the ledger keeps it: labels with ids for objects, ISO dates, strings for the rest."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, File):  # iterable, but its content has no business in the ledger
        return value.name
    if isinstance(value, models.Model):
        return f"{value._meta.label_lower}:{value.pk} {value}"
    if isinstance(value, dict):
        return {str(_plain(key)): _plain(item) for key, item in value.items()}
    if isinstance(value, Iterable):
        return [_plain(item) for item in value]
    return str(value)


class RefusedMiddleware:
    """Turns Refused into a 409 in `#messages` for htmx, a message and redirect otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        if getattr(request, "htmx", False):
            return render(request, "components/refused.html", {"refusal": exception}, status=409)
        messages.error(request, str(exception))
        came_from = urlsplit(request.headers.get("Referer", ""))
        same_house = came_from.netloc == request.get_host()
        return redirect(came_from.path if same_house and came_from.path else "/w/")
