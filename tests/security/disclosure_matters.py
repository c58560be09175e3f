"""The matters of disclosure for the walks: what is owed, a text at each desk, a publication, a word about it, a sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from itertools import count
from typing import Any

from django.utils import timezone

from disclosure import workflow
from disclosure.laying import adopt_by_type, lay_out
from disclosure.models import Adoption, Board, Obligation, Posting, Publication, Remark, Version, Withholding
from disclosure.workflow import settling
from tests import factories as make
from ymdm.organization.models import Level, Person, Role, Unit

_serial = count(1)
CLEAN = dict.fromkeys(("state_secrets", "work_secrets", "business_secrets", "personal_data"), "none")


class DisclosureMatters:
    """Drafted by a handler, reviewed and approved by two more people of the unit; none of them has an account."""

    mark: str
    _rules_of: Unit

    def _clerk(self, role: str) -> Person:
        return make.person(self._rules_of, f"{self.mark}办{next(_serial)}", role=role)

    def _owed(self) -> Obligation:
        item = next(one for one in lay_out() if one.code == "D04")
        today, key = timezone.localdate(), next(_serial)
        return Obligation.objects.create(
            unit=self._rules_of, item=item, period=f"event:{key}", label=f"{self.mark}事项{key}", stage="result",
            year=today.year, ends_on=today, due_on=today, rule="DIS-19", owed_from_on=today,
        )  # fmt: skip

    @cached_property
    def owed_item(self) -> Obligation:
        return self._owed()

    def _text(self, author: Person, scope: str = "unit") -> Version:
        made = workflow.draft(
            self._rules_of, author, obligation=self._owed(), title=f"{self.mark}收支{next(_serial)}", scope=scope,
            body=f"<p>{self.mark}差旅费 12 万元。</p>",
        )  # fmt: skip
        return made.versions.get()

    @property
    def _author(self) -> Person:
        return self._clerk(Role.HANDLER)

    @cached_property
    def text_drafted(self) -> Version:
        return self._text(self._author)

    @cached_property
    def text_reviewed(self) -> Version:
        version = self._text(self._clerk(Role.HANDLER))
        workflow.submit(version, version.author)
        return Version.objects.get(pk=version.pk)

    @cached_property
    def text_to_approve(self) -> Version:
        version = self._text(self._clerk(Role.HANDLER))
        workflow.submit(version, version.author)
        workflow.pass_review(version, self._clerk(Role.SUPERVISOR), attribute="employees", **CLEAN)
        return Version.objects.get(pk=version.pk)

    @cached_property
    def opened(self) -> Publication:
        version = self._text(self._clerk(Role.HANDLER))
        workflow.submit(version, version.author)
        workflow.pass_review(version, self._clerk(Role.SUPERVISOR), attribute="employees", **CLEAN)
        workflow.approve(version, self._clerk(Role.UNIT_HEAD))
        return Publication.objects.get(pk=version.publication_id)

    @cached_property
    def to_society(self) -> Publication:
        """Open to everybody, signed in or not."""
        version = self._text(self._clerk(Role.HANDLER), "public")
        workflow.submit(version, version.author)
        workflow.pass_review(version, self._clerk(Role.SUPERVISOR), attribute="open", **CLEAN)
        workflow.approve(version, self._clerk(Role.UNIT_HEAD))
        return Publication.objects.get(pk=version.publication_id)

    @cached_property
    def sheet(self) -> Posting:
        board = Board.objects.create(unit=self._rules_of, place="大厅", from_on=timezone.localdate())
        return Posting.objects.create(
            publication=self.opened, board=board, up_on=timezone.localdate(), by=self._clerk(Role.HANDLER)
        )

    @property
    def _asker(self) -> Person:
        return make.person(self._rules_of, f"{self.mark}问{next(_serial)}")

    @cached_property
    def word(self) -> Remark:
        return workflow.remark(self.opened, self._asker, kind="question", text=f"{self.mark}为什么多了？")

    @cached_property
    def closed_item(self) -> Withholding:
        asker = self._clerk(Role.HANDLER)
        return workflow.withhold(
            self._rules_of, asker, obligation=self._owed(), ground="business_secret", reason=f"{self.mark}报价"
        )

    @cached_property
    def catalogued(self) -> Unit:
        """A team with an item in its catalogue."""
        made = make.unit(f"{self.mark}班{next(_serial)}", parent=self._rules_of, level=Level.TEAM)
        adopt_by_type([made], lay_out(), timezone.localdate())
        return made

    @cached_property
    def taken_over(self) -> Adoption:
        """Asked out of the catalogue, by nobody who has an account."""
        row = Adoption.objects.filter(unit=self.catalogued, item__code="D22").select_related("unit", "item").get()
        settling.ask_removal(row, self._clerk(Role.UNIT_HEAD), reason=f"{self.mark}无此项", decision="班务会")
        return row

    @cached_property
    def board(self) -> Board:
        return Board.objects.create(unit=self.catalogued, place=f"{self.mark}值班室", from_on=timezone.localdate())


DISCLOSURE_ADDRESSES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "disclosure:obligation": lambda m: {"pk": m.owed_item.pk},
    "disclosure:begin": lambda m: {"pk": m.owed_item.pk, "verb": "draft"},
    "disclosure:coverage-unit": lambda m: {"pk": m.catalogued.pk},
    "disclosure:coverage-unit-export": lambda m: {"pk": m.catalogued.pk},
    "disclosure:catalogue": lambda m: {"pk": m.catalogued.pk},
    "disclosure:team": lambda m: {"pk": m.catalogued.pk},
    "disclosure:catalogue-export": lambda m: {"pk": m.catalogued.pk},
    "disclosure:unit-act": lambda m: {"pk": m.catalogued.pk, "verb": "adopt"},
    "disclosure:adoption-act": lambda m: {"pk": m.taken_over.pk, "verb": "ask_removal"},
    "disclosure:board-act": lambda m: {"pk": m.board.pk, "verb": "take_away_board"},
    "disclosure:version": lambda m: {"pk": m.text_drafted.pk},
    "disclosure:version-act": lambda m: {"pk": m.text_drafted.pk, "verb": "amend"},
    "disclosure:outside-item": lambda m: {"pk": m.to_society.pk},
    "disclosure:publication": lambda m: {"pk": m.opened.pk},
    "disclosure:publication-act": lambda m: {"pk": m.opened.pk, "verb": "remark"},
    "disclosure:finding-new": lambda m: {"pk": m.opened.pk, "seed": "20261126"},
    "disclosure:posting-act": lambda m: {"pk": m.sheet.pk, "verb": "take_down"},
    "disclosure:remark": lambda m: {"pk": m.word.pk},
    "disclosure:remark-act": lambda m: {"pk": m.word.pk, "verb": "answer"},
    "disclosure:withholding": lambda m: {"pk": m.closed_item.pk},
    "disclosure:withholding-act": lambda m: {"pk": m.closed_item.pk, "verb": "consent"},
}
