"""The matter of the figures for the walks: a unit whose head may read them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.utils import timezone

from ymdm.organization.models import Unit


class FigureMatters:
    lead: Unit

    @cached_property
    def counted_unit(self) -> Unit:
        return self.lead


_YEAR = timezone.localdate().year
ADDRESSES: dict[str, Callable[[Any], dict[str, Any]]] = {
    f"figures:{name}": lambda m: {"pk": m.counted_unit.pk, "year": _YEAR}
    for name in ("figures", "figures-export", "close-year")
}
