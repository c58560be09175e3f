"""What can be asked of proposals: who sees which, which are filed, answered, late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q

from ymdm.organization.models import Person, within_paths

from ..channels import CONFIDENTIAL
from .states import BEFORE_FILING, ENDED, State

# What whoever watches over a unit sees of it: no drafts, and nothing that only those named may know (PRO-67).
WATCHED = ~Q(state="draft")
for _channel in CONFIDENTIAL:
    WATCHED &= ~Q(channel=str(_channel))


def _own(person: Person) -> Q:
    """What one raised, entered for somebody, or leads."""
    return Q(proposer=person) | Q(voiced_by=person) | Q(entered_by=person) | Q(leader=person)


def _concerning(person: Person, among: Sequence[int] | None = None) -> list[tuple[models.QuerySet[Any, Any], str]]:
    """What one was asked to co-sign, what took in one's own, and what one's unit handles: rows, and their column of keys.

    The last may be very many; with `among`, only those of these keys.
    """
    signatures = apps.get_model("proposals", "CoSigner").objects.order_by().filter(person=person)
    own = apps.get_model("proposals", "Proposal")._default_manager.order_by().filter(proposer=person)
    found: list[tuple[models.QuerySet[Any, Any], str]] = [
        (signatures, "proposal"),
        (own.filter(merged_into__isnull=False), "merged_into"),
        (signatures.filter(state="signed", proposal__merged_into__isnull=False), "proposal__merged_into"),
    ]
    if handled := person.scope("proposals.handle"):
        assignments = apps.get_model("proposals", "Assignment").objects.order_by()
        if among is not None:
            assignments = assignments.filter(proposal__in=among)
        found.append((assignments.filter(within_paths(handled, "unit__path")), "proposal"))
    return found


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> ProposalQuerySet:
        """What a person may open.

        The own ones and those that one was asked to co-sign; those that one leads or that one's unit handles; those
        of the units that one watches over, drafts excepted; and whatever one's own proposal was merged into, since
        the answer stands there (PRO-17). Drafts are seen by their authors and the co-signers invited alone.
        """
        read = person.scope("proposals.read")
        everything = self.model._default_manager.order_by()
        watched, own = within_paths(read, "unit__path") & WATCHED, _own(person)
        others = [rows.values_list(column) for rows, column in _concerning(person)]
        # Both ways ask the same. Whoever watches over a whole tree sees nearly every row, so that a page is full after
        # a few rows in any order; for everybody else the few rows are found by the indexes first.
        if any(path.count("/") == 2 for path in read):
            return self.filter(watched | own | Q(pk__in=others[0].union(*others[1:], all=True)))
        others.append(everything.filter(own).values_list("pk"))
        if read:
            others.append(everything.filter(watched).values_list("pk"))
        return self.filter(pk__in=others[0].union(*others[1:], all=True))

    def visible_among(self, person: Person, keys: Sequence[int]) -> ProposalQuerySet:
        """Of these, what a person may open: the same, without a look at the many others that she may open as well."""
        others = [rows.values_list(column) for rows, column in _concerning(person, keys)]
        watched = within_paths(person.scope("proposals.read"), "unit__path") & WATCHED
        return self.filter(watched | _own(person) | Q(pk__in=others[0].union(*others[1:], all=True)), pk__in=keys)

    def reached_by(self, person: Person) -> ProposalQuerySet:
        """Of what a person may open, that which is not seen by watching over a unit."""
        own = self.model._default_manager.order_by().filter(_own(person)).values_list("pk")
        others = [rows.values_list(column) for rows, column in _concerning(person)]
        return self.filter(pk__in=own.union(*others, all=True))

    def concerning(self, person: Person) -> ProposalQuerySet:
        """Those that a person proposed, entered for somebody, was asked to co-sign, or leads."""
        signed = apps.get_model("proposals", "CoSigner").objects.filter(person=person).order_by().values("proposal")
        return self.filter(_own(person) | Q(pk__in=signed))

    def handled_in(self, paths: list[str]) -> ProposalQuerySet:
        """Those that are in the hands of a unit below one of `paths` now, as lead or assisting."""
        running = apps.get_model("proposals", "Assignment").objects.filter(
            within_paths(paths, "unit__path"), ended_at=None
        )
        return self.filter(pk__in=running.order_by().values("proposal"))

    def published(self) -> ProposalQuerySet:
        """What stands in the public ledger: whatever passed review or was handed to a unit, whatever became of it."""
        return self.exclude(state__in=[*BEFORE_FILING, State.WITHDRAWN])

    def readable_by_all(self) -> ProposalQuerySet:
        """Those of the public ledger of which everybody may read more than that there is such a matter (PRO-67)."""
        return self.published().exclude(channel__in=CONFIDENTIAL)

    def received(self) -> ProposalQuerySet:
        """Submitted and not withdrawn (PRO-38)."""
        return self.exclude(state__in=[State.DRAFT, State.WITHDRAWN]).filter(number__isnull=False)

    def filed(self) -> ProposalQuerySet:
        """Filed ones, counted before merging: a merged proposal was fit to be filed (PRO-39)."""
        return self.filter(outcome__in=[State.FILED, State.MERGED])

    def answered_in_time(self) -> ProposalQuerySet:
        return self.filter(replied_on__lte=F("reply_due_on"))

    def answered_late(self) -> ProposalQuerySet:
        return self.filter(replied_on__gt=F("reply_due_on"))

    def open_overdue(self, on: date) -> ProposalQuerySet:
        """Assigned, unanswered, and past their day: they count against the unit (F75)."""
        return self.filter(replied_on=None, reply_due_on__lt=on).exclude(state__in=ENDED)
