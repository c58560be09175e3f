"""What the ledger is asked for, read out of an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from ..finding import openly_speaking_of
from ..measures import CUTS, Scope
from ..models import Proposal
from ..models.querysets import ProposalQuerySet
from .standings import BY_CODE

FEW = 1000
FACETS = ("channel", "year", "session", "category", "lead")
# The figures of the page that open their rows here. No set of it says who gave which grade (section 8).
OPEN_CUTS = (
    "assigned", "replied", "due", "in_time", "late", "open_overdue", "closed", "filed", "evaluated", "satisfied", "content",
)  # fmt: skip


class PublicScope(Scope):
    """A scope within the ledger: only what is published, and its rows open in the ledger."""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> PublicScope:
        given = Scope.read(asked)
        return cls(**{facet: getattr(given, facet) for facet in FACETS})

    def proposals(self) -> ProposalQuerySet:
        return super().proposals().published()

    def _of_channel(self) -> Q:
        return Q(channel=self.channel)  # an entry stands under one channel

    def rows(self, name: str, **more: str) -> str:
        query = self.within(**more).query
        return f"{reverse('proposals:ledger')}{query}{'&' if query else '?'}cut={name}"


@dataclass(frozen=True)
class Asked:
    """Facets, words, standing and set of figures; where the page begins."""

    scope: PublicScope
    q: str = ""
    state: str = ""
    cut: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Asked:
        state, cut = asked.get("state", ""), asked.get("cut", "")
        return cls(
            PublicScope.of(asked),
            q=asked.get("q", "").replace("\0", "").strip()[:60],
            state=state if state in BY_CODE else "",
            cut=cut if cut in OPEN_CUTS else "",
        )

    def narrow(self, on: date, *, any_state: bool = False) -> ProposalQuerySet:
        """The published rows that are asked for; with `any_state` those of every standing."""
        rows = self.scope.proposals()
        if self.cut:
            rows = rows.filter(CUTS[self.cut].where(on))
        if self.q:
            # Many hold a common word: a page of them is found on the way. Few are looked up once.
            rows = self._looked_for(rows) if self.is_many else rows.filter(pk__in=self._matches)
        if self.state and not any_state:
            rows = rows.filter(BY_CODE[self.state].where)
        return rows

    def _looked_for(self, rows: ProposalQuerySet) -> ProposalQuerySet:
        """What holds the words, or bears the number."""
        numbered = Q(number__iexact=self.q) | Q(register_number=self.q)
        return rows.filter(numbered | Q(pk__in=Proposal.objects.readable_by_all().filter(openly_speaking_of(self.q))))

    @cached_property
    def _matches(self) -> list[int]:
        """Keys of what is looked for, as far as anybody needs it counted."""
        found = self._looked_for(PublicScope().proposals())
        return list(found.values_list("pk", flat=True)[: FEW + 1])

    @property
    def is_many(self) -> bool:
        """Whether more is found than is counted."""
        return bool(self.q) and len(self._matches) > FEW

    def counted(self, on: date) -> ProposalQuerySet:
        """The rows that the numbers beside the facets count: whatever facets are chosen; of many, as far as counted."""
        rows = PublicScope().proposals()
        if self.cut:
            rows = rows.filter(CUTS[self.cut].where(on))
        return rows.filter(pk__in=self._matches) if self.q else rows

    @property
    def is_any(self) -> bool:
        return bool(self.query)

    @property
    def query(self) -> str:
        """The same question as a query string, without the page."""
        return self.to()

    def to(self, **changes: str) -> str:
        """The question with one thing changed, as a query string; an empty value takes it away. `after`, `before`: a page."""
        place = {name: changes.pop(name) for name in ("after", "before") if name in changes}
        facets = {name: changes.pop(name) for name in FACETS if name in changes}
        new = replace(self, scope=replace(self.scope, **facets), **changes) if facets or changes else self
        asked = {name: getattr(new.scope, name) for name in FACETS} | {"state": new.state, "cut": new.cut, "q": new.q}
        given = {name: value for name, value in asked.items() if value} | place
        return f"?{urlencode(given)}" if given else ""
