"""Review, approval, publication; corrections on top; suspension when something leaked (DIS-10 to 12, 16, 29, 30)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.organization.models import Person
from ymdm.workdays import calendar
from ymdm.workflow import SYSTEM, Refused, step

from .. import kinds, notices
from ..models import Obligation, Publication, Remark, ReviewSlip, Version
from ..rules import publishing as rules
from .drafting import DRAFTS, _write

State = Version.State
Stage = Publication.State


def not_own(version: Version, by: Any) -> str:
    return rules.check_three(version.author, version.reviewer, by)


def _slip(version: Version, by: Person, at: datetime, passes: bool, typed: dict[str, str]) -> ReviewSlip:
    if not passes and not typed.get("reason", "").strip():
        raise Refused("退回要写明理由和怎样修改。", rule=rules.SLIP)
    return ReviewSlip.objects.create(version=version, by=by, at=at, passes=passes, sha256=version.sha256, **typed)


@step(
    Version, leaves=[State.REVIEW], reaches=State.APPROVAL, needs="disclosure.review", only=not_own, says="签署审查单",
    cites=rules.SLIP,
)  # fmt: skip
def pass_review(
    version: Version, by: Person, *, at: datetime, state_secrets: str, work_secrets: str, business_secrets: str,
    personal_data: str, attribute: str, reason: str = "",
) -> None:  # fmt: skip
    """Sign the slip, item by item. Refused where something stands that may not be opened (DIS-10)."""
    typed = dict(
        state_secrets=state_secrets, work_secrets=work_secrets, business_secrets=business_secrets,
        personal_data=personal_data, attribute=attribute, reason=reason.strip(),
    )  # fmt: skip
    stands = [name for name in ReviewSlip.ITEMS if typed[name] == ReviewSlip.Finding.STANDS]
    if stands:
        raise Refused(
            "审查发现有不能公开的内容，不能通过。", rule=rules.SLIP, remedy="请退回起草人，隐去或分开以后再审。"
        )
    if attribute in (ReviewSlip.Attribute.ON_REQUEST, ReviewSlip.Attribute.CLOSED):
        raise Refused(
            "审查属性是依申请公开或不公开，不能作为公开事项通过。",
            rule=rules.SLIP,
            remedy="请退回，并由起草人办理不公开审批。",
        )
    if version.publication.scope == Publication.Scope.PUBLIC and attribute != ReviewSlip.Attribute.OPEN:
        raise Refused(
            "这一项要向社会公开，审查属性须是“向社会公开”。", rule=rules.SLIP, remedy="否则请退回，改小公开范围。"
        )
    version.slip, version.reviewer = _slip(version, by, at, True, typed), by
    duties.meet(version, kinds.REVIEW, by, at=at)
    duties.open_duty(
        version, kind=kinds.APPROVE, says="批准公开", act="disclosure.approve", unit=version.unit, watcher=version.unit,
        days=3, rule=rules.SLIP.id, label=version.publication.title, at=at,
    )  # fmt: skip


@step(Version, leaves=[State.REVIEW], reaches=State.DRAFT, needs="disclosure.review", only=not_own, says="审查退回")
def send_back(
    version: Version, by: Person, *, at: datetime, state_secrets: str, work_secrets: str, business_secrets: str,
    personal_data: str, attribute: str, reason: str,
) -> None:  # fmt: skip
    """Return the draft with a slip that says what stands in the way."""
    typed = dict(
        state_secrets=state_secrets, work_secrets=work_secrets, business_secrets=business_secrets,
        personal_data=personal_data, attribute=attribute, reason=reason.strip(),
    )  # fmt: skip
    slip = _slip(version, by, at, False, typed)
    duties.meet(version, kinds.REVIEW, by, at=at)
    notices.returned(version, reason, str(slip.pk))


@step(
    Version, leaves=[State.APPROVAL], reaches=(State.SCHEDULED, State.PUBLISHED), needs="disclosure.approve",
    only=not_own, says="批准公开",
)  # fmt: skip
def approve(version: Version, by: Person, *, at: datetime, publish_on: date | None = None) -> None:
    """Let the text be published today, or by itself on a later day."""
    today = timezone.localdate(at)
    publish_on = publish_on or today
    if publish_on < today:
        raise Refused("公开日期不能早于今天。")
    if version.slip is None or version.slip.sha256 != version.sha256:
        raise Refused("审查单对应的不是这个文本，请重新审查。", rule=rules.SLIP)
    _check_order(version.publication)
    version.approver, version.approved_at, version.publish_on = by, at, publish_on
    duties.meet(version, kinds.APPROVE, by, at=at)
    if publish_on == today:
        _open(version, at)
    else:
        version.state = State.SCHEDULED


def _check_order(publication: Publication) -> None:
    """What follows a notice waits until it is concluded in writing (DIS-27)."""
    own = publication.obligation
    if own.stage == Obligation.Stage.BEFORE:
        return
    running = Publication.objects.filter(
        obligation__unit=own.unit_id, obligation__item=own.item_id, obligation__period=own.period, is_notice=True,
        concluded_on=None, state__in=Publication.OPEN,
    ).exclude(pk=publication.pk)  # fmt: skip
    if found := running.first():
        raise Refused(f"《{found.title}》的公示还没有书面办结，不能进行下一步。", rule=rules.STOPS)


@step(Version, leaves=[State.APPROVAL], reaches=State.DRAFT, needs="disclosure.approve", only=not_own, says="不予批准")
def return_draft(version: Version, by: Person, *, at: datetime, reason: str) -> None:
    """Give the draft back to its author, who changes it and hands it in for review again."""
    if not reason.strip():
        raise Refused("请写明理由和怎样修改。")
    duties.meet(version, kinds.APPROVE, by, at=at)
    version.reviewer = version.slip = None
    notices.returned(version, reason, at.isoformat())


def _due(version: Version, by: Any, at: datetime) -> None:
    if version.publish_on and timezone.localdate(at) < version.publish_on:
        raise Refused(f"定于 {version.publish_on:%Y年%-m月%-d日}公开，还没有到。")


@step(Version, leaves=[State.SCHEDULED], reaches=State.PUBLISHED, needs="disclosure.approve", judge=_due, says="公开")
def publish(version: Version, by: Any, *, at: datetime) -> None:
    """Publish on the day that was approved; the sweep does it."""
    _open(version, at)


def _open(version: Version, at: datetime) -> None:
    """Let readers have the text: the one before it is replaced, never removed (DIS-29)."""
    publication = Publication.objects.select_for_update().get(pk=version.publication_id)
    today = timezone.localdate(at)
    for before in publication.versions.filter(state=State.PUBLISHED).exclude(pk=version.pk):
        replace_(before, SYSTEM, at=at)
    version.state, version.published_at = State.PUBLISHED, at
    if publication.state == Stage.PREPARING:
        set_open(publication, SYSTEM, at=at)
        Obligation.objects.filter(pk=publication.obligation_id, published_on=None).update(published_on=today)
        duties.meet(publication.obligation, kinds.PUBLISH, version.author, at=at)
    elif version.number > 1:
        duties.meet(publication, kinds.CORRECT, version.author, at=at)
    version.publication = publication
    notices.published(version)


@step(Publication, leaves=[Stage.PREPARING], reaches=Stage.PUBLISHED, says="列入公开")
def set_open(publication: Publication, by: Any, *, at: datetime) -> None:
    """The publication stands open until its days are over: working days of a notice, natural ones of a posting."""
    today = timezone.localdate(at)
    publication.published_at, publication.published_on = at, today
    if publication.is_notice:
        publication.ends_on = calendar(publication.unit).add(today, publication.days)
        duties.open_duty(
            publication, kind=kinds.CONCLUDE, says="公示期满书面办结", act="disclosure.draft", unit=publication.unit,
            watcher=publication.unit, days=3, start=publication.ends_on, rule=rules.STOPS.id, at=at,
        )  # fmt: skip
    else:
        publication.ends_on = today + timedelta(days=publication.days)


@step(Version, leaves=[State.PUBLISHED], reaches=State.REPLACED, says="被更正")
def replace_(version: Version, by: Any, *, at: datetime) -> None:
    """A correction lies on top; readers still find this text, struck."""


@step(Publication, leaves=[Stage.PUBLISHED, Stage.ENDED, Stage.SUSPENDED], needs=DRAFTS, says="更正")
def correct(
    publication: Publication, by: Person, *, at: datetime, note: str, body: str, upload: UploadedFile | None = None
) -> Version:
    """Write what is to stand instead; it goes through review and approval as the first one did (DIS-29)."""
    if publication.versions.underway().exists():
        raise Refused("已有一个更正稿在办理，请先办完那一个。")
    if not note.strip():
        raise Refused("请写明更正了什么、为什么。", rule=rules.APPEND_ONLY)
    return _write(publication, by, at, body=body, upload=upload, note=note)


def may_suspend(publication: Publication, by: Any) -> str:
    if by is SYSTEM or by.may("disclosure.review", publication.unit) or by.may("disclosure.approve", publication.unit):
        return ""
    return "只有保密审查人和批准人可以暂停公开。"


@step(Publication, leaves=[Stage.PUBLISHED, Stage.ENDED], reaches=Stage.SUSPENDED, only=may_suspend, says="暂停公开")
def suspend(publication: Publication, by: Person, *, at: datetime, reason: str) -> None:
    """Hide at once what should not be open; the report is due the same day (DIS-30)."""
    if not reason.strip():
        raise Refused("请写明发现了什么。", rule=rules.SUSPENSION)
    publication.suspended_at, publication.suspended_because = at, reason.strip()
    today = timezone.localdate(at)
    duties.open_duty(
        publication, kind=kinds.REPORT, says="当日书面报告暂停公开的情况", act="disclosure.review", unit=publication.unit,
        watcher=publication.unit.parent or publication.unit, days=0, due_on=today, rule=rules.SUSPENSION.id, at=at,
    )  # fmt: skip
    notices.suspended(publication)


@step(Publication, leaves=[Stage.SUSPENDED], only=may_suspend, says="报告暂停公开的情况")
def report_incident(publication: Publication, by: Person, *, at: datetime, report: str) -> None:
    """What was open, from when to when, who may have seen it, what was done (DIS-30)."""
    if not report.strip():
        raise Refused("请写明什么内容、公开了多久、可能影响谁、怎样处置。", rule=rules.SUSPENSION)
    publication.incident_report = report.strip()
    duties.meet(publication, kinds.REPORT, by, at=at)


@step(Publication, leaves=[Stage.SUSPENDED], reaches=Stage.PUBLISHED, needs="disclosure.approve", says="恢复公开")
def resume(publication: Publication, by: Person, *, at: datetime) -> None:
    """Open it again: as it was, or with the correction that was published meanwhile."""
    if not publication.incident_report:
        raise Refused("请先报告暂停公开的情况。", rule=rules.SUSPENSION)


def _judge_conclusion(publication: Publication, by: Any, at: datetime) -> None:
    if not publication.is_notice or publication.concluded_on:
        raise Refused("这一项没有待办结的公示。")
    if publication.ends_on and timezone.localdate(at) <= publication.ends_on:
        raise Refused(f"公示到 {publication.ends_on:%-m月%-d日}，期限不能缩短。", rule=rules.NOTICE)
    if publication.remarks.open().filter(kind=Remark.Kind.OBJECTION).exists():
        raise Refused("还有异议没有书面办结。", rule=rules.STOPS, remedy="请先逐条答复异议。")


@step(
    Publication, leaves=[Stage.PUBLISHED, Stage.ENDED], needs=DRAFTS, judge=_judge_conclusion, says="书面办结公示",
)  # fmt: skip
def conclude(publication: Publication, by: Person, *, at: datetime, conclusion: str) -> None:
    """End a notice in writing, after its last day and after every objection was answered (DIS-27)."""
    if not conclusion.strip():
        raise Refused("请写明公示结果和异议处理情况。", rule=rules.STOPS)
    publication.concluded_on, publication.conclusion = timezone.localdate(at), conclusion.strip()
    duties.meet(publication, kinds.CONCLUDE, by, at=at)


def _over(publication: Publication, by: Any, at: datetime) -> None:
    if publication.ends_on and timezone.localdate(at) <= publication.ends_on:
        raise Refused(f"公开到 {publication.ends_on:%-m月%-d日}，还没有期满。", rule=rules.POSTING)


@step(Publication, leaves=[Stage.PUBLISHED], reaches=Stage.ENDED, needs=DRAFTS, judge=_over, says="公开期满")
def end(publication: Publication, by: Any, *, at: datetime) -> None:
    """The days on the board are over; readers still find it. The sweep does it."""
