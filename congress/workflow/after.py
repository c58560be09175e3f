"""What follows the session: resolutions with their owners, minutes, publication, the report upward, and the archive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from ymdm.attachments.checking import PICTURES
from ymdm.attachments.workflow import attach
from ymdm.duties import workflow as duties
from ymdm.organization.models import Person, Unit
from ymdm.workflow import SYSTEM, Refused, step

from .. import kinds, notices
from ..minutes import draft_text
from ..models import (
    CongressSession,
    Defect,
    Explanation,
    Minutes,
    Progress,
    Resolution,
    SessionArchive,
    SessionSurvey,
    Vote,
)
from ..rules import catalogue as rule
from ..rules.conforming import CHECKS
from ..tasks import ask_for_archive
from .planning import mark
from .surveying import end_survey

State = CongressSession.State
OVER = [State.CLOSED, State.PUBLISHED, State.REPORTED]


def _judge_settling(resolution: Resolution, by: Any, at: datetime) -> None:
    if resolution.state == Resolution.State.CARRIED_OUT:
        raise Refused("这项决议已经落实。")


@step(Resolution, leaves=["adopted", "published"], needs="congress.convene", judge=_judge_settling, says="落实责任")
def settle_resolution(resolution: Resolution, by: Person, *, at: datetime, owner: Unit, due_on: date) -> None:
    """Name who carries a resolution out and until when; from then on it is owed (CON-84)."""
    if due_on <= timezone.localdate(at):
        raise Refused("落实期限要晚于今天。", rule=rule.FOLLOW_UP)
    if not owner.is_within(resolution.unit):
        raise Refused(f"{owner}不属于{resolution.unit}。", rule=rule.FOLLOW_UP)
    if not Person.objects.holding("congress.carry_out", owner).exists():
        raise Refused(f"{owner}没有承办人，不能落实。", rule=rule.FOLLOW_UP, remedy="请先登记承办人，或者换一个单位。")
    duties.cancel(resolution, reason="落实责任有变动", at=at)
    resolution.owner, resolution.due_on = owner, due_on
    duties.open_duty(
        resolution, kind=kinds.RESOLUTION, says="落实职代会决议", act="congress.carry_out", unit=owner,
        watcher=resolution.unit, days=0, due_on=due_on, rule=rule.FOLLOW_UP.id, at=at,
    )  # fmt: skip


def _within_owner(resolution: Resolution) -> Unit:
    return resolution.owner or resolution.unit


@step(Resolution, leaves=["published"], needs="congress.carry_out", within=_within_owner, says="填报落实进展")
def report_progress(resolution: Resolution, by: Person, *, at: datetime, text: str) -> Progress:
    """Write down what was done to carry it out."""
    if not text.strip():
        raise Refused("请写明做了什么。", rule=rule.FOLLOW_UP)
    return resolution.progress.create(text=text.strip(), on=timezone.localdate(at), by=by)


@step(
    Resolution, leaves=["published"], reaches="carried_out", needs="congress.carry_out", within=_within_owner,
    says="决议已落实",
)  # fmt: skip
def carried_out(resolution: Resolution, by: Person, *, at: datetime, text: str) -> None:
    """Say that the resolution is carried out, with the last entry of its progress."""
    if not text.strip():
        raise Refused("请写明落实的结果。", rule=rule.FOLLOW_UP)
    today = timezone.localdate(at)
    resolution.progress.create(text=text.strip(), on=today, by=by)
    resolution.carried_out_on = today
    duties.meet(resolution, kinds.RESOLUTION, by, at=at)


@step(CongressSession, leaves=OVER, needs="congress.convene", says="起草会议记录")
def draft_minutes(session: CongressSession, by: Person, *, at: datetime) -> Minutes:
    """Draft the minutes from what happened; a draft that was mended is not overwritten (F23)."""
    if Minutes.objects.filter(session=session).exists():
        raise Refused("会议记录已经起草。")
    return Minutes.objects.create(session=session, text=draft_text(session), drafted_at=at)


def _only_writers(minutes: Minutes, by: Person) -> str:
    serves = minutes.session.offices.filter(office="secretary", person=by).exists()
    return "" if serves or by.may("congress.convene", minutes.unit) else "会议记录由大会秘书修改。"


@step(Minutes, leaves=["draft"], only=_only_writers, says="修改会议记录")
def edit_minutes(minutes: Minutes, by: Person, *, at: datetime, text: str) -> None:
    """Mend the draft. A signature that was already given falls away: it was for another text."""
    if not text.strip():
        raise Refused("会议记录不能为空。")
    minutes.text = text.strip()
    minutes.chair = minutes.secretary = minutes.chair_at = minutes.secretary_at = None


def _only_signers(minutes: Minutes, by: Person) -> str:
    serves = minutes.session.offices.filter(office__in=["chair", "secretary"], person=by).exists()
    return "" if serves else "会议记录由执行主席和大会秘书签字。"


@step(Minutes, leaves=["draft"], reaches=("draft", "signed"), only=_only_signers, says="签字")
def sign_minutes(minutes: Minutes, by: Person, *, at: datetime) -> None:
    """Sign as chair or as secretary; with both the minutes are final."""
    offices = set(minutes.session.offices.filter(person=by).values_list("office", flat=True))
    if offices >= {"chair", "secretary"}:
        raise Refused("执行主席和大会秘书要由两个人担任，由两个人签字。")
    if "chair" in offices:
        minutes.chair, minutes.chair_at = by, at
    else:
        minutes.secretary, minutes.secretary_at = by, at
    minutes.state = "signed" if minutes.chair_id and minutes.secretary_id else "draft"


@step(CongressSession, leaves=[State.CLOSED], reaches=State.PUBLISHED, needs="congress.convene", says="公布决议")
def publish(session: CongressSession, by: Person, *, at: datetime) -> int:
    """Publish every resolution of the session to all employees; returns how many (CON-78, CON-84).

    Raises Refused while a resolution has neither owner nor day, while a result is being corrected, and for whoever
    declared a result alone: a second person publishes.
    """
    if session.votes.filter(state__in=[Vote.State.COUNTING, Vote.State.COUNTED]).exists():
        raise Refused("还有结果没有宣布。", rule=rule.TELLERS)
    resolutions = list(session.resolutions.select_related("vote", "owner"))
    if bare := next((one for one in resolutions if one.owner_id is None), None):
        raise Refused(f"“{bare.title}”还没有落实单位和期限。", rule=rule.FOLLOW_UP, remedy="请先确定落实责任，再公布。")
    if any(one.vote.declared_by_id == by.pk for one in resolutions):
        raise Refused("宣布结果的人不能再公布决议，请另一位工会干部公布。", rule=rule.TELLERS)
    today = timezone.localdate(at)
    for one in resolutions:
        if one.state == Resolution.State.ADOPTED:
            publish_resolution(one, by, at=at)
    session.published_on = today
    mark(session, "publish_resolutions", by, at=at, proof=f"公布 {len(resolutions)} 项决议")
    return len(resolutions)


@step(Resolution, leaves=["adopted"], reaches="published", needs="congress.convene", says="公布决议")
def publish_resolution(resolution: Resolution, by: Person, *, at: datetime) -> None:
    """One resolution, within the publication of its session."""
    resolution.published_on = timezone.localdate(at)
    notices.published(resolution)


@step(CongressSession, leaves=[State.PUBLISHED], reaches=State.REPORTED, needs="congress.convene", says="报告上级工会")
def report_upward(session: CongressSession, by: Person, *, at: datetime, proof: str) -> None:
    """Say when and how the superior union was told (CON-80)."""
    if not proof.strip():
        raise Refused("请写明报告的文号或者方式。", rule=rule.REPORT_UP)
    session.reported_on = timezone.localdate(at)
    mark(session, "report_to_superior", by, at=at, proof=proof.strip())


@step(CongressSession, leaves=[State.PUBLISHED, State.REPORTED], needs="congress.convene", says="登记张贴")
def prove_posting(
    session: CongressSession, by: Person, *, at: datetime, until: date, proof: str, photos: Sequence[UploadedFile] = ()
) -> None:  # fmt: skip
    """Write down until when the resolutions hung and what shows it, with the pictures (CON-78).

    Raises Refused without proof or for a day to come, ValidationError for a file that is no picture.
    """
    today = timezone.localdate(at)
    if not proof.strip():
        raise Refused("请写明张贴的地点和照片编号。", rule=rule.POSTED)
    if until > today or until < (session.published_on or today):
        raise Refused("张贴的截止日期要在公布之后、今天或以前。", rule=rule.POSTED)
    for photo in photos:
        attach(session, photo, by, accept=PICTURES)
    session.posted_until, session.posting_proof = until, proof.strip()[:200]


@step(CongressSession, leaves=[State.REPORTED], reaches=State.ARCHIVED, needs="congress.convene", says="归档")
def archive(session: CongressSession, by: Person, *, at: datetime) -> None:
    """Close the files of the session. Nothing in them changes from now on (CON-85).

    Raises Refused while the minutes are not signed by chair and secretary.
    """
    minutes = Minutes.objects.filter(session=session).first()
    if minutes is None or minutes.state != Minutes.State.SIGNED:
        raise Refused(
            "会议记录还没有由执行主席和大会秘书签字，不能归档。", rule=rule.ARCHIVE, remedy="请先起草、签字。"
        )
    # What comes in later would not be in the file.
    for survey in SessionSurvey.objects.filter(session=session, state=SessionSurvey.State.ASKED):
        end_survey(survey, SYSTEM, at=at)
    session.archived_at = at
    file = SessionArchive.objects.create(session=session, asked_at=at)
    transaction.on_commit(partial(ask_for_archive, file.pk))
    mark(session, "archive", by, at=at, proof="会议档案已归档")


def _judge_unwritten(file: SessionArchive, by: Any, at: datetime) -> None:
    if file.sha256:
        raise Refused("会议档案已经写成，不能再写。", rule=rule.ARCHIVE)


def _only_system(file: SessionArchive, by: Any) -> str:
    return "" if by is SYSTEM else "会议档案由系统写成。"


@step(SessionArchive, only=_only_system, judge=_judge_unwritten, says="会议档案写成")
def keep_archive(
    file: SessionArchive, by: Any, *, at: datetime, stored_as: str, sha256: str, size: int, files: int
) -> None:
    """Keep what was written, once; the ledger holds its digest (CON-85)."""
    file.stored_as, file.sha256, file.size, file.files, file.written_at = stored_as, sha256, size, files, at


def _judge_cure(defect: Defect, by: Any, at: datetime) -> None:
    if defect.cured_at is not None:
        raise Refused("这项缺陷已经登记补正。")


@step(Defect, needs="congress.convene", judge=_judge_cure, says="登记补正")
def cure(defect: Defect, by: Person, *, at: datetime, how: str) -> None:
    """Write how a shortcoming was made good; it stays printed beside the resolution with its cure (CON-88)."""
    if not how.strip():
        raise Refused("请写明怎样补正。", rule=rule.DEFECT)
    defect.cure, defect.cured_at, defect.cured_by = how.strip()[:300], at, by


@step(CongressSession, needs="congress.convene", says="说明检查项")
def explain(session: CongressSession, by: Person, *, at: datetime, code: str, text: str) -> Explanation:
    """Put a word beside a check that failed. The check keeps its verdict."""
    if code not in CHECKS:
        raise Refused("没有这个检查项。")
    if not text.strip():
        raise Refused("请写明情况。")
    return session.explanations.create(code=code, text=text.strip()[:300], by=by, at=at)
