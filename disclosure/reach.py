"""How many people a publication reached: totals, never names (DIS-46)."""

from __future__ import annotations

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from .models import Publication, Reading


def with_reach(rows: QuerySet[Publication]) -> QuerySet[Publication]:
    """Adds to each row `read_by` and `signed_by`: how many opened it, and how many signed."""
    of_it = Reading.objects.filter(publication=OuterRef("pk")).order_by().values("publication").annotate(n=Count("pk"))
    return rows.annotate(
        read_by=Coalesce(Subquery(of_it.values("n")), 0),
        signed_by=Coalesce(Subquery(of_it.filter(is_signed=True).values("n")), 0),
    )
