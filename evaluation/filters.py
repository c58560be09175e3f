"""What the lists of the assessment have in common: rows of units, found by the name of the unit."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from ymdm.ui.lists import ListFilter


class OfUnit(ListFilter):
    """`UNIT` is the way from a row to its unit."""

    UNIT = "unit"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "单位"
        self.fields["q"].widget.attrs["placeholder"] = "单位名称"

    def named(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows whose units bear every word that was asked for, in the order that was asked for."""
        for word in self.asked.get("q", "").split()[:4]:
            rows = rows.filter(
                Q(**{f"{self.UNIT}__name__contains": word}) | Q(**{f"{self.UNIT}__short_name__contains": word})
            )
        return self.ordered(rows)
