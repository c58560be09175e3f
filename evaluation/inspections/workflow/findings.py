"""Findings: each cites its rule; once two have signed it is owed by the unit, reported with evidence, and looked at again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from ymdm.attachments.workflow import attach
from ymdm.duties import workflow as duties
from ymdm.organization.models import Unit
from ymdm.workflow import SYSTEM, Refused, step

from .. import kinds, notices, rules
from ..models import Finding, FindingState, State, Visit
from .visits import only_team


def _organiser(finding: Finding) -> Unit:
    return finding.visit.organiser


@step(
    Visit, leaves=[State.UNDERWAY], only=only_team, within=lambda visit: visit.organiser, cites=rules.EVERY,
    says="记录问题",
)  # fmt: skip
def add_finding(
    visit: Visit, by: Any, *, at: datetime, text: str, cites: str, proof: str, due_on: date
) -> Finding:  # fmt: skip
    """Write a finding with its rule, its facts and its day. Without papers the facts say so (EVA-09)."""
    if not (text.strip() and cites.strip() and proof.strip()):
        raise Refused("问题、依据的规定、事实都要写；没有材料的写“未提供依据”。", rule=rules.EVERY)
    rules.check_due(due_on, timezone.localdate(at))
    return Finding.objects.create(
        visit=visit, text=text.strip()[:1000], cites=cites.strip()[:120], proof=proof.strip()[:300], due_on=due_on,
        noted_by=by, noted_at=at,
    )  # fmt: skip


def _only_team(finding: Finding, by: Any) -> str:
    return only_team(finding.visit, by)


def _is_underway(finding: Finding, by: Any, at: datetime) -> None:
    if finding.visit.state != State.UNDERWAY:
        raise Refused(f"检查{finding.visit.get_state_display()}，不能再撤回问题。", rule=rules.EVERY)


@step(
    Finding, leaves=[FindingState.NOTED], reaches=FindingState.DROPPED, only=_only_team, judge=_is_underway,
    within=_organiser, cites=rules.EVERY, says="撤回问题",
)  # fmt: skip
def drop_finding(finding: Finding, by: Any, *, at: datetime) -> None:
    """Take a finding back before the report; that it was written stays in the ledger."""


@step(
    Finding, leaves=[FindingState.NOTED], reaches=FindingState.OWED, only=_only_team, within=_organiser,
    cites=rules.RECTIFY, says="签发问题",
)  # fmt: skip
def issue(finding: Finding, by: Any, *, at: datetime) -> None:
    """The second signature makes it a duty of the unit (EVA-27). A day that went by while it was signed begins anew."""
    today = timezone.localdate(at)
    if finding.due_on <= today:
        finding.due_on = duties.due_day(today, rules.RECTIFY_DAYS, unit=finding.unit)[0]
    _owe(finding, at)


def _owe(finding: Finding, at: datetime) -> None:
    duties.open_duty(
        finding, kind=kinds.RECTIFY, says="整改检查发现的问题", act="inspections.rectify", unit=finding.visit.unit,
        watcher=finding.visit.organiser, days=0, due_on=finding.due_on, rule=rules.RECTIFY.id, at=at,
    )  # fmt: skip


@step(
    Finding, leaves=[FindingState.OWED], reaches=FindingState.PUT_RIGHT, needs="inspections.rectify",
    cites=rules.RECTIFY, says="上报整改",
)  # fmt: skip
def report(finding: Finding, by: Any, *, at: datetime, text: str, file: UploadedFile | None = None) -> None:
    """The unit reports what it did, with evidence or the words “未提供依据”; those who organise owe another look."""
    if file is None and "未提供依据" not in text:
        raise Refused("没有佐证材料。", rule=rules.EVERY, remedy="请附上材料；确实没有的，在整改情况里写“未提供依据”。")
    try:
        attachment = attach(finding, file, by) if file is not None else None
    except ValidationError as why:
        raise Refused("".join(why.messages)) from None
    if attachment is not None and finding.rectifications.filter(file=attachment).exists():
        raise Refused(f"“{attachment.name}”上次已经交过，请附新的材料。", rule=rules.EVERY)
    finding.rectifications.create(text=text.strip()[:2000], reported_by=by, reported_at=at, file=attachment)
    duties.meet(finding, kinds.RECTIFY, by, at=at)
    duties.open_duty(
        finding, kind=kinds.RECHECK, says="复查整改", act="inspections.run", unit=finding.visit.organiser,
        watcher=finding.visit.organiser, days=rules.RECHECK_DAYS, rule=rules.RECTIFY.id, at=at,
    )  # fmt: skip


def _may_recheck(finding: Finding, by: Any) -> str:
    """Who was on the team, is on the next one, or organises; never whoever reported it."""
    if by is SYSTEM:
        return ""
    last = next(iter(reversed(finding.rectifications.all())), None)
    if last is not None and last.reported_by_id == by.pk:
        return "整改由单位上报、检查组复查，不能是同一个人。"
    if by.may("inspections.run", finding.visit.organiser) or not (why := only_team(finding.visit, by)):
        return ""
    is_next = getattr(finding, "is_next", None)  # a page asks for all of its findings at once
    if is_next is None:
        is_next = Finding.objects.for_next_team(by).filter(pk=finding.pk, is_next=True).exists()
    return "" if is_next else why


@step(
    Finding, leaves=[FindingState.PUT_RIGHT], reaches=(FindingState.CLOSED, FindingState.OWED), only=_may_recheck,
    within=_organiser, cites=rules.RECTIFY, says="复查整改",
)  # fmt: skip
def recheck(
    finding: Finding, by: Any, *, at: datetime, is_passed: bool, opinion: str, due_on: date | None = None
) -> None:
    """Look again: closed, or owed once more by a new day."""
    if not opinion.strip():
        raise Refused("请写明复查看到了什么。", rule=rules.EVERY)
    last = finding.rectifications.filter(checked_at=None).latest("pk")
    last.is_passed, last.opinion, last.checked_by, last.checked_at = is_passed, opinion.strip()[:500], by, at
    last.save()
    duties.meet(finding, kinds.RECHECK, by, at=at)
    if is_passed:
        finding.state, finding.closed_at = FindingState.CLOSED, at
    else:
        if due_on is None:
            raise Refused("没有通过的，要写明新的整改期限。", rule=rules.RECTIFY)
        rules.check_due(due_on, timezone.localdate(at))
        finding.state, finding.due_on = FindingState.OWED, due_on
        _owe(finding, at)
    notices.rechecked(finding, opinion.strip(), f"{finding.pk}:{last.pk}")
