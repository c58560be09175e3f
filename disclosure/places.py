"""Which unit somebody means who types its name instead of picking it from hundreds."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from ymdm.organization.models import Unit

MOST_OFFERED = 8


def found_by(units: QuerySet[Unit], typed: str, key: int | None = None) -> tuple[Unit | None, list[Unit]]:
    """The unit that is meant by a key or a typed name, and the others that the name fits; of several none is meant."""
    typed = typed.strip()
    if not typed:
        return (units.filter(pk=key).first() if key else None), []
    exact = list(units.filter(Q(name=typed) | Q(short_name=typed) | Q(code__iexact=typed))[:2])
    if len(exact) == 1:
        return exact[0], []
    fitting = list(
        units.filter(Q(name__contains=typed) | Q(short_name__contains=typed)).order_by("path")[: MOST_OFFERED + 1]
    )
    return (fitting[0], []) if len(fitting) == 1 else (None, fitting[:MOST_OFFERED])
