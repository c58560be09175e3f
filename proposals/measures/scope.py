"""What a figure is asked for: a session, a year, a responsible unit, or everything; as of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from ..channels import POLICIES, REVIEWED
from ..models import Proposal, State
from ..models.querysets import ProposalQuerySet
from .cuts import CUTS, with_scheme

NONE = "none"  # a group of those that have none: no category, no delegation, no unit
LONGEST = "longest"


@dataclass(frozen=True)
class Scope:
    """What narrows the proposals. Words out of an address; what we do not know counts as nothing.

    `unit` is the path of a unit whose subtree handles; `lead`, `delegation` and `category` are one group of a table.
    """

    channel: str = ""
    session: str = ""
    year: str = ""
    unit: str = ""
    lead: str = ""
    delegation: str = ""
    category: str = ""
    scheme: str = ""
    result: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Scope:
        given = {field.name: str(asked.get(field.name, ""))[:60].replace("\0", "") for field in fields(cls)}
        for name in ("session", "year", "unit"):
            if not _is_number(given[name]):
                given[name] = ""
        if given["channel"] not in POLICIES:
            given["channel"] = ""
        if given["session"] == "" and asked.get("session") == NONE:
            given["session"] = NONE
        if given["year"] and not 1900 < int(given["year"]) < 2200:
            given["year"] = ""
        for name in ("lead", "delegation"):
            if not (_is_number(given[name]) or given[name] == NONE):
                given[name] = ""
        return cls(**given)

    def proposals(self) -> ProposalQuerySet:
        """Everything in scope, drafts included."""
        rows = Proposal.objects.order_by()
        if self.channel:
            rows = rows.filter(self._of_channel())
        if self.session:
            rows = rows.filter(session=None if self.session == NONE else int(self.session))
        if self.year:
            rows = rows.filter(submitted_on__year=int(self.year))
        if self.unit:
            rows = rows.filter(lead_unit__path__contains=f"/{self.unit}/")
        for name in ("lead", "delegation"):
            column = {"lead": "lead_unit"}.get(name, name)
            if value := getattr(self, name):
                rows = rows.filter(Q(**{f"{column}__isnull": True} if value == NONE else {column: int(value)}))
        if self.category:
            rows = rows.filter(Q(category__isnull=True) if self.category == NONE else Q(category__name=self.category))
        if self.scheme:
            rows = with_scheme(rows).filter(scheme=self.scheme)
        if self.result:
            rows = rows.filter(result_class=self.result)
        return rows

    def _of_channel(self) -> Q:
        """Its matters. What came as a proposal and was converted is counted among the proposals received (PRO-40)."""
        if self.channel in REVIEWED:
            return Q(channel=self.channel) | Q(outcome=State.CONVERTED)
        return Q(channel=self.channel)

    def cut(self, name: str, on: date) -> ProposalQuerySet:
        """The rows of one of the CUTS within the scope."""
        return self.proposals().filter(CUTS[name].where(on))

    def counts(self, on: date, names: tuple[str, ...] = tuple(CUTS)) -> dict[str, int]:
        """How many rows each of `names` has. One query."""
        return self.proposals().aggregate(**{name: Count("pk", CUTS[name].where(on)) for name in names})

    def within(self, **more: str) -> Scope:
        return replace(self, **more)

    @property
    def query(self) -> str:
        """The scope as the query string of an address, `?session=3`."""
        asked = {field.name: getattr(self, field.name) for field in fields(self) if getattr(self, field.name)}
        return f"?{urlencode(asked)}" if asked else ""

    def rows(self, name: str, **more: str) -> str:
        """The address at which the rows of a cut open."""
        return reverse("proposals:figure-rows", args=[name]) + self.within(**more).query


def _is_number(word: str) -> bool:
    return word.isdecimal() and len(word) < 19
