"""The matters of the congress for the walks: a session that was called, and what hangs on it, written as rows."""

from __future__ import annotations

from datetime import time, timedelta
from functools import cached_property
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from congress.models import (
    AgendaItem,
    Amendment,
    Attendee,
    CongressSession,
    Defect,
    Mandate,
    Minutes,
    Paper,
    PaperVersion,
    PlanStep,
    Resolution,
    SessionArchive,
    SessionSurvey,
    Venue,
    Vote,
)
from tests import factories as make
from ymdm.organization.models import Person, Unit


class CongressMatters:
    """Sessions of the house's own congress: the proposer is called to each, nobody else among the accounts."""

    house: make.House
    mark: str
    proposer: Person
    lead: Unit

    @cached_property
    def session_called(self) -> CongressSession:
        today = timezone.localdate()
        number = CongressSession.objects.filter(term=self.house.term).count() + 20
        made = CongressSession.objects.create(
            term=self.house.term, number=number, state=CongressSession.State.NOTICED, held_on=today + timedelta(days=20),
            begins=time(9), place=f"{self.mark}会议厅", call_opens_on=today - timedelta(days=900),
            call_closes_on=today - timedelta(days=899), ruled_on=today, noticed_at=timezone.now(),
        )  # fmt: skip
        mandate = Mandate.objects.filter(person=self.proposer).select_related("delegation").get()
        made.attendees.create(
            person=self.proposer, mandate=mandate, delegation=mandate.delegation, kind=Attendee.Kind.REPRESENTATIVE,
            called_at=timezone.now(),
        )  # fmt: skip
        return made

    @cached_property
    def venue(self) -> Venue:
        return self.session_called.venues.create(name=f"{self.mark}礼堂")

    @cached_property
    def session_file(self) -> CongressSession:
        """The session with its file written."""
        place = default_storage.save(f"archives/{self.session_called.pk}", ContentFile(b"PK"))
        SessionArchive.objects.create(
            session=self.session_called, asked_at=timezone.now(), written_at=timezone.now(), stored_as=place,
            sha256="0" * 64, size=2, files=1,
        )  # fmt: skip
        return self.session_called

    @cached_property
    def surveyed(self) -> CongressSession:
        """The session while its quality is rated."""
        asked = {"opened_at": timezone.now(), "until_on": timezone.localdate(), "invited": 1}
        SessionSurvey.objects.get_or_create(session=self.session_called, defaults=asked)
        return self.session_called

    @cached_property
    def attendee(self) -> Attendee:
        return self.session_called.attendees.get()

    @cached_property
    def congress_step(self) -> PlanStep:
        return self.session_called.plan.create(
            code="party_approval", order=1, says="方案报批", rule="CON-45", due_on=timezone.localdate()
        )

    @cached_property
    def agenda_item(self) -> AgendaItem:
        return self._item("福利办法")

    def _item(self, title: str, **fields: Any) -> AgendaItem:
        order = self.session_called.agenda.count() + 1
        return self.session_called.agenda.create(
            order=order, title=f"{self.mark}{title}", matter="welfare", right="approve", is_noticed=True, **fields
        )

    @cached_property
    def congress_paper(self) -> Paper:
        """Sent to whoever is called."""
        made = Paper.objects.create(item=self.agenda_item, title=f"{self.mark}草案")
        PaperVersion.objects.create(
            paper=made, number=1, text=f"{self.mark}第一条", made_at=timezone.now(), issued_at=timezone.now()
        )
        return made

    @cached_property
    def amended(self) -> Amendment:
        base = self.congress_paper.versions.get()
        return Amendment.objects.create(
            item=self.agenda_item, base=base, number=self.agenda_item.amendments.count() + 1, mover=self.attendee,
            text=f"{self.mark}第二条", because=f"{self.mark}加一条", moved_at=timezone.now(),
        )  # fmt: skip

    @cached_property
    def ballot(self) -> Vote:
        return Vote.objects.create(
            session=self.session_called,
            item=self.agenda_item,
            question=f"{self.mark}福利办法",
            method=Vote.Method.PAPER,
        )

    @cached_property
    def resolution(self) -> Resolution:
        """Published, and to be carried out by the unit `lead`."""
        today = timezone.localdate()
        vote = Vote.objects.create(
            session=self.session_called, item=self._item("奖惩办法"), question=f"{self.mark}奖惩办法", state=Vote.State.DECLARED,
            method=Vote.Method.PAPER, total=3, outcome="passed", declared_at=timezone.now(), line="gt_half",
            checked_in=3, roll_called=3, yes=3, no=0, abstain=0,
        )  # fmt: skip
        return Resolution.objects.create(
            session=self.session_called, vote=vote, number=f"{self.mark}决{vote.pk}号", title=f"{self.mark}奖惩办法",
            text="通过。", adopted_on=today, owner=self.lead, due_on=today + timedelta(days=30), state="published",
            published_on=today,
        )  # fmt: skip

    @cached_property
    def congress_minutes(self) -> Minutes:
        return Minutes.objects.create(
            session=self.session_called, text=f"{self.mark}会议记录", drafted_at=timezone.now()
        )

    @cached_property
    def defect(self) -> Defect:
        return Defect.objects.create(
            session=self.session_called, check_code="late_papers", sentence=f"{self.mark}材料晚了", rule="CON-55",
            found_at=timezone.now(),
        )  # fmt: skip
