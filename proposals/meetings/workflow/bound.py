"""专题会、协商会、推进会: called about matters, held with minutes that become their contacts (PRO-27)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from proposals.channels import CONFIDENTIAL
from proposals.models import Proposal
from ymdm.duties import workflow as duties
from ymdm.ledger.record import record
from ymdm.organization.models import Person, Unit
from ymdm.workdays import calendar
from ymdm.workflow import Refused, step

from .. import kinds, notices, rules
from ..models import BoundMatter, MatterMeeting

State = MatterMeeting.State


@step(MatterMeeting, creates=True, needs="meetings.arrange", says="召集专题会")
def convene(
    unit: Unit, by: Person, *, at: datetime, form: str, matters: Sequence[Proposal], meets_at: datetime, place: str,
    host: Person, recorder: Person, people: str,
) -> MatterMeeting:  # fmt: skip
    """Call a meeting about matters under way; until its minutes are there, none of them can be closed."""
    if not matters:
        raise Refused("请写明为哪件事开会。", rule=rules.MINUTES)
    over = [str(matter.number) for matter in matters if not matter.is_open or matter.lead_unit_id is None]
    if over:
        raise Refused(f"{'、'.join(over)}不在办理中，不必为它开会。", rule=rules.MINUTES)
    if len(matters) > 1 and any(matter.channel in CONFIDENTIAL for matter in matters):
        raise Refused("内容保密的事项单独开会，记录才不会让别人看到。", rule=rules.CONFIDENTIAL)
    meeting = MatterMeeting.objects.create(
        unit=unit, form=form, meets_at=meets_at, place=place.strip(), host=host, recorder=recorder,
        people=people.strip()[:200], called_at=at,
    )  # fmt: skip
    BoundMatter.objects.bulk_create([BoundMatter(meeting=meeting, matter=matter) for matter in matters])
    day = timezone.localdate(meets_at)
    for matter in matters:
        duty = duties.open_duty(
            matter, kind=kinds.MINUTES, says=f"{meeting.get_form_display()}的会议记录", act="meetings.arrange", unit=unit,
            watcher=unit, person=recorder, due_on=max(day, timezone.localdate(at)), rule=rules.MINUTES.id, at=at,
            days=max(0, calendar().between(timezone.localdate(at), day)),
        )  # fmt: skip
        duty.url = meeting.get_absolute_url()
        duty.save(update_fields=["url"])
    notices.convened(meeting, matters)
    return meeting


def _only_runners(meeting: MatterMeeting, by: Person) -> str:
    runs = by.pk in {meeting.host_id, meeting.recorder_id} or by.may("meetings.arrange", meeting.unit)
    return "" if runs else "会议由主持人、记录人和工会登记。"


def _release(meeting: MatterMeeting, matter: Proposal) -> Any:
    """The duty of this meeting on a matter that may be on the table of several."""
    return matter.duties.owed().filter(kind=kinds.MINUTES, url=meeting.get_absolute_url())


@step(MatterMeeting, leaves=[State.CALLED], reaches=State.HELD, only=_only_runners, says="登记召开")
def minute(
    meeting: MatterMeeting,
    by: Person,
    *,
    at: datetime,
    held_on: date,
    people: str,
    minutes: str,
    union_attended: bool = False,
) -> None:
    """Write the minutes down once; every matter on the table gets them as a contact. Refuses a meeting without."""
    if not minutes.strip():
        raise Refused("没有会议记录的会不能登记为已召开，请填写记录。", rule=rules.MINUTES)
    if not people.strip():
        raise Refused("请登记到会的人。", rule=rules.MINUTES)
    if held_on > timezone.localdate(at):
        raise Refused("召开日期不能晚于今天。", rule=rules.MINUTES)
    meeting.held_on, meeting.people = held_on, people.strip()[:200]
    for bound in meeting.bound.select_related("matter__unit"):
        matter = bound.matter
        bound.contact = matter.contacts.create(
            form=meeting.form, held_on=held_on, people=meeting.people, minutes=minutes.strip(), by=by, at=at,
            union_attended=union_attended, round=matter.round,
        )  # fmt: skip
        bound.save(update_fields=["contact"])
        _release(meeting, matter).update(met_at=at, met_by_label=str(by)[:60], next_stage_on=None)
        # The same words as a contact that the handler writes down, so that the life of the matter reads on.
        record(
            "proposals.record_contact", matter, by, says="登记沟通", at=at, unit=matter.unit,
            payload={"after": {"form": meeting.form, "held_on": held_on.isoformat(), "meeting": meeting.pk}},
        )  # fmt: skip


@step(MatterMeeting, leaves=[State.CALLED], reaches=State.CALLED_OFF, only=_only_runners, says="取消会议")
def drop(meeting: MatterMeeting, by: Person, *, at: datetime, reason: str) -> None:
    """Call a meeting off with the reason; its minutes are owed no more."""
    if not reason.strip():
        raise Refused("请写明为什么取消。", rule=rules.MINUTES)
    meeting.called_off_because = reason.strip()[:200]
    for bound in meeting.bound.select_related("matter"):
        _release(meeting, bound.matter).update(cancelled_at=at, cancel_reason=reason.strip()[:200], next_stage_on=None)
