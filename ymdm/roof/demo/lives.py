"""What each word in the `life` of a story does: one act of the workflow, with what the story says of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from proposals import kinds, workflow
from proposals.models import Assignment, CommitteeMeeting, Proposal, State
from ymdm.duties import workflow as duties
from ymdm.organization.models import Person, Unit

from .house import House

REASONS = {
    State.FILED: "fit",
    State.MERGED: "same_matter",
    State.CONVERTED: "suggestion",
    State.FORWARDED_UP: "beyond_authority",
    State.RETURNED: "incomplete",
}


class Life:
    """One proposal from its first word to wherever it stands today."""

    def __init__(self, house: House, story: dict[str, Any], others: dict[str, Life], meetings: dict[Any, Any]) -> None:
        self.house, self.story, self.others, self.meetings = house, story, others, meetings
        self.congress = house.units[story.get("congress", "HSZ")]
        self.union = house.people["郑晓芸" if self.congress.code == "HSZ" else "杜海燕"]
        self.by = house.people[story["by"]]
        self.proposal = Proposal()
        self.told = 0

    def acts(self) -> list[tuple[int, str]]:
        """Day and word of every act, in the order of the story."""
        words = self.story["life"].split()
        return [(int(day), word) for word, day in zip(words[::2], words[1::2], strict=True)]

    def live(self, word: str, at: datetime) -> None:
        """Do one act. `contact2` is the second `contact`; `countersign:财务处` is that unit's alone."""
        name, _, which = word.partition(":")
        round_ = name[-1] if name[-1].isdigit() else ""
        act = getattr(self, name.rstrip("0123456789"))
        act(at, which) if which else act(at, round_) if round_ else act(at)

    # --- authors -----------------------------------------------------------------------------------------------
    def begin(self, at: datetime) -> None:
        story, by = self.story, self.author
        if "channel" in story:
            self.proposal = workflow.speak_up(self.congress, by, at=at, channel=story["channel"])
        else:
            self.proposal = workflow.begin(self.congress, by, at=at, proposer=self.by, joint=story.get("joint", False))
        self.proposal = workflow.save_draft(
            self.proposal, by, title=story["title"], rationale=story["rationale"].strip(), measures=story["points"],
            category=self.house.categories[self.congress.code, story["category"]],
            suggested_unit=self.house.unit(story["wants"]) if "wants" in story else None,
            is_confidential=story.get("confidential", False),
        )  # fmt: skip
        Proposal.objects.filter(pk=self.proposal.pk).update(saved_at=at)

    @property
    def author(self) -> Person:
        return self.house.people[self.story["entered_by"]] if "entered_by" in self.story else self.by

    def invite(self, at: datetime) -> None:
        signing = [self.house.people[name] for name in self.story["with"]]
        asked = [self.house.people[name] for name in self.story.get("asks", ())]
        workflow.invite(self.proposal, self.author, at=at, people=[*signing, *asked])
        for person in signing:
            workflow.co_sign(self.proposal, person, at=at)

    def submit(self, at: datetime) -> None:
        workflow.submit(self.proposal, self.author, at=at)

    def withdraw(self, at: datetime) -> None:
        workflow.withdraw(self.proposal, self.by, at=at, reason=self.story["withdrawn"])

    def appeal(self, at: datetime) -> None:
        workflow.appeal(self.proposal, self.by, at=at, reason=self.story["appeal"])

    # --- the committee -----------------------------------------------------------------------------------------
    def file(self, at: datetime) -> None:
        self._review(at, State.FILED)

    def merge(self, at: datetime) -> None:
        self._review(at, State.MERGED, into=self.others[self.story["into"]].proposal)

    def convert(self, at: datetime) -> None:
        self._review(at, State.CONVERTED)

    def not_file(self, at: datetime) -> None:
        self._review(at, State.NOT_FILED)

    def forward(self, at: datetime) -> None:
        self._review(at, State.FORWARDED_UP)

    def _review(self, at: datetime, outcome: str, into: Proposal | None = None) -> None:
        meeting = self._meeting(at)
        aside = {person.pk for person in self.proposal.signatories()}
        voters = meeting.present.exclude(pk__in=aside).count()
        workflow.review(
            self.proposal, self.union, at=at, outcome=outcome, reason=self.story.get("reason") or REASONS[State(outcome)],
            text=self.story["review"], meeting=meeting, ayes=voters, into=into,
        )  # fmt: skip

    def _meeting(self, at: datetime) -> CommitteeMeeting:
        """All reviews of one day come from one meeting of the committee."""
        day = timezone.localdate(at)
        key = (self.congress.pk, day)
        if key not in self.meetings:
            members = list(Person.objects.holding_here("proposals.sit", self.congress))
            self.meetings[key] = workflow.record_meeting(self.congress, self.union, at=at, held_on=day, present=members)
        return self.meetings[key]

    def send_back(self, at: datetime) -> None:
        workflow.send_back(self.proposal, self.union, at=at, reason=self.story["reason"], text=self.story["review"])

    def relay(self, at: datetime) -> None:
        workflow.relay_answer(self.proposal, self.union, at=at, text=self.story["relayed"])

    # --- the hands ---------------------------------------------------------------------------------------------
    @property
    def leader(self) -> Person:
        return self.house.people[self.story["leader"]]

    def handler(self, unit: Unit | None = None) -> Person:
        """Who answers for a unit, the lead unit when none is given."""
        here = Person.objects.holding_here("proposals.handle", unit or self.proposal.lead_unit)
        names = set(here.order_by("pk").values_list("name", flat=True))
        # The handler does the work; a head could, and is not shown doing it.
        return next(person for name, person in self.house.people.items() if name in names)

    def assisting(self) -> list[Assignment]:
        rows = self.proposal.assignments.filter(part="assisting", ended_at=None).select_related("unit").order_by("pk")
        return list(rows)

    def instruct(self, at: datetime) -> None:
        workflow.instruct(
            self.proposal, self.leader, at=at, text=self.story["instruction"], leader=self.leader,
            key=self.story.get("key_one", False),
        )  # fmt: skip

    def assign(self, at: datetime) -> None:
        due = self.story.get("due")
        days = (self.house.day(due) - timezone.localdate(at)).days if due is not None else None
        workflow.assign(
            self.proposal, self.union, at=at, lead=self.house.unit(self.story["lead"]), leader=self.leader,
            assisting=[self.house.unit(name) for name in self.story.get("assisting", ())], days=days,
        )  # fmt: skip

    def sign_for(self, at: datetime) -> None:
        workflow.sign_for(self.proposal, self.handler(), at=at)

    def object(self, at: datetime) -> None:
        workflow.object_to_assignment(
            self.proposal, self.handler(), at=at, reason=self.story["objection"],
            suggested_unit=self.house.unit(self.story["objection_to"]),
        )  # fmt: skip

    def reassign(self, at: datetime) -> None:
        workflow.decide_objection(
            self.proposal, self.union, at=at, approve=True, decision=self.story["objection_decision"],
            unit=self.house.unit(self.story["objection_to"]),
        )  # fmt: skip

    def contact(self, at: datetime, round_: str = "") -> None:
        people, _, minutes = self.story[f"contact{round_}"].partition("：")
        workflow.record_contact(
            self.proposal, self.handler(), at=at, held_on=timezone.localdate(at), people=people,
            form="consultation_meeting" if round_ else self.story.get("contact_form", "visit"),
            minutes=minutes or people, union_attended=bool(round_),
        )  # fmt: skip

    def opinion(self, at: datetime) -> None:
        for row, text in zip(self.assisting(), self.story["opinions"], strict=True):
            workflow.give_opinion(self.proposal, self.handler(row.unit), at=at, text=text)

    def ask_extension(self, at: datetime) -> None:
        days, reason = self.story["extension"]
        workflow.ask_extension(self.proposal, self.handler(), at=at, days=days, reason=reason)

    def extend(self, at: datetime) -> None:
        workflow.decide_extension(
            self.proposal, self.union, at=at, approve=True, decision=self.story["extension_decision"]
        )

    def press(self, at: datetime) -> None:
        duty = self.proposal.duties.owed().filter(kind=kinds.REPLY).get()
        duties.press(duty, self.union, at=at, text=self.story["pressed"])

    # --- the answer --------------------------------------------------------------------------------------------
    def draft(self, at: datetime, round_: str = "") -> None:
        reply = self.story.get(f"reply{round_}", self.story["reply"])
        given = [words.split(" ", 1) for words in reply["answers"]]
        follow_up = reply.get("follow_up")
        workflow.draft_reply(
            self.proposal, self.handler(), at=at, text=reply["text"], result_class=reply["class"],
            answers={
                point.pk: (stance, words)
                for point, (stance, words) in zip(self.proposal.points.all(), given, strict=True)
            },
            plan=reply.get("plan", ""),
            follow_up_on=self.house.day(follow_up) if follow_up is not None else None,
        )  # fmt: skip

    def countersign(self, at: datetime, which: str = "") -> None:
        for row in self.assisting():
            if not which.strip("0123456789") or row.unit == self.house.unit(which):
                workflow.countersign(self.proposal, self.handler(row.unit), at=at, agrees=True)

    def send_reply_back(self, at: datetime) -> None:
        workflow.send_reply_back(self.proposal, self.leader, at=at, reason=self.story["sent_back"])

    def sign(self, at: datetime, round_: str = "") -> None:
        workflow.sign(self.proposal, self.leader, at=at)

    def evaluate(self, at: datetime) -> None:
        """Everybody who proposed it rates: after a merger those of the merged ones as well."""
        merged = [life for life in self.others.values() if life.story.get("into") == self.story["key"]]
        for life in [self, *merged]:
            attitude, result = life.story["rating"]
            workflow.evaluate(self.proposal, life.by, at=at, attitude=attitude, result=result)

    def dissatisfied(self, at: datetime, round_: str = "") -> None:
        workflow.evaluate(
            self.proposal, self.by, at=at, attitude="basically", result="dissatisfied",
            text=self.story[f"complaint{round_}"],
        )  # fmt: skip

    # --- the end -----------------------------------------------------------------------------------------------
    def close(self, at: datetime) -> None:
        workflow.close(self.proposal, self.union, at=at, note=self.story["closing"])

    def archive(self, at: datetime) -> None:
        workflow.archive(self.proposal, self.union, at=at)

    def follow_up(self, at: datetime, round_: str = "") -> None:
        """Report on a promise; the next day is that of the next report, or the one that the story names."""
        result_class, progress = self.story["follow_ups"][int(round_ or 1) - 1].split(" ", 1)
        coming = [
            day
            for day, word in self.acts()
            if word.startswith("follow_up") and self.house.day(day) > timezone.localdate(at)
        ]
        next_day = coming[0] + 3 if coming else self.story.get("follow_up_next")
        workflow.follow_up(
            self.proposal, self.handler(), at=at, progress=progress, result_class=result_class,
            next_on=self.house.day(next_day) if result_class != "A" and next_day is not None else None,
        )  # fmt: skip
