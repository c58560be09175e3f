"""The matters of the secret ballots for the walks: a box that is open, one that was closed, and what hangs on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone

from tests import factories as make
from ymdm.ballots import lists
from ymdm.ballots.models import Asking, BallotBox, KeyCeremony, KeyPair, Objection, PaperCount, RollEntry, Task
from ymdm.organization.models import Person

OPTIONS = [["yes", "赞成"], ["no", "反对"]]


class BallotMatters:
    """The proposer, or the account itself, is on the roll of each; nobody among the accounts keeps a word."""

    house: make.House
    mark: str
    proposer: Person

    @property
    def _voter(self) -> Person:
        return self.proposer

    @cached_property
    def ballot_ceremony(self) -> KeyCeremony:
        made = KeyCeremony.objects.create(
            unit=self.house.unit, owner_kind="walk", owner_pk=1, title=f"{self.mark}密钥仪式", state="tried"
        )
        for order in (1, 2, 3):
            keeper = make.person(self.house.unit, f"{self.mark}监票{order}")
            made.keepers.create(person=keeper, order=order, task=Task.SCRUTINEER if order == 1 else Task.TELLER)
        return made

    def _ballot(self, number: int, **fields: Any) -> BallotBox:
        now = timezone.now()
        paper = {
            "v": 1,
            "title": f"{self.mark}表决{number}",
            "items": [{"id": "i1", "kind": "decide", "text": "通过？", "options": OPTIONS}],
        }
        made = BallotBox.objects.create(
            unit=self.house.unit, owner_kind="walk", owner_pk=number, purpose="vote", paper=paper, paper_hash="0" * 64,
            body_len=200, ceremony=self.ballot_ceremony, public_key="04" * 65, roll_root="0" * 64, roll_size=1,
            opens_at=now - timedelta(hours=1), closes_at=now + timedelta(hours=1), strata={"": ""}, **fields,
        )  # fmt: skip
        KeyPair.objects.create(ceremony=self.ballot_ceremony, number=number, public_key="04" * 65, used_by=made)
        RollEntry.objects.create(box=made, person=self._voter, stratum="")
        return made

    @cached_property
    def ballot_box(self) -> BallotBox:
        return self._ballot(1, state="open", edge_sealing=True)

    @cached_property
    def ballot_closed(self) -> BallotBox:
        made = self._ballot(2, state="closed", box_root="ab" * 32, box_count=0)
        lists.write(made)
        return made

    @cached_property
    def ballot_objection(self) -> Objection:
        return Objection.objects.create(box=self.ballot_box, number=1, text=f"{self.mark}有异议")

    @cached_property
    def ballot_asking(self) -> Asking:
        question = {"id": "q1", "kind": "decide", "text": f"{self.mark}同意？", "options": OPTIONS}
        return Asking.objects.create(
            unit=self.house.unit, title=f"{self.mark}评选", reach="subtree", questions=[question]
        )

    @cached_property
    def ballot_count(self) -> PaperCount:
        return PaperCount.objects.create(
            box=self.ballot_box, stratum="", venue=f"{self.mark}会场", issued=1, returned=1,
            entered_by=self.ballot_ceremony.keepers.first().person,
        )  # fmt: skip


_OPEN = ("box", "about", "cast", "edge", "act", "object", "opening", "recount", "slip", "paper")
ADDRESSES: dict[str, Callable[[Any], dict[str, Any]]] = {
    **{f"ballots:{name}": lambda m: {"pk": m.ballot_box.pk} for name in _OPEN},
    "ballots:second": lambda m: {"pk": m.ballot_box.pk, "note": "expired"},
    "ballots:check": lambda m: {"pk": m.ballot_closed.pk},
    "ballots:list": lambda m: {"pk": m.ballot_closed.pk},
    "ballots:asking": lambda m: {"pk": m.ballot_asking.pk},
    "ballots:asking-act": lambda m: {"pk": m.ballot_asking.pk, "verb": "add_question"},
    "ballots:ceremony": lambda m: {"pk": m.ballot_ceremony.pk},
    "ballots:hold": lambda m: {"pk": m.ballot_ceremony.pk},
    "ballots:try-out": lambda m: {"pk": m.ballot_ceremony.pk},
    "ballots:decide": lambda m: {"pk": m.ballot_objection.pk},
    "ballots:confirm-count": lambda m: {"pk": m.ballot_count.pk},
}
