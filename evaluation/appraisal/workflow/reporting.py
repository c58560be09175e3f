"""The reports of the leaders on duties and integrity, and what the delegations said about them (EVA-39)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from congress.models import Delegation
from ymdm.attachments.models import Attachment
from ymdm.attachments.workflow import attach, detach
from ymdm.duties import workflow as duties
from ymdm.organization.models import Person
from ymdm.workflow import SYSTEM, Refused, step

from .. import kinds, notices, rules
from ..models import Appraisal, Appraisee, Discussion, ReportFiles, State

FEWEST_CHARACTERS = 30


def _only_the_person(appraisee: Appraisee, by: Any) -> str:
    return "" if appraisee.person_id == by.pk else "述职述廉报告由本人提交。"


def _judge_time(appraisee: Appraisee, by: Any, at: datetime) -> None:
    if appraisee.appraisal.state != State.PLANNED:
        raise Refused("代表已经收到述职报告，不能再改。", rule=rules.ORDER)


@step(Appraisee, only=_only_the_person, judge=_judge_time, cites=rules.ORDER, says="提交述职述廉报告")
def submit_report(
    appraisee: Appraisee, by: Person, *, at: datetime, text: str, upload: UploadedFile | None = None,
    drop: Sequence[Attachment] = (),
) -> None:  # fmt: skip
    """Hand in the own report; may be mended until the reports go out. With the last one they go out by themselves.

    A file is put beside the text, files that were put there before are taken away. Raises ValidationError for a file
    that is not what its name says.
    """
    if len(text.strip()) < FEWEST_CHARACTERS:
        raise Refused(f"报告太短，至少写 {FEWEST_CHARACTERS} 个字。", rule=rules.ORDER)
    if upload or drop:
        files, _made = ReportFiles.objects.get_or_create(appraisee=appraisee)
        for one in Attachment.objects.of(files).filter(pk__in=[one.pk for one in drop]):
            detach(one, by)
        if upload:
            attach(files, upload, by)
    appraisee.report, appraisee.reported_at = text.strip(), at
    duties.meet(appraisee.appraisal, kinds.REPORT, by, at=at, person=by)


def _judge_reports(appraisal: Appraisal, by: Any, at: datetime) -> None:
    missing = [one.name for one in appraisal.appraisees.people().filter(reported_at=None).select_related("person")]
    if missing:
        raise Refused(
            f"{'、'.join(missing[:5])}还没有提交述职述廉报告。", rule=rules.ORDER, remedy="请催交，或者先移出评议对象。"
        )


@step(
    Appraisal, leaves=[State.PLANNED], reaches=State.REPORTED, needs="appraisal.run", judge=_judge_reports,
    cites=rules.ORDER, says="述职报告发给代表",
)  # fmt: skip
def close_reports(appraisal: Appraisal, by: Any, *, at: datetime) -> None:
    """Give the reports to those who vote; none can be changed from now on."""
    notices.reports_out(appraisal)


def heads(delegation: Delegation, person: Any) -> bool:
    return delegation.head_id == person.pk


def _judge_discussing(appraisal: Appraisal, by: Any, at: datetime) -> None:
    if appraisal.state != State.REPORTED:
        raise Refused("述职报告发给代表以后，才能讨论。", rule=rules.ORDER)


def _only_head_or_union(appraisal: Appraisal, by: Any) -> str:
    if by is SYSTEM or by.may("appraisal.run", appraisal.unit):
        return ""
    if appraisal.term.delegations.filter(head=by).exists():
        return ""
    return "代表团讨论由团长或者工会登记。"


@step(
    Appraisal, leaves=[State.REPORTED], only=_only_head_or_union, judge=_judge_discussing, cites=rules.ORDER,
    says="登记代表团讨论",
)  # fmt: skip
def record_discussion(
    appraisal: Appraisal, by: Any, *, at: datetime, delegation: Delegation, held_on: date, people: int, text: str
) -> Discussion:
    """What a delegation said, without the names of speakers. Its head or the union writes; written again, it replaces."""
    if delegation.term_id != appraisal.term_id:
        raise Refused(f"{delegation}不是这一届的代表团。")
    if not (by is SYSTEM or by.may("appraisal.run", appraisal.unit) or heads(delegation, by)):
        raise Refused(f"您不是{delegation}团长。")
    if held_on > timezone.localdate(at):
        raise Refused("讨论日期不能晚于今天。")
    if not text.strip():
        raise Refused("请写讨论的意见综合。", rule=rules.ORDER)
    made, _new = Discussion.objects.update_or_create(
        appraisal=appraisal, delegation=delegation,
        defaults={"held_on": held_on, "people": people, "text": text.strip(), "by": by, "at": at},
    )  # fmt: skip
    return made


def _judge_all_discussed(appraisal: Appraisal, by: Any, at: datetime) -> None:
    missing = list(
        appraisal.term.delegations.filter(mandates__isnull=False)
        .exclude(pk__in=appraisal.discussions.values("delegation"))
        .distinct()
        .values_list("name", flat=True)
    )
    if missing:
        raise Refused(f"{'、'.join(missing[:5])}还没有登记讨论。", rule=rules.ORDER)
    if not appraisal.discussions.exists() and not appraisal.term.is_assembly:
        raise Refused("还没有代表团讨论过。", rule=rules.ORDER)


@step(
    Appraisal, leaves=[State.REPORTED], reaches=State.DISCUSSED, needs="appraisal.run", judge=_judge_all_discussed,
    cites=rules.ORDER, says="讨论结束",
)  # fmt: skip
def end_discussion(appraisal: Appraisal, by: Any, *, at: datetime) -> None:
    """Every delegation has spoken; the ballot may be prepared."""
