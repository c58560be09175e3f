"""What can be asked of proposals: who sees which, which are filed, answered, late."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Q

from ymdm.organization.models import Person, within_paths

from .states import BEFORE_FILING, ENDED, State


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> ProposalQuerySet:
        """What a person may open.

        The own ones and those that one was asked to co-sign; those that one leads or that one's unit handles; those
        of the units that one watches over, drafts excepted; and whatever one's own proposal was merged into, since
        the answer stands there (PRO-17). Drafts are seen by their authors and the co-signers invited alone.
        """
        read, handled = person.scope("proposals.read"), person.scope("proposals.handle")
        everything = self.model._default_manager.order_by()
        signatures = apps.get_model("proposals", "CoSigner").objects.order_by().filter(person=person)
        watched = within_paths(read, "unit__path") & ~Q(state=State.DRAFT)
        own = Q(proposer=person) | Q(entered_by=person) | Q(leader=person)
        others: list[models.QuerySet[Any, Any]] = [
            signatures.values_list("proposal"),
            everything.filter(proposer=person, merged_into__isnull=False).values_list("merged_into"),
            signatures.filter(state="signed", proposal__merged_into__isnull=False).values_list("proposal__merged_into"),
        ]
        if handled:
            assignments = apps.get_model("proposals", "Assignment").objects.order_by()
            others.append(assignments.filter(within_paths(handled, "unit__path")).values_list("proposal"))
        # Both ways ask the same. Whoever watches over a whole tree sees nearly every row, so that a page is full after
        # a few rows in any order; for everybody else the few rows are found by the indexes first.
        if any(path.count("/") == 2 for path in read):
            return self.filter(watched | own | Q(pk__in=others[0].union(*others[1:], all=True)))
        others.append(everything.filter(own).values_list("pk"))
        if read:
            others.append(everything.filter(watched).values_list("pk"))
        return self.filter(pk__in=others[0].union(*others[1:], all=True))

    def concerning(self, person: Person) -> ProposalQuerySet:
        """Those that a person proposed, entered for somebody, was asked to co-sign, or leads."""
        signed = apps.get_model("proposals", "CoSigner").objects.filter(person=person).order_by().values("proposal")
        return self.filter(Q(proposer=person) | Q(entered_by=person) | Q(leader=person) | Q(pk__in=signed))

    def handled_in(self, paths: list[str]) -> ProposalQuerySet:
        """Those that are in the hands of a unit below one of `paths` now, as lead or assisting."""
        running = apps.get_model("proposals", "Assignment").objects.filter(
            within_paths(paths, "unit__path"), ended_at=None
        )
        return self.filter(pk__in=running.order_by().values("proposal"))

    def published(self) -> ProposalQuerySet:
        """What all employees may read in the public ledger: whatever passed review, whatever became of it."""
        return self.exclude(state__in=[*BEFORE_FILING, State.WITHDRAWN])

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

    def matching(self, words: str) -> ProposalQuerySet:
        """Those whose text holds every word; terms are split at blanks."""
        found = self
        for word in words.lower().split()[:8]:
            found = found.filter(search_text__contains=word)
        return found
