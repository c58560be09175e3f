"""What waits at a desk: the owed duties of one kind that a person may do, by due day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType

from ymdm.duties.models import Duty
from ymdm.duties.rules import Light, light
from ymdm.organization.models import Person, within_paths
from ymdm.workdays import Workdays

from ..models import Proposal

LONGEST = 200


@dataclass(frozen=True)
class Waiting:
    """One proposal that waits."""

    pk: int
    label: str
    light: Light
    unit: str = ""


@dataclass(frozen=True)
class Queue:
    """Those that wait, most urgent first; told of at most 200."""

    items: Sequence[Waiting]

    def __len__(self) -> int:
        return len(self.items)

    @property
    def words(self) -> str:
        return f"多于 {LONGEST} 件" if len(self.items) > LONGEST else f"{len(self.items)} 件"

    def place(self, pk: int | None) -> int:
        """Where a proposal stands, from 1 on; 0 if it does not wait (any more)."""
        return next((place for place, item in enumerate(self.items, start=1) if item.pk == pk), 0)

    def first(self) -> int | None:
        return self.items[0].pk if self.items else None

    def after(self, pk: int) -> int | None:
        """The one to work on after `pk`: the next in the row, else the first that is left."""
        place = self.place(pk)
        rest = [*self.items[place:], *self.items[: max(place - 1, 0)]]
        return rest[0].pk if rest else None

    def before(self, pk: int) -> int | None:
        place = self.place(pk)
        return self.items[place - 2].pk if place > 1 else None


def queue_of(kind: str, act: str, person: Person, today: date, workdays: Workdays) -> Queue:
    """The queue of the duties of `kind` in the units where `person` may do `act`."""
    owed = (
        Duty.objects.owed()
        .filter(
            within_paths(person.scope(act), "unit__path"),
            kind=kind,
            subject_type=ContentType.objects.get_for_model(Proposal),
        )
        .select_related("unit")
        .only("subject_id", "subject_label", "due_on", "paused_on", "is_provisional", "unit__short_name", "unit__name")
        .order_by("due_on", "pk")[: LONGEST + 1]
    )
    return Queue([
        Waiting(
            duty.subject_id,
            duty.subject_label,
            light(
                today=today, due_on=duty.due_on, workdays=workdays, paused=duty.paused_on is not None,
                provisional=duty.is_provisional,
            ),
            duty.unit.short,
        )
        for duty in owed
    ])  # fmt: skip
