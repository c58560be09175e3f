"""What the walks need: a house A, a house in a unit below it, a mirror house B, one matter of each for every address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.crypto import get_random_string

from congress.models import Mandate
from proposals import workflow
from proposals.models import Proposal
from tests import factories as make
from ymdm.accounts.models import AccountSession
from ymdm.attachments.models import Attachment
from ymdm.attachments.workflow import attach
from ymdm.duties.models import Duty
from ymdm.notices.models import Notice
from ymdm.organization.granting import ask_appointment
from ymdm.organization.models import Appointment, GrantRequest, Person, Role, Unit
from ymdm.papers.models import ExportRun, ImportRun
from ymdm.papers.workflow import upload
from ymdm.rulebook.library import amounts
from ymdm.rulebook.models import Override

# Every person and every title of B carries it, so that a page that tells anything of B gives itself away. What units
# and sessions there are is no secret: the public ledger lists them for everybody.
MIRROR = "镜界"


class Matters:
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
    def session(self) -> AccountSession:
        return self._session_of(self.house.helper)

    def _session_of(self, person: Person) -> AccountSession:
        """A session of `person` on another device."""
        return AccountSession.objects.create(
            session_key=get_random_string(32), person=person, handle=get_random_string(22), session_data="",
            expire_date=timezone.now() + timedelta(hours=1), began_at=timezone.now(), seen_at=timezone.now(),
        )  # fmt: skip

    def file(self) -> Attachment:
        return self.attachment

    def import_run(self) -> ImportRun:
        return self.run

    def make_all(self) -> None:
        """Make every matter now, so that no request of a walk makes one."""
        for name, made in vars(Matters).items():
            if isinstance(made, cached_property):
                getattr(self, name)


class Own(Matters):
    """The matters of A that are nearest to one account: its own, those that name it, those of its own unit."""

    def __init__(self, shared: Matters, account: Person, colleague: Person) -> None:
        super().__init__(replace(shared.house, branch=account.unit, employee=colleague), by=shared.proposer)
        self.account = account
        self.__dict__ |= {name: shared.__dict__[name] for name in ("proposal", "assisted", "draft", "invited", "duty")}
        self.__dict__ |= {name: shared.__dict__[name] for name in ("appointment", "mandate", "attachment", "run")}

    @cached_property
    def notice(self) -> Notice:
        return self._notice_of(self.account)

    @cached_property
    def export(self) -> ExportRun:
        return self._export_of(self.account)

    @cached_property
    def session(self) -> AccountSession:
        return self._session_of(self.account)

    @cached_property
    def asked(self) -> Override:
        return self._change_by(self.account) if self.account == self.house.union else super().asked

    @cached_property
    def grant(self) -> GrantRequest:
        asks = self.account.may("organization.appoint", self.house.branch)
        return self._grant_of(self.account) if asks else super().grant


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
        "I": a.inspector, "C": a.committee[0], "s": a.admin,
        "c": make.person(a.unit, "岳明", role=Role.SECURITY_ADMIN), "a": make.person(a.unit, "柏青", role=Role.AUDIT_ADMIN),
    }  # fmt: skip
    near = Matters(a)
    near.make_all()
    unit = Matters(a, by=make.representative(a.term, a.branch, delegation_=a.delegation), lead=a.logistics)
    below, mirror = Matters(child), Matters(b, mark=MIRROR)
    for other in (unit, below, mirror):
        other.make_all()
    clerk = make.person(a.hr, "夏至")
    colleagues = {"U": a.employee, "L": a.employee, "I": a.employee, "s": a.employee, "B": clerk}
    own = {letter: Own(near, person, colleagues.get(letter, person)) for letter, person in accounts.items()}
    for one in own.values():
        one.make_all()
    return Stage(accounts, own, unit, below, mirror)


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
    "accounts:session-end": lambda m: {"handle": m.session.handle},
    "attachments:download": lambda m: {"pk": m.file().pk},
    "duties:detail": lambda m: {"pk": m.duty.pk},
    "duties:hand": lambda m: {"pk": m.duty.pk},
    "duties:press": lambda m: {"pk": m.duty.pk},
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
    "organization:appointment-end": lambda m: {"pk": m.appointment.pk},
    "rulebook:change": lambda m: {"pk": m.change.pk},
    "rulebook:confirm": lambda m: {"pk": m.change.pk},
    "rulebook:decline": lambda m: {"pk": m.change.pk},
    "rulebook:withdraw": lambda m: {"pk": m.asked.pk},
    "rulebook:settle": lambda m: {"pk": m.house.branch.pk},
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
}

# Where the address is the same for all and the posted body names the matter, or where an empty body asks nothing.
BODIES: dict[str, Callable[[Matters], dict[str, Any]]] = {
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
    "proposals:figure-rows": {"cut": "received"},
    "rulebook:rule": {"rule": "PRO-23"},
    "rulebook:propose": {"rule": "PRO-23"},
}
