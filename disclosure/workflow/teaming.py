"""A team opens something from the phone: a few words or a photograph, handed in at once (DIS-45)."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile

from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from .. import clearing
from ..models import Obligation, Publication
from ..rules import publishing as rules
from .drafting import DRAFTS, draft, submit


@step(Publication, creates=True, needs=DRAFTS, says="班组公开一项")
def hand_in(
    unit: Unit, by: Person, *, at: datetime, obligation: Obligation, title: str, body: str = "",
    upload: UploadedFile | None = None,
) -> Publication:  # fmt: skip
    """Draft what the team owes and hand it to the reviewer in one go; three people still stand behind it (DIS-11).

    Words may be left out where a photograph says it. Where personal data is found the draft waits: its author decides on
    each find first (DIS-35).
    """
    if not body.strip() and upload is None:
        raise Refused("请写几句，或者拍一张照片。", rule=rules.SLIP)
    made = draft(
        unit, by, at=at, obligation=obligation, title=title, scope=Publication.Scope.UNIT, upload=upload,
        body=body if body.strip() else f"{obligation.label}{obligation.item.name}，见照片。",
    )  # fmt: skip
    version = made.versions.get()
    if not clearing.finds_of(version):
        submit(version, by, at=at)
    return made
