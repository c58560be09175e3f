"""From the draft to the review: written, opinions asked, personal data masked (DIS-10, 16, 35)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from ymdm.attachments.models import Attachment
from ymdm.attachments.workflow import attach, detach
from ymdm.duties import workflow as duties
from ymdm.organization.models import Person, Unit
from ymdm.workflow import Refused, step

from .. import clearing, kinds, richtext
from ..models import Obligation, Publication, Version, WithheldPart
from ..models.publications import digest
from ..rules import publishing as rules

State = Version.State
DRAFTS = "disclosure.draft"


def only_author(version: Version, by: Any) -> str:
    return "" if by == version.author else f"这份文稿由{version.author}起草，请由起草人修改或提交。"


def least_days(obligation: Obligation, is_notice: bool, on: date) -> int:
    """Working days of a notice, natural days of a posting, at least."""
    return rules.amount(rules.NOTICE, obligation.unit, on) if is_notice else obligation.item.min_days


def offered_scopes() -> tuple[str, ...]:
    """How far a text may be opened here; to society only behind the switch of the deployment."""
    shut = () if settings.PUBLIC_DISCLOSURE else (Publication.Scope.PUBLIC,)
    return tuple(one for one in Publication.Scope if one not in shut)


@step(Publication, creates=True, needs=DRAFTS, says="起草公开事项")
def draft(
    unit: Unit, by: Person, *, at: datetime, obligation: Obligation, title: str, body: str, scope: str,
    is_notice: bool = False, days: int | None = None, upload: UploadedFile | None = None,
) -> Publication:  # fmt: skip
    """Begin a publication for what the unit owes, with its first text.

    `days` are working days of a notice, natural days of a posting; Refused where they are fewer than the rule asks.
    """
    if obligation.unit_id != unit.pk:
        raise Refused("这一项不是本单位应公开的。")
    if obligation.published_on or obligation.withheld_on or obligation.lifted_on:
        raise Refused(
            f"这一项{obligation.get_state_display()}，不用再起草。", remedy="要改已公开的内容，请在那一篇上办理更正。"
        )
    if scope not in offered_scopes():
        raise Refused(
            "本平台没有开通向社会公开的页面。", remedy="请选择向职工公开的范围；要开通，由系统管理员在部署时打开。"
        )
    least = least_days(obligation, is_notice, timezone.localdate(at))
    days = least if days is None else days
    if is_notice:
        rules.check_notice_days(days, least, unit)
    else:
        rules.check_posting_days(days, least)
    publication = Publication.objects.create(
        unit=unit, item=obligation.item, obligation=obligation, title=title.strip(), scope=scope, made_at=at,
        is_notice=is_notice, days=days,
    )  # fmt: skip
    _write(publication, by, at, body=body, upload=upload)
    return publication


def _write(
    publication: Publication, by: Person, at: datetime, *, body: str, upload: UploadedFile | None, note: str = ""
) -> Version:
    last = publication.versions.order_by("-number").first()
    version = Version.objects.create(
        publication=publication, number=last.number + 1 if last else 1, body=_text(body), note=note.strip(), author=by,
        made_at=at,
    )  # fmt: skip
    _put(version, by, upload)
    return version


def _text(body: str) -> str:
    cleaned = richtext.from_typed(body)
    if not richtext.text_of(cleaned):
        raise Refused("正文是空的，请填写要公开的内容。")
    return cleaned


def _put(version: Version, by: Person, upload: UploadedFile | None) -> None:
    if upload is None:
        return
    try:
        attach(version, upload, by)
    except ValidationError as error:
        raise Refused("".join(error.messages)) from error


@step(Version, leaves=[State.DRAFT], needs=DRAFTS, only=only_author, says="修改文稿")
def amend(
    version: Version, by: Person, *, at: datetime, body: str, title: str = "", note: str = "",
    upload: UploadedFile | None = None, remove: Sequence[Attachment] = (),
) -> None:  # fmt: skip
    """Change a draft: text, title, files. What is published is never changed (DIS-29)."""
    version.body, version.masked = _text(body), []
    if version.number > 1:
        if not note.strip():
            raise Refused("请写明更正了什么、为什么。", rule=rules.APPEND_ONLY)
        version.note = note.strip()
    elif title.strip():
        Publication.objects.filter(pk=version.publication_id).update(title=title.strip())
    for file in remove:
        detach(file, by)
    _put(version, by, upload)


@step(Version, leaves=[State.DRAFT], reaches=State.COLLECTING, needs=DRAFTS, only=only_author, says="征求意见")
def collect(version: Version, by: Person, *, at: datetime, until: date) -> None:
    """Let the readers of the publication see the draft and say what they think of it."""
    if until <= timezone.localdate(at):
        raise Refused("征求意见的截止日期要在今天以后。")
    clearing_needed(version)
    version.opinions_until = until


def clearing_needed(version: Version) -> None:
    """Refuse to show a draft in which personal data stands."""
    finds = clearing.finds_of(version)
    if finds:
        kinds_found = "、".join(dict.fromkeys(one.says for one in finds))
        raise Refused(f"文稿里有{kinds_found}，征求意见前请先掩去。", rule=rules.MASKED)


@step(Version, leaves=[State.COLLECTING], reaches=State.DRAFT, needs=DRAFTS, only=only_author, says="结束征求意见")
def close_opinions(version: Version, by: Person, *, at: datetime, heard: str) -> None:
    """Say what became of the opinions; it is published with the text (DIS-26)."""
    if version.opinions_until and timezone.localdate(at) <= version.opinions_until:
        raise Refused(f"征求意见到 {version.opinions_until:%-m月%-d日}，还没有截止。")
    if not heard.strip():
        raise Refused("请写明收到多少意见、采纳了哪些。", rule=rules.ADOPTED)
    version.opinions_heard = heard.strip()


@step(Version, leaves=[State.DRAFT], reaches=State.REVIEW, needs=DRAFTS, only=only_author, says="提交保密审查")
def submit(
    version: Version, by: Person, *, at: datetime, choices: Mapping[int, tuple[str, str]] | None = None,
    withheld: str = "", ground: str = "", until: date | None = None,
) -> None:  # fmt: skip
    """Hand the draft to a reviewer, after every find of personal data was decided (DIS-35).

    `withheld` names a part that is left out, with its ground and, where deferred, its day (DIS-13, 14).
    """
    clearing.check_links(version)
    clearing.clear(version, choices or {})
    publication, today = version.publication, timezone.localdate(at)
    version.withheld_parts.all().delete()
    if withheld.strip():
        rules.check_ground(ground, publication.scope == Publication.Scope.PUBLIC, until, today)
        WithheldPart.objects.create(version=version, what=withheld.strip(), ground=ground, until_on=until)
    version.sha256 = digest(version.body, list(Attachment.objects.of(version)))
    version.reviewer = version.slip = version.approver = None
    duties.open_duty(
        version, kind=kinds.REVIEW, says="做公开前保密审查", act="disclosure.review", unit=version.unit,
        watcher=version.unit, days=rules.amount(rules.REVIEW_DAYS, version.unit, today), rule=rules.REVIEW_DAYS.id,
        label=publication.title, at=at,
    )  # fmt: skip


@step(
    Version, leaves=[State.DRAFT, State.COLLECTING, State.REVIEW, State.APPROVAL, State.SCHEDULED],
    reaches=State.DROPPED, needs=DRAFTS, only=only_author, says="放弃文稿",
)  # fmt: skip
def drop(version: Version, by: Person, *, at: datetime, reason: str) -> None:
    """Give a text up before it is published; it stays in the history of those who work on it."""
    if not reason.strip():
        raise Refused("请写明为什么放弃。")
    duties.cancel(version, reason=reason, at=at)
    if version.number == 1:
        set_aside(version.publication, by, at=at)


@step(
    Publication, leaves=[Publication.State.PREPARING], reaches=Publication.State.DROPPED, needs=DRAFTS, says="不再办理"
)
def set_aside(publication: Publication, by: Any, *, at: datetime) -> None:
    """Of what was given up before it was ever read nothing is left to open; the matter is still owed."""
