"""What the walks need: a house A, a house in a unit below it, a mirror house B, one matter of each for every address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time, timedelta
from functools import cached_property
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.crypto import get_random_string

from congress.models import Mandate
from congress.register import workflow as register
from congress.register.models import Correction, Decision, RuleDocument, RuleVersion, UnitReport
from proposals import workflow
from proposals.finance import workflow as finance
from proposals.finance.models import FinanceGroup, ReviewPeriod, VoucherQuestion
from proposals.letterbox import receiving
from proposals.letterbox.models import Batch, Letter
from proposals.meetings import workflow as meetings
from proposals.meetings.models import (
    ActionItem,
    Forum,
    ForumPoint,
    MatterMeeting,
    MeetingSeries,
    ReceptionDay,
    ReceptionSchedule,
    ReceptionVisit,
    SeriesMeeting,
    SpokenPoint,
)
from proposals.models import Proposal
from tests import factories as make
from tests.security.appraisal_matters import ADDRESSES as APPRAISAL_ADDRESSES
from tests.security.appraisal_matters import APPRAISALS, AppraisalMatters
from tests.security.assessment_matters import ADDRESSES as ASSESSMENT_ADDRESSES
from tests.security.assessment_matters import ASSESSMENTS, AssessmentMatters
from tests.security.award_matters import ADDRESSES as AWARD_ADDRESSES
from tests.security.award_matters import AWARDS, AwardMatters
from tests.security.ballot_matters import ADDRESSES as BALLOT_ADDRESSES
from tests.security.ballot_matters import BallotMatters
from tests.security.congress_matters import CongressMatters
from tests.security.disclosure_matters import DISCLOSURE_ADDRESSES, DisclosureMatters
from tests.security.figure_matters import ADDRESSES as FIGURE_ADDRESSES
from tests.security.figure_matters import FigureMatters
from tests.security.foundation_matters import ADDRESSES as FOUNDATION_ADDRESSES
from tests.security.foundation_matters import FOUNDATIONS, FoundationMatters
from tests.security.inspection_matters import ADDRESSES as INSPECTION_ADDRESSES
from tests.security.inspection_matters import INSPECTIONS, InspectionMatters
from tests.security.publicity_matters import ADDRESSES as PUBLICITY_ADDRESSES
from tests.security.publicity_matters import PUBLICITY, PublicityMatters
from tests.security.roll_matters import ADDRESSES as ROLL_ADDRESSES
from tests.security.roll_matters import ROLL, RollMatters
from tests.security.scheme_matters import ADDRESSES as SCHEME_ADDRESSES
from tests.security.scheme_matters import SCHEMES, SchemeMatters
from ymdm.accounts.models import AccountSession, SecondFactor, SecurityKey
from ymdm.attachments.models import Attachment
from ymdm.attachments.workflow import attach
from ymdm.duties.models import Duty
from ymdm.notices.models import Notice
from ymdm.organization.granting import ask_appointment
from ymdm.organization.models import Appointment, GrantRequest, PairedAct, Person, Role, Unit
from ymdm.organization.paired import encode
from ymdm.papers.models import ExportRun, ImportRun
from ymdm.papers.workflow import upload
from ymdm.rulebook.library import amounts
from ymdm.rulebook.models import Override
from ymdm.workdays import calendar

# Every person and every title of B carries it, so that a page that tells anything of B gives itself away. What units
# and sessions there are is no secret: the public ledger lists them for everybody.
MIRROR = "镜界"


class Matters(
    AppraisalMatters, AssessmentMatters, AwardMatters, BallotMatters, CongressMatters, DisclosureMatters, FigureMatters,
    FoundationMatters, InspectionMatters, PublicityMatters, RollMatters,
    SchemeMatters,
):  # fmt: skip
    """One matter of each kind in one house: what the addresses of MATTERS name."""

    def __init__(
        self, house: make.House, *, by: Person | None = None, lead: Unit | None = None, mark: str = ""
    ) -> None:
        self.house, self.mark = house, mark
        self.lead = lead or house.hr
        self.proposer = by or house.proposer

    def _handled(self, title: str, lead: Unit, assisting: Unit) -> Proposal:
        return make.in_progress(
            self.house, by=self.proposer, lead=lead, assisting=[assisting], title=f"{self.mark}{title}"
        )

    @cached_property
    def proposal(self) -> Proposal:
        """Handled by the unit `lead`, with a file."""
        return self._handled("调整野外津贴标准", self.lead, self.house.finance)

    @cached_property
    def assisted(self) -> Proposal:
        """One that the unit `lead` assists with."""
        return self._handled("改造职工浴室", self.house.finance, self.lead)

    @cached_property
    def draft(self) -> Proposal:
        return make.draft(self.house, by=self.proposer, title=f"{self.mark}增设班车")

    @cached_property
    def invited(self) -> Proposal:
        """Somebody else's draft that the proposer is asked to co-sign."""
        author = self.house.seconders[1]
        made = make.draft(self.house, by=author, title=f"{self.mark}翻修篮球场")
        workflow.invite(made, author, people=[self.proposer])
        return made

    @cached_property
    def suggestion(self) -> Proposal:
        """A suggestion that somebody of the branch is writing, beside the accounts."""
        return self._suggestion_of(make.person(self.house.branch, f"{self.mark}纪云"))

    def _suggestion_of(self, author: Person) -> Proposal:
        made = workflow.speak_up(self.house.unit, author)
        return workflow.save_draft(
            made, author, title=f"{self.mark}装净水器", rationale="水质不好。", measures=["装一台。"]
        )

    @cached_property
    def duty(self) -> Duty:
        return self.proposal.duties.owed().get(unit=self.lead)

    @cached_property
    def person(self) -> Person:
        return self.house.employee

    @cached_property
    def notice(self) -> Notice:
        return self._notice_of(self.house.helper)

    def _notice_of(self, person: Person) -> Notice:
        made, _ = Notice.objects.get_or_create(
            person=person, kind="walk", key="1", defaults={"title": f"{self.mark}消息", "made_at": timezone.now()}
        )
        return made

    @cached_property
    def appointment(self) -> Appointment:
        return self.house.handler.appointments.get()

    @cached_property
    def mandate(self) -> Mandate:
        return Mandate.objects.get(person=self.proposer)

    @cached_property
    def attachment(self) -> Attachment:
        return attach(self.proposal, SimpleUploadedFile(f"{self.mark}说明.pdf", b"%PDF-1.7\n"), self.house.union)

    @cached_property
    def run(self) -> ImportRun:
        return upload(self.house.unit, self.house.union, kind="people", file=BytesIO(b"x"), file_name="名册.xlsx")

    @cached_property
    def export(self) -> ExportRun:
        return self._export_of(self.house.helper)

    def _export_of(self, person: Person) -> ExportRun:
        """A long list that is written."""
        at = timezone.now()
        stored = default_storage.save(f"exports/{person.pk}", ContentFile(b"x"))
        return ExportRun.objects.create(
            kind="people", person=person, title=f"{self.mark}名册", rows=1, made_at=at, ended_at=at, stored_as=stored
        )

    @cached_property
    def grant(self) -> GrantRequest:
        """Asked for by an administrator whom no account is."""
        return self._grant_of(make.person(self.house.unit, f"{self.mark}申岚", role=Role.SYSTEM_ADMIN))

    def _grant_of(self, asker: Person) -> GrantRequest:
        someone = make.person(self.house.branch, f"{self.mark}任兰")
        return ask_appointment(
            self.house.branch, asker, person=someone, role=Role.HANDLER, from_on=timezone.localdate()
        )

    @cached_property
    def change(self) -> Override:
        """A value of the unit, asked for by an officer beside the account."""
        return self._change_by(make.person(self.house.unit, f"{self.mark}杜若", role=Role.UNION_OFFICER))

    @cached_property
    def asked(self) -> Override:
        """The same, asked for by the account itself where it is an officer of the unit."""
        return self._change_by(make.person(self.house.unit, f"{self.mark}江蓠", role=Role.UNION_OFFICER))

    def _change_by(self, officer: Person) -> Override:
        key = list(amounts())[Override.objects.filter(unit=self.house.unit).count()]
        return Override.objects.create(
            unit=self.house.unit, key=key, number="1", before="2", from_on=timezone.localdate(), reason="加快",
            document=f"{self.mark}文件", proposed_by=officer, proposed_at=timezone.now(),
        )  # fmt: skip

    @cached_property
    def clerk(self) -> Person:
        """Somebody whose phone number is asked for: on the roll of the branch, not of the unit itself."""
        return self.house.employee

    @cached_property
    def pair(self) -> PairedAct:
        """An act for two in the branch, proposed by an administrator beside the account."""
        return self._pair_by(make.person(self.house.unit, f"{self.mark}申岚", role=Role.SYSTEM_ADMIN))

    @cached_property
    def pair_own(self) -> PairedAct:
        """The same, proposed by the account itself where it is such an administrator."""
        return self._pair_by(make.person(self.house.unit, f"{self.mark}申菊", role=Role.SYSTEM_ADMIN))

    def _pair_by(self, admin: Person) -> PairedAct:
        return PairedAct.objects.create(
            unit=self.house.branch, kind="unit-rename", about=f"walk:{PairedAct.objects.count()}",
            title=f"{self.mark}更名", shown=[["新名称", f"{self.mark}新名"]],
            facts={"name": f"{self.mark}新名", "on": encode(timezone.localdate())}, proposed_by=admin,
            proposed_at=timezone.now(), expires_at=timezone.now() + timedelta(days=9),
        )  # fmt: skip

    @cached_property
    def letter(self) -> Letter:
        """One that came out of the box before an officer of the union and a member of the committee."""
        words = {"category": "其他", "about": "", "text": f"{self.mark}食堂晚餐收得太早了。"}
        made = receiving.receive(self.house.unit, words, nonce=get_random_string(32))
        box = self._box(Batch.State.OPENED)
        box.openings.create(
            opener=self.house.union, witness=self.house.committee[0], asked_at=timezone.now(), at=timezone.now()
        )
        Letter.objects.filter(pk=made.pk).update(
            batch=box, state=Letter.State.OPENED, title=f"{self.mark}延长晚餐", summary=f"{self.mark}晚餐"
        )
        return Letter.objects.get(pk=made.pk)

    @cached_property
    def box(self) -> Batch:
        """One that waits to be opened."""
        return self._box(Batch.State.CLOSED)

    def _box(self, state: str) -> Batch:
        day = timezone.localdate() - timedelta(days=Batch.objects.filter(unit=self.house.unit).count())
        return Batch.objects.create(unit=self.house.unit, slot_on=day, state=state)

    @cached_property
    def session(self) -> AccountSession:
        return self._session_of(self.house.helper)

    def _session_of(self, person: Person) -> AccountSession:
        """A session of `person` on another device."""
        return AccountSession.objects.create(
            session_key=get_random_string(32), person=person, handle=get_random_string(22), session_data="",
            expire_date=timezone.now() + timedelta(hours=1), began_at=timezone.now(), seen_at=timezone.now(),
        )  # fmt: skip

    @cached_property
    def key(self) -> SecurityKey:
        return self._key_of(self.house.helper)

    def _key_of(self, person: Person) -> SecurityKey:
        """A security key of `person`, who has no other second factor."""
        factor, _ = SecondFactor.objects.get_or_create(person=person, defaults={"made_at": timezone.now()})
        return factor.keys.create(
            name=f"{self.mark}钥匙", credential_id=get_random_string(43), public_key=b"", made_at=timezone.now()
        )

    @cached_property
    def plan(self) -> ReceptionSchedule:
        """Leaders receive in the unit: three people beside the accounts."""
        return self._plan_of(self._officer(Role.LEADER), self._officer(Role.UNION_OFFICER))

    def _officer(self, role: str) -> Person:
        return make.person(self.house.unit, f"{self.mark}梅生", role=role)

    def _plan_of(self, leader: Person, recorder: Person) -> ReceptionSchedule:
        return meetings.arrange(
            self.house.unit, recorder, leader=leader, substitute=self._officer(Role.LEADER), recorder=recorder,
            place=f"{self.mark}接待室", begins=time(9), slots=4, slot_minutes=30, from_on=timezone.localdate(), weekday=3,
        )  # fmt: skip

    @cached_property
    def reception(self) -> ReceptionDay:
        return self.plan.days.order_by("-on")[0]

    @cached_property
    def visit(self) -> ReceptionVisit:
        return self._visit_of(self.house.employee)

    def _visit_of(self, visitor: Person) -> ReceptionVisit:
        return meetings.book(self.house.unit, visitor, day=self.reception, slot=1, about=f"{self.mark}暖气不热")

    @cached_property
    def talk(self) -> Forum:
        """Called, not held yet; none of the accounts is called."""
        return self._talk("冬季生活")

    def _talk(self, topic: str) -> Forum:
        officer = self._officer(Role.UNION_OFFICER)
        return meetings.call(
            self.house.unit, officer, kind="forum", topic=f"{self.mark}{topic}", meets_at=timezone.now(), place="会议室",
            host=self._officer(Role.LEADER), recorder=officer, people=[self.house.committee[-1]],
        )  # fmt: skip

    @cached_property
    def point(self) -> ForumPoint:
        """Of a talk that was held: everybody of the house may read it."""
        talk = self._talk("通勤")
        came = [self.house.committee[-1]]
        meetings.hold(talk, talk.recorder, held_on=timezone.localdate(), came=came, minutes="谈了通勤。")
        return meetings.note_point(talk, talk.recorder, text=f"{self.mark}加一班车", voice="meeting")

    @cached_property
    def sheet_point(self) -> ForumPoint:
        """On the opinion sheet of the proposer's delegation."""
        seat = self.attendee
        officer = self._officer(Role.UNION_OFFICER)
        talk = meetings.call(
            self.house.unit, officer, kind="floor_opinion", topic=f"{self.mark}分团讨论", meets_at=timezone.now(),
            place="会议室", host=self._officer(Role.LEADER), recorder=officer, people=[self.house.committee[-1]],
            session=self.session_called, delegation=seat.delegation,
        )  # fmt: skip
        came = [self.house.committee[-1]]
        meetings.hold(talk, officer, held_on=timezone.localdate(), came=came, minutes="讨论了报告。")
        return meetings.note_point(talk, officer, text=f"{self.mark}增加体检", voice="delegation")

    @cached_property
    def spoken(self) -> SpokenPoint:
        order = self.session_called.spoken_points.count() + 1
        return SpokenPoint.objects.create(
            session=self.session_called, item=self.agenda_item, speaker=self.attendee, order=order,
            text=f"{self.mark}修路", noted_at=timezone.now(), noted_by=self.proposer,
        )  # fmt: skip

    @cached_property
    def table(self) -> MatterMeeting:
        """A meeting about the proposal: seen by whoever sees that."""
        officer = self._officer(Role.UNION_OFFICER)
        return meetings.convene(
            self.house.unit, officer, form="push_meeting", matters=[self.proposal], meets_at=timezone.now(),
            place=f"{self.mark}会议室", host=self._officer(Role.LEADER), recorder=officer, people="提出人、承办单位",
        )  # fmt: skip

    @cached_property
    def series(self) -> MeetingSeries:
        officer = self._officer(Role.UNION_OFFICER)
        return meetings.found(
            self.house.unit, officer, name=f"{self.mark}例会", chair=self._officer(Role.LEADER), recorder=officer,
            members=[self.house.committee[-1]], place="会议室", begins=time(9), agenda="通报", weekday=3,
            from_on=timezone.localdate(),
        )  # fmt: skip

    @cached_property
    def sitting(self) -> SeriesMeeting:
        """Planned: for members and those who watch."""
        return self.series.meetings.order_by("-on")[0]

    @cached_property
    def action(self) -> ActionItem:
        """Resolved by a meeting that was held, which everybody of the house may read; owned by none of the accounts."""
        held = self.series.meetings.order_by("on")[0]
        today = timezone.localdate()
        type(held).objects.filter(pk=held.pk).update(on=today, nominal_on=today)
        member = self.house.committee[-1]
        meetings.record_minutes(held, self.series.recorder, present=[member], minutes="通报。")
        day = today + timedelta(days=9)
        return meetings.add_action(held, self.series.recorder, text=f"{self.mark}列预算", owner=member, due_on=day)

    @cached_property
    def auditors(self) -> FinanceGroup:
        """Three representatives, the proposer among them, review every month what the unit `lead` keeps."""
        head = self.house.seconders[0]
        return finance.found(
            self.lead, self.house.union, keeper=self.lead, rhythm="month", head=head, body="congress",
            members=[self.proposer, *self.house.seconders], session=self.house.session, held_on=timezone.localdate(),
            how="大会表决", until_on=timezone.localdate() + timedelta(days=300),
        )  # fmt: skip

    def _audited(self, month: int) -> ReviewPeriod:
        year = timezone.localdate().year - 1
        made = finance.open_period(self.auditors, self.auditors.head, year=year, month=month)
        row = finance.VoucherRow(f"{month}", made.first_on, f"{self.mark}会议费", 100, "passed")
        finance.keep_vouchers(made, self.auditors.head, rows=[row])
        return ReviewPeriod.objects.get(pk=made.pk)

    @cached_property
    def audit(self) -> ReviewPeriod:
        """Under way: for the group, who keeps the accounts, who watches."""
        return self._audited(1)

    @cached_property
    def inquiry(self) -> VoucherQuestion:
        """Waits for its answer."""
        made = self._audited(2)
        return finance.ask(
            made, made.group.head, about=f"{self.mark}差旅费", text="为什么超支。", lead=self.lead, leader=self.house.leader,
            due_on=calendar().add(timezone.localdate(), 9),
        )  # fmt: skip

    @cached_property
    def signed(self) -> ReviewPeriod:
        """By everybody who was there, and not published."""
        made, there = self._audited(3), [self.proposer, *self.house.seconders]
        finance.settle(made, made.group.head, present=there)
        for person in there:
            finance.sign(made, person)
        return made

    @cached_property
    def posted(self) -> ReviewPeriod:
        made, there = self._audited(4), self.house.seconders
        finance.settle(made, made.group.head, present=there)
        for person in there:
            finance.sign(made, person)
        finance.publish(made, self.house.union, summary=f"{self.mark}账目已审。")
        return made

    @cached_property
    def book(self) -> Attachment:
        """What was handed in."""
        return attach(self.audit.accounts, SimpleUploadedFile(f"{self.mark}总账.pdf", b"%PDF-1.7\n"), self.house.union)

    @property
    def _rules_of(self) -> Unit:
        """Whose rules and decisions these are: those of the unit that handles; an account's own are of its whole house."""
        return self.lead

    def _draft_of(self, title: str) -> RuleVersion:
        text = {"kind": "other", "matter": "other", "text": f"{self.mark}第一条"}
        officer = self._officer(Role.UNION_OFFICER)
        return register.enter(self._rules_of, officer, title=f"{self.mark}{title}{officer.pk}", **text).versions.get()

    @cached_property
    def rule_draft(self) -> RuleVersion:
        return self._draft_of("起草中的办法")

    @cached_property
    def rule(self) -> RuleDocument:
        """In force."""
        made, today = self._draft_of("现行办法"), timezone.localdate()
        officer = self._officer(Role.UNION_OFFICER)
        register.bring_into_force(made, officer, effective_on=today, noticed_on=today, heard="座谈会")
        return made.document

    def _decision_of(self, title: str, matter: str) -> Decision:
        """Decided; nobody was told of it."""
        leader = self._officer(Role.LEADER)
        made = register.propose(
            self._rules_of, leader, kind="major_decision", matter=matter, title=f"{self.mark}{title}", text="安排。"
        )
        register.decide(
            made, leader, body="office_meeting", meeting="办公会", decided_on=timezone.localdate(), procedure="讨论"
        )
        return made

    @cached_property
    def decision(self) -> Decision:
        return self._decision_of("设备采购", "other")

    @cached_property
    def correction(self) -> Correction:
        """Of a decision about land that went before the congress."""
        return self._decision_of("门面出租", "land_property").correction

    @cached_property
    def report(self) -> UnitReport:
        """The file of the year for the superior union."""
        officer = self._officer(Role.UNION_OFFICER)
        return register.report(self._rules_of, officer, year=timezone.localdate().year)

    def file(self) -> Attachment:
        return self.attachment

    def import_run(self) -> ImportRun:
        return self.run

    def make_all(self) -> None:
        """Make every matter now, so that no request of a walk makes one."""
        rooms = (Matters, *Matters.__bases__)
        for name, made in [item for room in rooms for item in vars(room).items()]:
            if isinstance(made, cached_property):
                getattr(self, name)


CONGRESS = [name for name, made in vars(CongressMatters).items() if isinstance(made, cached_property)] + ROLL


class Own(Matters):
    """The matters of A that are nearest to one account: its own, those that name it, those of its own unit."""

    def __init__(self, shared: Matters, account: Person, colleague: Person) -> None:
        super().__init__(replace(shared.house, branch=account.unit, employee=colleague), by=shared.proposer)
        self.account = account
        self.__dict__ |= {name: shared.__dict__[name] for name in ("proposal", "assisted", "draft", "invited", "duty")}
        # One group of a unit at a time.
        self.__dict__ |= {
            name: shared.__dict__[name] for name in ("auditors", "audit", "inquiry", "signed", "posted", "book")
        }
        # One appraisal and one scheme of a unit and year.
        self.__dict__ |= {
            name: shared.__dict__[name]
            for name in [*APPRAISALS, *ASSESSMENTS, *AWARDS, *FOUNDATIONS, *INSPECTIONS, *PUBLICITY, *SCHEMES]
        }
        # One session of a house for all its accounts.
        self.__dict__ |= {name: shared.__dict__[name] for name in CONGRESS}
        self.__dict__ |= {
            name: shared.__dict__[name] for name in ("appointment", "mandate", "attachment", "run", "letter", "box")
        }

    @property
    def _voter(self) -> Person:
        return self.account

    @cached_property
    def notice(self) -> Notice:
        return self._notice_of(self.account)

    @cached_property
    def suggestion(self) -> Proposal:
        return self._suggestion_of(self.account)

    @cached_property
    def export(self) -> ExportRun:
        return self._export_of(self.account)

    @cached_property
    def session(self) -> AccountSession:
        return self._session_of(self.account)

    @cached_property
    def key(self) -> SecurityKey:
        return self._key_of(self.account)

    @cached_property
    def asked(self) -> Override:
        return self._change_by(self.account) if self.account == self.house.union else super().asked

    @cached_property
    def plan(self) -> ReceptionSchedule:
        """A leader receives herself, a union officer writes down; whoever is neither comes."""
        if self.account.may("meetings.receive", self.house.unit):
            return self._plan_of(self.account, self._officer(Role.UNION_OFFICER))
        if self.account.may("meetings.arrange", self.house.unit):
            return self._plan_of(self._officer(Role.LEADER), self.account)
        return super().plan

    @cached_property
    def visit(self) -> ReceptionVisit:
        concerned = self.reception.concerns(self.account)
        return self._visit_of(self.house.employee if concerned else self.account)

    @property
    def _rules_of(self) -> Unit:
        return self.account.unit

    @property
    def _author(self) -> Person:
        return self.account if self.account.may("disclosure.draft", self._rules_of) else super()._author

    @property
    def _asker(self) -> Person:
        return super()._asker if self.account.may("disclosure.answer", self._rules_of) else self.account

    @cached_property
    def grant(self) -> GrantRequest:
        asks = self.account.may("organization.appoint", self.house.branch)
        return self._grant_of(self.account) if asks else super().grant

    @cached_property
    def pair_own(self) -> PairedAct:
        return self._pair_by(self.account) if self.account == self.house.admin else super().pair_own


@dataclass
class Stage:
    """Everything that a walk stands on. `accounts` by the letters of security.md 5."""

    accounts: dict[str, Person]
    own: dict[str, Matters]
    unit: Matters
    child: Matters
    mirror: Matters

    def matters(self, letter: str, place: str) -> Matters:
        return self.own[letter] if place == "own" else getattr(self, place)


def set_up() -> Stage:
    """House A with one account for each role, a house in A's branch, and the mirror B."""
    a = make.bureau()
    child = make.bureau(root=a.branch)
    b = make.bureau(root=make.unit("局", code="B", level="bureau"))
    Person.objects.filter(unit__path__startswith=b.unit.path).update(name=Concat(Value(MIRROR), "name"))
    b = _read_anew(b)
    accounts = {
        "E": make.person(a.unit, "方小禾"), "R": a.proposer, "U": a.union, "H": a.handler, "B": a.head, "L": a.leader,
        "I": a.inspector, "D": a.supervisor, "C": a.committee[0], "s": a.admin,
        "c": make.person(a.unit, "岳明", role=Role.SECURITY_ADMIN), "a": make.person(a.unit, "柏青", role=Role.AUDIT_ADMIN),
    }  # fmt: skip
    near = Matters(a)
    near.make_all()
    unit = Matters(a, by=make.representative(a.term, a.branch, delegation_=a.delegation), lead=a.logistics)
    below, mirror = Matters(child), Matters(b, mark=MIRROR)
    for other in (unit, below, mirror):
        other.make_all()
    analyse()
    clerk = make.person(a.hr, "夏至")
    colleagues = {"U": a.employee, "L": a.employee, "I": a.employee, "D": a.employee, "s": a.employee, "B": clerk}
    own = {letter: Own(near, person, colleagues.get(letter, person)) for letter, person in accounts.items()}
    for one in own.values():
        one.make_all()
    # Her own unit is the bureau with its departments, not the branch.
    own["U"].__dict__["clerk"] = clerk
    analyse()
    return Stage(accounts, own, unit, below, mirror)


def analyse() -> None:
    """Rows of a transaction that is never kept have no statistics: PostgreSQL would plan for empty tables."""
    if connection.vendor == "postgresql":
        # By name: the catalogue is shared with the other worker's database, and the lock is held as long as the walk.
        named = ", ".join(f'"{name}"' for name in connection.introspection.table_names())
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {named}")


def _read_anew(house: make.House) -> make.House:
    """The house as it stands in the tables now."""
    fields: dict[str, Any] = {}
    for name, value in vars(house).items():
        if isinstance(value, list):
            fields[name] = [type(one).objects.get(pk=one.pk) for one in value]
        else:
            fields[name] = type(value).objects.get(pk=value.pk)
    return replace(house, **fields)


# Address → the arguments that name a matter.
MATTERS: dict[str, Callable[[Matters], dict[str, Any]]] = {
    **ROLL_ADDRESSES,
    **BALLOT_ADDRESSES,
    **APPRAISAL_ADDRESSES,
    **DISCLOSURE_ADDRESSES,
    **SCHEME_ADDRESSES,
    **ASSESSMENT_ADDRESSES,
    **FOUNDATION_ADDRESSES,
    **INSPECTION_ADDRESSES,
    **PUBLICITY_ADDRESSES,
    **AWARD_ADDRESSES,
    **FIGURE_ADDRESSES,
    **{
        f"congress:{name}": lambda m: {"pk": m.session_called.pk}
        for name in (
            "session",
            "agenda",
            "plan",
            "minutes",
            "people",
            "people-export",
            "votes",
            "check-in",
            "now",
            "norms",
            "norms-export",
            "screen",
            "seats",
        )
    },
    "congress:archive-file": lambda m: {"pk": m.session_file.pk},
    "congress:session-act": lambda m: {"pk": m.session_called.pk, "verb": "redate"},
    "congress:venue-act": lambda m: {"pk": m.venue.pk, "verb": "change_venue"},
    "congress:step-act": lambda m: {"pk": m.congress_step.pk, "verb": "finish_step"},
    "congress:item-act": lambda m: {"pk": m.agenda_item.pk, "verb": "drop_item"},
    "congress:paper": lambda m: {"pk": m.congress_paper.pk},
    "congress:paper-act": lambda m: {"pk": m.congress_paper.pk, "verb": "revise_paper"},
    "congress:attendee-act": lambda m: {"pk": m.attendee.pk, "verb": "answer_call"},
    "congress:survey": lambda m: {"pk": m.surveyed.pk},
    "congress:archive-state": lambda m: {"pk": m.session_file.pk},
    "congress:amendment": lambda m: {"pk": m.amended.pk},
    "congress:amendment-act": lambda m: {"pk": m.amended.pk, "verb": "put_amendment"},
    "congress:rehearsal": lambda m: {"pk": m.session_called.pk},
    "congress:rehearsal-screen": lambda m: {"pk": m.session_called.pk},
    "congress:vote": lambda m: {"pk": m.ballot.pk},
    "congress:vote-act": lambda m: {"pk": m.ballot.pk, "verb": "stop_vote"},
    "congress:resolution": lambda m: {"pk": m.resolution.pk},
    "congress:resolution-act": lambda m: {"pk": m.resolution.pk, "verb": "settle_resolution"},
    "congress:minutes-act": lambda m: {"pk": m.congress_minutes.pk, "verb": "edit_minutes"},
    "congress:defect-act": lambda m: {"pk": m.defect.pk, "verb": "cure"},
    "accounts:session-end": lambda m: {"handle": m.session.handle},
    "accounts:key-remove": lambda m: {"pk": m.key.pk},
    "attachments:download": lambda m: {"pk": m.file().pk},
    "duties:detail": lambda m: {"pk": m.duty.pk},
    "duties:unit-calendar": lambda m: {"pk": m.house.branch.pk},
    "duties:hand": lambda m: {"pk": m.duty.pk},
    "duties:press": lambda m: {"pk": m.duty.pk},
    "finance:group": lambda m: {"pk": m.auditors.pk},
    "finance:group-act": lambda m: {"pk": m.auditors.pk, "verb": "open_period"},
    "finance:period": lambda m: {"pk": m.audit.pk},
    "finance:period-act": lambda m: {"pk": m.audit.pk, "verb": "ask"},
    "finance:question-act": lambda m: {"pk": m.inquiry.pk, "verb": "carry_over"},
    "finance:sheet": lambda m: {"pk": m.posted.pk},
    "finance:vouchers": lambda m: {"pk": m.audit.pk},
    "finance:vouchers-export": lambda m: {"pk": m.signed.pk},
    "finance:attach": lambda m: {"pk": m.audit.pk},
    "finance:detach": lambda m: {"pk": m.audit.pk, "file": m.book.pk},
    "meetings:spoken": lambda m: {"pk": m.spoken.session_id},
    "meetings:spoken-export": lambda m: {"pk": m.spoken.session_id},
    "meetings:spoken-new": lambda m: {"pk": m.session_called.pk},
    "meetings:spoken-act": lambda m: {"pk": m.spoken.pk, "verb": "turn_spoken"},
    "meetings:book": lambda m: {"pk": m.reception.pk},
    "meetings:day": lambda m: {"pk": m.reception.pk},
    "meetings:day-act": lambda m: {"pk": m.reception.pk, "verb": "finish"},
    "meetings:forum": lambda m: {"pk": m.talk.pk},
    "meetings:forum-act": lambda m: {"pk": m.talk.pk, "verb": "hold"},
    "meetings:action-act": lambda m: {"pk": m.action.pk, "verb": "report_action"},
    "meetings:bound": lambda m: {"pk": m.table.pk},
    "meetings:bound-act": lambda m: {"pk": m.table.pk, "verb": "drop"},
    "meetings:meeting": lambda m: {"pk": m.sitting.pk},
    "meetings:meeting-act": lambda m: {"pk": m.sitting.pk, "verb": "skip"},
    "meetings:series": lambda m: {"pk": m.series.pk},
    "meetings:series-act": lambda m: {"pk": m.series.pk, "verb": "end_series"},
    "meetings:point-act": lambda m: {"pk": m.point.pk, "verb": "hand_point"},
    "meetings:schedule": lambda m: {"pk": m.plan.pk},
    "meetings:schedule-act": lambda m: {"pk": m.plan.pk, "verb": "end_schedule"},
    "meetings:visit": lambda m: {"pk": m.visit.pk},
    "meetings:visit-act": lambda m: {"pk": m.visit.pk, "verb": "solve"},
    "letterbox:do": lambda m: {"pk": m.letter.pk},
    "letterbox:letter": lambda m: {"pk": m.letter.pk},
    "notices:follow": lambda m: {"pk": m.notice.pk},
    "organization:unit": lambda m: {"pk": m.house.branch.pk},
    "organization:unit-open": lambda m: {"pk": m.house.branch.pk},
    "organization:unit-rename": lambda m: {"pk": m.house.branch.pk},
    "organization:unit-move": lambda m: {"pk": m.house.branch.pk},
    "organization:unit-close": lambda m: {"pk": m.house.branch.pk},
    "organization:codes": lambda m: {"pk": m.house.branch.pk},
    "organization:person": lambda m: {"pk": m.person.pk},
    "organization:appoint": lambda m: {"pk": m.person.pk},
    "organization:entry": lambda m: {"pk": m.person.pk},
    "organization:code": lambda m: {"pk": m.person.pk},
    "organization:leave": lambda m: {"pk": m.person.pk},
    "organization:factor": lambda m: {"pk": m.person.pk},
    "organization:grant": lambda m: {"pk": m.grant.pk},
    "organization:grant-confirm": lambda m: {"pk": m.grant.pk},
    "organization:grant-decline": lambda m: {"pk": m.grant.pk},
    "organization:grant-withdraw": lambda m: {"pk": m.grant.pk},
    "organization:pair": lambda m: {"pk": m.pair.pk},
    "organization:pair-confirm": lambda m: {"pk": m.pair.pk},
    "organization:pair-decline": lambda m: {"pk": m.pair.pk},
    "organization:pair-withdraw": lambda m: {"pk": m.pair_own.pk},
    "organization:personal": lambda m: {"pk": m.clerk.pk},
    "organization:appointment-end": lambda m: {"pk": m.appointment.pk},
    "rulebook:change": lambda m: {"pk": m.change.pk},
    "rulebook:confirm": lambda m: {"pk": m.change.pk},
    "rulebook:decline": lambda m: {"pk": m.change.pk},
    "rulebook:withdraw": lambda m: {"pk": m.asked.pk},
    "rulebook:settle": lambda m: {"pk": m.house.branch.pk},
    "register:document": lambda m: {"pk": m.rule.pk},
    "register:document-act": lambda m: {"pk": m.rule.pk, "verb": "revise"},
    "register:decision": lambda m: {"pk": m.decision.pk},
    "register:decision-act": lambda m: {"pk": m.decision.pk, "verb": "disclose"},
    "register:correction-act": lambda m: {"pk": m.correction.pk, "verb": "answer"},
    "register:report-file": lambda m: {"pk": m.report.pk},
    "register:version": lambda m: {"pk": m.rule_draft.pk},
    "register:version-act": lambda m: {"pk": m.rule_draft.pk, "verb": "amend"},
    "papers:export-run": lambda m: {"pk": m.export.pk},
    "papers:export-file": lambda m: {"pk": m.export.pk},
    "papers:import-run": lambda m: {"pk": m.import_run().pk},
    "papers:import-confirm": lambda m: {"pk": m.import_run().pk},
    "papers:import-decline": lambda m: {"pk": m.import_run().pk},
    "papers:import-continue": lambda m: {"pk": m.import_run().pk},
    "papers:import-rejected": lambda m: {"pk": m.import_run().pk},
    "proposals:act": lambda m: {"pk": m.proposal.pk, "verb": "record_contact"},
    "proposals:attach": lambda m: {"pk": m.proposal.pk},
    "proposals:detach": lambda m: {"pk": m.proposal.pk, "file": m.file().pk},
    "proposals:ledger-entry": lambda m: {"number": m.proposal.number},
    "proposals:ledger-proof": lambda m: {"number": m.proposal.number},
    "proposals:ledger-proof-file": lambda m: {"number": m.proposal.number},
    "proposals:press-unit": lambda m: {"pk": m.house.hr.pk},
    "proposals:proposal-detail": lambda m: {"pk": m.proposal.pk},
    "proposals:reply-desk": lambda m: {"pk": m.proposal.pk},
    "proposals:reply-keep": lambda m: {"pk": m.proposal.pk},
    "proposals:review-meeting": lambda m: {"pk": m.house.unit.pk},
    "proposals:wizard": lambda m: {"pk": m.draft.pk, "step": 2},
    "proposals:suggestion-write": lambda m: {"pk": m.suggestion.pk},
}

# Where the address is the same for all and the posted body names the matter, or where an empty body asks nothing.
BODIES: dict[str, Callable[[Matters], dict[str, Any]]] = {
    "letterbox:ask": lambda m: {"pk": m.box.pk},
    "letterbox:witness": lambda m: {"pk": m.box.pk},
    "letterbox:do": lambda m: {"do": "question"},
    "proposals:attach": lambda m: {"files": SimpleUploadedFile("说明.pdf", b"%PDF-1.7 \n")},
    "proposals:countersign-desk": lambda m: {"pk": m.assisted.pk},
    "proposals:proposal-enter": lambda m: {"seat": m.mandate.pk},
    "proposals:review-meeting": lambda m: {"pk": m.proposal.pk},
    "proposals:review-desk": lambda m: {"pk": m.proposal.pk},
    "proposals:assign-desk": lambda m: {"pk": m.proposal.pk},
    "proposals:sign-desk": lambda m: {"pk": m.proposal.pk},
}

# Addresses whose arguments name no matter but a kind of page: what stands on it is only what one may see.
PAGES: dict[str, dict[str, Any]] = {
    "papers:import-new": {"kind": "people"},
    "papers:import-template": {"kind": "people"},
    "papers:export": {"kind": "people"},
    # A letter is named by the query (tests/proposals/test_printed.py): without it nobody finds anything.
    "papers:paper": {"kind": "ledger"},
    "papers:paper-pdf": {"kind": "ledger"},
    "proposals:figure-rows": {"cut": "received"},
    "disclosure:coverage-item": {"code": "D04"},
    "disclosure:coverage-item-export": {"code": "D04"},
    "rulebook:rule": {"rule": "PRO-23"},
    "rulebook:propose": {"rule": "PRO-23"},
}
