"""Finding units and departments by whatever they are called: name, short name, alias, former name."""

from __future__ import annotations

from collections.abc import Iterable

from ..models import Level, Unit
from . import cells

OWNERS = {Level.BUREAU, Level.UNIT}


class Directory:
    """The open units of the house, read once. Keys are codes."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = list(units)
        self.by_code = {unit.code: unit for unit in self.units}
        by_pk = {unit.pk: unit for unit in self.units}
        self.owner: dict[str, str] = {}
        for unit in self.units:
            above = [by_pk[pk] for pk in unit.lineage if pk in by_pk]
            self.owner[unit.code] = next((u.code for u in reversed(above) if u.level in OWNERS), unit.code)
        self._units = _names([unit for unit in self.units if unit.level in OWNERS])
        self._depts: dict[str, dict[str, str]] = {}

    def unit(self, written: str) -> str | None:
        """Code of the bureau or unit that goes under this name."""
        return self._units.get(_key(written))

    def dept(self, unit: str, written: str) -> str | None:
        """Code of the department or team of `unit` that goes under this name."""
        if unit not in self._depts:
            below = [u for u in self.units if self.owner[u.code] == unit and u.code != unit]
            self._depts[unit] = _names(below)
        return self._depts[unit].get(_key(written))


def _key(written: str) -> str:
    return "".join(cells.text(written).split())


def _names(units: list[Unit]) -> dict[str, str]:
    """Name to code. A full name goes before a short one, a short one before an alias; of two alike none is found."""
    found: dict[str, str] = {}
    for names_of in (
        lambda unit: [unit.name],
        lambda unit: [unit.short_name],
        lambda unit: unit.aliases.split("|"),
    ):
        layer: dict[str, set[str]] = {}
        for unit in units:
            for key in filter(None, map(_key, names_of(unit))):
                layer.setdefault(key, set()).add(unit.code)
        for key, codes in layer.items():
            if len(codes) == 1:
                found.setdefault(key, *codes)
    return found
