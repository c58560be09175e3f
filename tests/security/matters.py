"""What the walk needs: one matter for every address, everybody inside, and the same offices outside."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from proposals.models import Proposal
from tests import factories as make
from ymdm.attachments.workflow import attach
from ymdm.duties.models import Duty, Slip
from ymdm.ledger.models import Event
from ymdm.notices.models import Notice
from ymdm.organization.models import Appointment, Person, Role, Unit
from ymdm.papers.models import ImportRun
from ymdm.papers.workflow import upload


class Matters:
    """One house with a proposal in progress, and a mirror of it that shares nothing."""

    def __init__(self, house: make.House) -> None:
        self.house = house
        self.proposal = make.in_progress(house, assisting=[house.logistics])
        self.duty = self.proposal.duties.owed().filter(unit=house.hr).first()
        self.notice = Notice.objects.filter(person=house.handler).first()

    def file(self) -> Any:
        return attach(self.proposal, SimpleUploadedFile("说明.pdf", b"%PDF-1.7\n"), self.house.union)

    def import_run(self) -> ImportRun:
        return upload(self.house.unit, self.house.union, kind="people", file=BytesIO(b"x"), file_name="名册.xlsx")

    def insiders(self) -> list[Person]:
        h = self.house
        return [
            h.union, h.leader, h.handler, h.head, h.helper, h.inspector, h.proposer, h.seconders[0], h.committee[0],
            h.branch_union, h.admin, h.employee,
        ]  # fmt: skip

    def outsiders(self) -> list[Person]:
        """One person of each role in another bureau, and one without any."""
        root = make.unit("另一个局", code="OUT")
        people = [make.person(root, role=role) for role in Role.values if role != Role.EMPLOYEE_REPRESENTATIVE]
        term = make.term(root)
        make.session(term)
        return [*people, make.representative(term, root), make.person(root)]

    def counts(self) -> tuple[int, ...]:
        """Whatever must not change: acts, duties, slips, appointments, units."""
        return tuple(model.objects.count() for model in (Event, Duty, Slip, Appointment, Unit, Proposal))


# Address → the arguments that name a matter of the house.
MATTERS: dict[str, Callable[[Matters], dict[str, Any]]] = {
    "attachments:download": lambda m: {"pk": m.file().pk},
    "duties:detail": lambda m: {"pk": m.duty.pk},
    "duties:press": lambda m: {"pk": m.duty.pk},
    "notices:follow": lambda m: {"pk": m.notice.pk},
    "organization:unit": lambda m: {"pk": m.house.branch.pk},
    "organization:unit-open": lambda m: {"pk": m.house.branch.pk},
    "organization:unit-rename": lambda m: {"pk": m.house.branch.pk},
    "organization:unit-move": lambda m: {"pk": m.house.branch.pk},
    "organization:unit-close": lambda m: {"pk": m.house.branch.pk},
    "organization:codes": lambda m: {"pk": m.house.branch.pk},
    "organization:person": lambda m: {"pk": m.house.employee.pk},
    "organization:appoint": lambda m: {"pk": m.house.employee.pk},
    "organization:entry": lambda m: {"pk": m.house.employee.pk},
    "organization:code": lambda m: {"pk": m.house.employee.pk},
    "organization:appointment-end": lambda m: {"pk": m.house.handler.appointments.get().pk},
    "papers:import-run": lambda m: {"pk": m.import_run().pk},
    "papers:import-confirm": lambda m: {"pk": m.import_run().pk},
    "papers:import-decline": lambda m: {"pk": m.import_run().pk},
    "papers:import-continue": lambda m: {"pk": m.import_run().pk},
    "papers:import-rejected": lambda m: {"pk": m.import_run().pk},
    "proposals:act": lambda m: {"pk": m.proposal.pk, "verb": "record_contact"},
    "proposals:attach": lambda m: {"pk": m.proposal.pk},
    "proposals:detach": lambda m: {"pk": m.proposal.pk, "file": m.file().pk},
    "proposals:press-unit": lambda m: {"pk": m.house.hr.pk},
    "proposals:proposal-detail": lambda m: {"pk": m.proposal.pk},
    "proposals:reply-desk": lambda m: {"pk": m.proposal.pk},
    "proposals:reply-keep": lambda m: {"pk": m.proposal.pk},
    "proposals:review-meeting": lambda m: {"pk": m.house.unit.pk},
    "proposals:wizard": lambda m: {"pk": make.draft(m.house).pk, "step": 2},
}

# Addresses whose arguments name no matter but a kind of page: what stands on it is only what one may see.
PAGES: dict[str, dict[str, Any]] = {
    "papers:import-new": {"kind": "people"},
    "papers:import-template": {"kind": "people"},
    "papers:export": {"kind": "people"},
    "proposals:figure-rows": {"cut": "received"},
    "proposals:ledger-entry": {"number": "HSZ-6-2-001"},
}
