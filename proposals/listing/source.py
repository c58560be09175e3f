"""The rows that a list is made of, so that its several questions are asked of the same rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from ymdm.organization.models import Person
from ymdm.prepared import prepared

from ..models import Proposal
from ..models.querysets import ProposalQuerySet, watches_all


@dataclass(frozen=True)
class Source:
    """`rows(**values)` is the queryset. With a `name`, under which it always has the same shape, its SQL is kept."""

    rows: Callable[..., ProposalQuerySet]
    values: dict[str, Any] = field(default_factory=dict)
    name: Hashable = None

    @classmethod
    def of(cls, rows: ProposalQuerySet) -> Source:
        """Any queryset; its SQL is worked out each time."""
        return cls(lambda: rows)

    def queryset(self) -> ProposalQuerySet:
        return self.rows(**self.values)

    def then(self, change: Callable[[ProposalQuerySet], ProposalQuerySet], name: Hashable) -> Source:
        """The same rows, changed; `name` names the change."""
        return Source(lambda **values: change(self.rows(**values)), self.values, self.name and (self.name, name))

    def ask(
        self, name: Hashable, question: Callable[..., QuerySet], more: dict[str, Any] | None = None
    ) -> list[dict[str, Any]]:
        """The rows of `question(queryset, **more)`, which ends in values()."""
        more = more or {}
        if self.name is None:
            return list(question(self.queryset(), **more))

        def build(**marks: Any) -> QuerySet:
            given = {key: marks[key] for key in more}
            return question(self.rows(**{key: marks[key] for key in self.values}), **given)

        return prepared((self.name, name), build, **self.values, **more)


def seen_by(person: Person) -> Source:
    """Everything that a person may open, as `ProposalQuerySet.visible_to` says."""
    read, handled = person.scope("proposals.read"), person.scope("proposals.handle")
    whole = watches_all(read)
    paths = {f"read{number}": path for number, path in enumerate(read)}
    others = {f"handled{number}": path for number, path in enumerate(handled)}

    def rows(person: int, **values: str) -> ProposalQuerySet:
        return Proposal.objects.seen_by(
            person, [values[key] for key in paths], [values[key] for key in others], watches_all=whole
        )

    # The key of the content type stands in the SQL as it is.
    kind = ContentType.objects.get_for_model(Proposal).pk
    return Source(rows, {"person": person.pk, **paths, **others}, ("seen", kind, len(read), len(handled), whole))
