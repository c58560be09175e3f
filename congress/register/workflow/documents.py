"""The unit's own rules: entered, passed by the congress, brought into force, replaced (CON-46)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max
from django.utils import timezone

from congress.models import Resolution
from ymdm.attachments.models import Attachment
from ymdm.attachments.workflow import attach
from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from .. import rules
from ..law import place_of
from ..models import RuleDocument, RuleVersion

State = RuleVersion.State
NEEDS = "register.keep"


@step(RuleDocument, creates=True, needs=NEEDS, says="登记制度")
def enter(
    unit: Unit, by: Person, *, at: datetime, title: str, kind: str, matter: str, number: str = "", text: str = "",
    upload: UploadedFile | None = None,
) -> RuleDocument:  # fmt: skip
    """Enter a document with its first version as a draft."""
    title = title.strip()
    if RuleDocument.objects.filter(unit=unit, title=title).exists():
        raise Refused(f"“{title}”已经登记过。", remedy="请在那一项下面起草新版本。")
    document = RuleDocument.objects.create(
        unit=unit, title=title, kind=kind, matter=matter, number=number.strip(), entered_at=at
    )
    _write(document, by, at, text=text, upload=upload)
    return document


def _write(
    document: RuleDocument, by: Person, at: datetime, *, text: str, upload: UploadedFile | None, note: str = ""
) -> RuleVersion:
    if not text.strip() and upload is None:
        raise Refused("请填写正文，或者上传文件。")
    last = document.versions.aggregate(last=Max("number"))["last"] or 0
    made = RuleVersion.objects.create(
        document=document, number=last + 1, text=text.strip(), note=note.strip(), made_at=at
    )
    _put(made, by, upload)
    return made


def _put(version: RuleVersion, by: Person, upload: UploadedFile | None) -> None:
    if upload is None:
        return
    try:
        attach(version, upload, by)
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error


@step(RuleDocument, needs=NEEDS, says="起草新版本")
def revise(
    document: RuleDocument, by: Person, *, at: datetime, note: str, text: str = "", upload: UploadedFile | None = None
) -> RuleVersion:
    """Draft the next version, with a note of what changes. One is under way at a time."""
    if document.versions.filter(state__in=[State.DRAFT, State.PASSED]).exists():
        raise Refused("已有一个版本在起草，请先办完那一个。")
    if not note.strip():
        raise Refused("请写明改了什么，职工会看到。")
    return _write(document, by, at, text=text, upload=upload, note=note)


@step(RuleVersion, leaves=[State.DRAFT], needs=NEEDS, says="修改草稿")
def amend(
    version: RuleVersion,
    by: Person,
    *,
    at: datetime,
    text: str = "",
    note: str = "",
    upload: UploadedFile | None = None,
) -> None:
    """Change a draft; what was passed is never changed (CON-81)."""
    has_file = upload is not None or Attachment.objects.of(version).exists()
    if not text.strip() and not has_file:
        raise Refused("请填写正文，或者上传文件。")
    if version.number > 1 and not note.strip():
        raise Refused("请写明改了什么，职工会看到。")
    version.text, version.note = text.strip(), note.strip()
    _put(version, by, upload)


def _check_whose(version: RuleVersion, resolution: Resolution) -> None:
    if resolution.unit.pk not in version.unit.lineage:
        raise Refused("所选的决议不是本单位或者上级单位职代会的。", rule=rules.PASSED_FIRST)


@step(RuleVersion, leaves=[State.DRAFT], reaches=State.PASSED, needs=NEEDS, says="登记职代会通过")
def record_passing(version: RuleVersion, by: Person, *, at: datetime, resolution: Resolution) -> None:
    """Name the resolution by which a congress of the unit, or of one above it, passed this very text."""
    _check_whose(version, resolution)
    document = version.document
    rules.check_resolution_matter(
        document.title, document.matter, place_of(document.unit, timezone.localdate(at)), resolution.vote.item.matter
    )
    version.resolution = resolution


@step(RuleVersion, leaves=[State.DRAFT, State.PASSED], reaches=State.IN_FORCE, needs=NEEDS, says="施行")
def bring_into_force(
    version: RuleVersion, by: Person, *, at: datetime, effective_on: date, noticed_on: date, heard: str = ""
) -> None:
    """Let a version hold from a day; the one before it holds until the day before.

    Raises Refused for a document that must be passed and was not, with the rule that asks for it (CON-46), and for one
    on which nobody was heard.
    """
    document = version.document
    passing = rules.must_pass(document.kind, document.matter, place_of(document.unit, effective_on))
    passed_on = version.resolution.adopted_on if version.resolution else None
    rules.check_in_force(document.title, passing, passed_on, noticed_on, effective_on, heard)
    if noticed_on > timezone.localdate(at):
        raise Refused("告知职工的日期不能晚于今天。", rule=rules.HEARD_FIRST)
    before = document.versions.filter(state=State.IN_FORCE).first()
    if before is not None:
        if before.effective_on is not None and effective_on <= before.effective_on:
            raise Refused(f"施行日期要晚于现行版本的施行日期（{before.effective_on:%Y年%-m月%-d日}）。")
        replace(before, by, at=at, ended_on=effective_on - timedelta(days=1), because=f"由第 {version.number} 版替代")
    version.must_pass = passing is not None
    version.effective_on, version.noticed_on, version.heard = effective_on, noticed_on, heard.strip()


@step(RuleVersion, leaves=[State.IN_FORCE], reaches=State.REPLACED, needs=NEEDS, says="由新版本替代")
def replace(version: RuleVersion, by: Person, *, at: datetime, ended_on: date, because: str) -> None:
    """End a version on the day before the next one holds. Called by `bring_into_force` alone."""
    version.ended_on, version.ended_because = ended_on, because[:200]


@step(RuleVersion, leaves=[State.IN_FORCE], reaches=State.REPLACED, needs=NEEDS, says="废止")
def repeal(
    version: RuleVersion, by: Person, *, at: datetime, ended_on: date, reason: str, resolution: Resolution | None = None
) -> None:
    """End a document without a successor. What a congress passed ends only by its resolution (CON-81)."""
    if not reason.strip():
        raise Refused("请写明为什么废止。")
    if version.resolution is not None:
        if resolution is None:
            raise Refused(
                "这项制度由职代会通过，不经职代会表决不能废止。", rule=rules.ONLY_BY_VOTE, remedy="请选废止它的决议。"
            )
        _check_whose(version, resolution)
        if resolution.adopted_on < version.resolution.adopted_on or resolution == version.resolution:
            raise Refused("所选的决议不晚于通过它的决议，请核对。", rule=rules.ONLY_BY_VOTE)
    if version.effective_on is not None and ended_on < version.effective_on:
        raise Refused("废止日期不能早于施行日期。")
    said = f"（{resolution.number}）" if resolution is not None else ""
    version.ended_on, version.ended_because = ended_on, f"{reason.strip()}{said}"[:200]


def reads_resolutions(unit: Unit) -> Any:
    """The resolutions that may pass a document of `unit`: of its own congress and of those above it."""
    return (
        Resolution.objects.filter(session__term__unit__in=unit.lineage)
        .select_related("session__term__unit", "vote__item")
        .order_by("-adopted_on", "-pk")
    )
