"""Which unit most likely handles a matter, learned from those that were handed out already (F51)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from threading import Lock

from ymdm.organization.models import Unit

from ..channels import CONFIDENTIAL
from ..models import Proposal
from ..rules.routing import READ, Router

# The newest so many of one congress or house: units and their tasks change, and this is what a process keeps in mind.
LEARNED = 2000
KEPT = 20


@dataclass(frozen=True)
class Hint:
    """“可能属于：后勤服务中心（相似的 12 件由它办理）”, and why."""

    unit: Unit
    percent: int
    words: tuple[str, ...]
    handled: int


class _Learned:
    """One house's matters as far as this process has read them: key → (unit, title, beginning of the text)."""

    def __init__(self) -> None:
        self.router = Router()
        self.known: dict[int, tuple[int, str, str]] = {}

    def catch_up(self, unit: int) -> None:
        """Learn what was handed out since, and learn anew what went to another unit. Two queries at most."""
        rows = Proposal.objects.filter(unit=unit, lead_unit__isnull=False).exclude(channel__in=CONFIDENTIAL)
        now = dict(rows.order_by("-pk").values_list("pk", "lead_unit_id")[:LEARNED])
        for pk in [pk for pk, (label, *_) in self.known.items() if now.get(pk) != label]:
            self.router.learn(*self.known.pop(pk), times=-1)
        new = [pk for pk in now if pk not in self.known]
        if new:
            for pk, title, text in Proposal.objects.filter(pk__in=new).values_list("pk", "title", "search_text"):
                # The text begins with the title, which is weighed by itself.
                self.known[pk] = (now[pk] or 0, title, text[len(title) : len(title) + READ])
                self.router.learn(*self.known[pk])


_houses: defaultdict[int, _Learned] = defaultdict(_Learned)
_lock = Lock()


def hint_for(proposal: Proposal, among: set[int] | None = None) -> Hint | None:
    """The unit that most likely handles this, of those `among`; nothing where that is not sure. Three queries at most."""
    with _lock:
        if len(_houses) > KEPT:
            _houses.clear()
        house = _houses[proposal.unit_id]
        house.catch_up(proposal.unit_id)
        text = proposal.search_text[len(proposal.title) :]
        guess = house.router.hint(proposal.title, text)
    if guess is None or (among is not None and guess.label not in among):
        return None
    unit = Unit.objects.filter(pk=guess.label, closed_on=None).first()
    return Hint(unit, round(guess.share * 100), guess.words, guess.texts) if unit else None


def forget() -> None:
    """Learn everything anew; for tests, whose rows come and go."""
    with _lock:
        _houses.clear()
