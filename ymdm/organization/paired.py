"""Which acts take two people: the tables PAIRED in each app's room `pairs`, and how what they take is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from .models.persons import Person
from .models.units import Unit


@dataclass(frozen=True)
class Kind:
    """One kind of act. Both people hold `act` in the unit; `run(unit, by, at=…, **facts)` carries it out.

    `run` is tried, and undone, when it is proposed, so that nobody is asked to confirm what would be refused. Without
    `run` the confirmation is only the permission. `asks` says why somebody may not propose it, else "".
    """

    says: str
    act: str
    run: Callable[..., Any] | None = None
    asks: Callable[[Unit, Person], str] | None = None
    # Who the second person is, for the page that has to say that there is none.
    who: str = "系统管理员"
    # False where it cannot be done by the first person even for a trial.
    tries: bool = True


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of every installed app, by its word."""
    found: dict[str, Kind] = {}
    for config in apps.get_app_configs():
        room = f"{config.name}.pairs"
        if config.name.startswith(("django.", "guardian")) or find_spec(room) is None:
            continue
        found |= getattr(import_module(room), "PAIRED", {})
    return found


def encode(value: Any) -> Any:
    """Plain JSON out of what a step takes: days, units, mappings; `decode` gives the same back."""
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Unit):
        return {"unit": value.pk}
    if isinstance(value, Mapping):
        return {"map": [[encode(key), encode(item)] for key, item in value.items()]}
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"{value!r} cannot wait for a second person")


def decode(value: Any) -> Any:
    """What `encode` was given; units as they are now. Raises Unit.DoesNotExist."""
    if isinstance(value, list):
        return tuple(decode(item) for item in value)
    if isinstance(value, dict):
        ((kind, content),) = value.items()
        if kind == "date":
            return date.fromisoformat(content)
        if kind == "unit":
            return Unit.objects.get(pk=content)
        return {decode(key): decode(item) for key, item in content}
    return value
