"""What disclosure tells people, and whom."""

from __future__ import annotations

from ymdm.notices.outbox import send
from ymdm.organization.models import Person
from ymdm.ui import words

from .models import Publication, Remark, Version, Withholding

TOPICS = {"disclosure": "公开事项、公示和对意见的答复"}


def returned(version: Version, why: str, key: str) -> None:
    send(
        version.author, kind="disclosure-returned", key=f"{version.pk}:{key}",
        title=f"退回修改：{version.publication.title}"[:120], text=why[:300], url=version.get_absolute_url(),
    )  # fmt: skip


def published(version: Version) -> None:
    """To the author; of a notice also to the representatives of the unit."""
    publication = version.publication
    send(
        version.author, kind="disclosure-published", key=str(version.pk), title=f"已公开：{publication.title}"[:120],
        text="", url=publication.get_absolute_url(),
    )  # fmt: skip
    if publication.is_notice and version.number == 1 and publication.ends_on:
        send(
            Person.objects.holding("disclosure.represent", publication.unit).exclude(pk=version.author_id),
            kind="disclosure-notice", key=str(publication.pk), title=f"公示：{publication.title}"[:120],
            text=f"公示到{words.day(publication.ends_on)}，有异议请在期内提出。", url=publication.get_absolute_url(),
        )  # fmt: skip


def suspended(publication: Publication) -> None:
    send(
        Person.objects.holding("disclosure.approve", publication.unit), kind="disclosure-suspended",
        key=f"{publication.pk}:{publication.suspended_at:%Y%m%d%H%M%S}", title=f"已暂停公开：{publication.title}"[:120],
        text=publication.suspended_because, url=publication.get_absolute_url(),
    )  # fmt: skip


def answered(remark: Remark) -> None:
    if remark.by_id:
        send(
            remark.by, kind="disclosure-answered", key=str(remark.pk),
            title=f"{remark.get_kind_display()}已答复：{remark.publication.title}"[:120], text=remark.answer[:300],
            url=remark.get_absolute_url(),
        )  # fmt: skip


def decided(withholding: Withholding) -> None:
    send(
        withholding.asked_by, kind="disclosure-withholding", key=f"{withholding.pk}:{withholding.state}",
        title=f"{withholding.get_state_display()}：{withholding.obligation}"[:120], text=withholding.decision,
        url=withholding.get_absolute_url(),
    )  # fmt: skip
