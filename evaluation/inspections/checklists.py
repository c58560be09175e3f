"""What is looked at on site: the items of the announced scheme of the unit's class, or the fixed list of the kind (data/)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ymdm.organization.models import Unit

from ..kinds import Kind as ItemKind
from ..schemes.classes import class_of
from ..schemes.models import Scheme
from .models import Kind


class Line(NamedTuple):
    """One item of a checklist."""

    group: str
    code: str
    name: str
    criteria: str


@cache
def fixed() -> dict[str, tuple[Line, ...]]:
    """The fixed lists by kind of visit."""
    text = (Path(__file__).parent / "data" / "checklists.json").read_text(encoding="utf-8")
    return {kind: tuple(Line(*row) for row in rows) for kind, rows in json.loads(text).items()}


def lines_for(unit: Unit, year: int, kind: str) -> list[Line]:
    """The checklist of a visit. A comprehensive one follows the scheme in force, and the regular list where there is none."""
    if kind == Kind.COMPREHENSIVE:
        scheme = (
            Scheme.objects.announced()
            .filter(unit__in=unit.lineage, year=year, unit_class=class_of(unit))
            .order_by("-unit__depth")
            .first()
        )
        if scheme is not None:
            items = scheme.items.exclude(kind__in=[ItemKind.VETO, ItemKind.BONUS])
            return [Line(one.group, one.code, one.name, one.criteria) for one in items]
    return list(fixed().get(kind, fixed()[Kind.REGULAR]))
