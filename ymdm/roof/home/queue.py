"""Duties as the lines of a start page: what is owed, by whom, by when, and the one button that deals with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from proposals import kinds
from proposals.models import Proposal, State
from ymdm.duties.models import Duty, DutyQuerySet, lit
from ymdm.duties.rules import YELLOW_FROM, Light, Tone
from ymdm.organization.models import Person
from ymdm.ui import words
from ymdm.workdays import calendar

# What each kind of duty is dealt with by: words of the button, and a desk (with its tab), the page of an act, or the act
# itself (one click, nothing to type).
DEALT_WITH: dict[str, tuple[str, ...]] = {
    kinds.REVIEW: ("审查", "desk", "review-desk"),
    kinds.ASSIGN: ("交办", "desk", "assign-desk"),
    kinds.SIGN_FOR: ("签收", "do", "sign_for"),
    kinds.OPINION: ("提意见", "act", "give_opinion"),
    kinds.DECIDE_OBJECTION: ("处理退办", "desk", "assign-desk", "tab=objections&"),
    kinds.DECIDE_EXTENSION: ("审批延期", "desk", "assign-desk", "tab=extensions&"),
    kinds.REPLY: ("答复", "page", "reply-desk"),
    kinds.SECOND_REPLY: ("答复", "page", "reply-desk"),
    kinds.COUNTERSIGN: ("会签", "desk", "countersign-desk"),
    kinds.SIGN: ("签发", "desk", "sign-desk"),
    kinds.EVALUATE: ("评价", "act", "evaluate"),
    kinds.CONCLUDE: ("审定", "act", "conclude"),
    kinds.CLOSE: ("办结", "act", "close"),
    kinds.FOLLOW_UP: ("填报进展", "act", "follow_up"),
    kinds.REVISIT: ("回答回访", "act", "revisit"),
    kinds.RECHECK: ("填报核实", "act", "recheck"),
    kinds.RELAY: ("告知答复", "act", "relay_answer"),
    kinds.DECIDE_REWARD: ("审定奖励", "act", "decide_reward"),
    kinds.PUBLISH_REWARD: ("公布奖励", "act", "publish_reward"),
}
# A reply stays owed until it is signed; where the proposal stands thus, nothing is left for the handler to do.
WAITS_FOR_OTHERS = {State.REPLY_DRAFT: "答复稿已送签", State.REASSIGN_REQUESTED: "退办申请等待处理"}
REPLIES = {kinds.REPLY, kinds.SECOND_REPLY, kinds.SIGN_FOR}
# A reply is not what is waited for while one of these is owed as well: it is told once, by the next thing to be done.
BEFORE_A_REPLY = (kinds.SIGN_FOR, kinds.COUNTERSIGN, kinds.SIGN)
WEEK = timedelta(days=7)
ESCALATED = "red"


@dataclass(frozen=True)
class Button:
    """`is_post`: the act itself, in one click; else a link to where it is done."""

    words: str
    url: str
    is_post: bool = False
    is_press: bool = False


@dataclass(frozen=True)
class Line:
    """One duty in words. `is_mine`: the reader is the one who can deal with it."""

    duty: Duty
    title: str
    number: str
    url: str
    note: str
    is_mine: bool
    is_waiting: bool
    button: Button | None

    @property
    def light(self) -> Light:
        return self.duty.light

    @property
    def is_late(self) -> bool:
        return self.light.tone == Tone.RED

    @property
    def is_paused(self) -> bool:
        return self.light.tone == Tone.GREY


def without_repeats(duties: DutyQuerySet, before: Sequence[str] = BEFORE_A_REPLY) -> DutyQuerySet:
    """The duties less the replies that cannot be given before another duty on the same proposal is done."""
    first = Duty.objects.owed().filter(
        kind__in=before, subject_type=OuterRef("subject_type"), subject_id=OuterRef("subject_id")
    )
    return duties.exclude(Q(kind__in=(kinds.REPLY, kinds.SECOND_REPLY)) & Exists(first))


def lines(duties: DutyQuerySet, person: Person, today: date) -> list[Line]:
    """Duties as lines, in their order. One query for all the proposals that they are about, one for the slips."""
    listed = lit(duties.select_related("unit", "person").prefetch_related("slips"), today)
    of_proposals = ContentType.objects.get_for_model(Proposal).pk
    wanted = {duty.subject_id for duty in listed if duty.subject_type_id == of_proposals}
    # Who watches over a duty may not always read what it is about (PRO-67): the duty's own label says what she may.
    rows = Proposal.objects.visible_to(person).filter(pk__in=wanted).values("pk", "number", "title", "state")
    facts: dict[int, dict[str, Any]] = {row["pk"]: dict(row) for row in rows}
    return [
        _line(duty, facts.get(duty.subject_id, {}) if duty.subject_type_id == of_proposals else {}, person)
        for duty in listed
    ]


def owes(person: Person, duty: Duty) -> bool:
    """As `DutyQuerySet.owed_by`, for a duty at hand: asks nothing."""
    return duty.person_id == person.pk if duty.person_id else person.may(duty.act, duty.unit)


def _line(duty: Duty, facts: dict[str, Any], person: Person) -> Line:
    mine = owes(person, duty)
    state = facts.get("state", "")
    waiting = WAITS_FOR_OTHERS.get(state, "") if duty.kind in REPLIES else ""
    owner = duty.person.name if duty.person_id and duty.person else duty.unit.short
    said = waiting or duty.says
    if escalated := next((slip for slip in duty.slips.all() if slip.stage == ESCALATED), None):
        said = f"{said}，已于 {words.day(escalated.on)}升级至分管领导"
    return Line(
        duty=duty,
        title=facts.get("title") or duty.subject_label,
        number=facts.get("number") or "",
        url=duty.url,
        note=said if mine else f"{owner} · {said}",
        is_waiting=bool(waiting),
        is_mine=mine,
        button=_button(duty, person, mine, waiting),
    )


def _button(duty: Duty, person: Person, mine: bool, waiting: str) -> Button | None:
    if not mine:
        may_press = duty.paused_on is None and person.may("duties.press", duty.unit)
        return Button("催办", reverse("duties:press", args=[duty.pk]), True, True) if may_press else None
    if duty.kind not in DEALT_WITH or waiting:
        return None
    says, how, name, *where = DEALT_WITH[duty.kind]
    if how == "desk":
        return Button(says, f"{reverse(f'proposals:{name}')}?{''.join(where)}pk={duty.subject_id}")
    if how == "page":
        return Button(says, reverse(f"proposals:{name}", args=[duty.subject_id]))
    return Button(says, reverse("proposals:act", args=[duty.subject_id, name]), is_post=how == "do")


@dataclass(frozen=True)
class Tab:
    code: str
    words: str
    number: int
    is_current: bool


def urgent_until(today: date) -> date:
    """The last due day that counts as urgent: everything red and yellow lies on or before it."""
    return calendar().add(today, YELLOW_FROM)


def tabs(duties: DutyQuerySet, today: date, asked: str) -> tuple[list[Tab], DutyQuerySet]:
    """The three cuts of a queue with their numbers, in one query, and the duties of the one asked for."""
    cuts = {
        "urgent": ("紧急", Q(due_on__lte=urgent_until(today))),
        "week": ("一周内", Q(due_on__lte=today + WEEK)),
        "all": ("全部", Q()),
    }
    running = duties.filter(paused_on=None)
    numbers = running.order_by().aggregate(**{code: Count("pk", filter=cut) for code, (_, cut) in cuts.items()})
    chosen = asked if asked in cuts else "urgent" if numbers["urgent"] else "week" if numbers["week"] else "all"
    shown = [Tab(code, says, numbers[code], code == chosen) for code, (says, _) in cuts.items()]
    return shown, running.filter(cuts[chosen][1])


@dataclass(frozen=True)
class Desk:
    """A desk at which several wait: proposals to be reviewed or handed out one after the other."""

    words: str
    url: str
    icon: str


DESKS = (
    (kinds.REVIEW, "审查", "review-desk", "stamp"),
    (kinds.ASSIGN, "交办", "assign-desk", "arrow"),
    (kinds.COUNTERSIGN, "会签", "countersign-desk", "pen"),
    (kinds.SIGN, "签发", "sign-desk", "stamp"),
)


def desks(person: Person) -> list[Desk]:
    """The desks at which something waits for this person, the first to be cleared first."""
    owed = Duty.objects.owed_by(person).order_by().filter(kind__in=[kind for kind, *_ in DESKS], paused_on=None)
    numbers = dict(owed.values_list("kind").annotate(number=Count("pk")))
    return [
        Desk(f"{says} {numbers[kind]} 件", reverse(f"proposals:{name}"), icon)
        for kind, says, name, icon in DESKS
        if numbers.get(kind)
    ]


@dataclass(frozen=True)
class Group:
    words: str
    lines: Sequence[Line]


def by_day(found: Sequence[Line], today: date) -> list[Group]:
    """The lines under headings: late, within a week, later, and what waits for somebody else."""
    still = [line for line in found if line.is_paused or line.is_waiting]
    late = [line for line in found if line.is_late and line not in still]
    running = [line for line in found if line not in late and line not in still]
    week = [line for line in running if line.duty.due_on <= today + WEEK]
    later = [line for line in running if line not in week]
    groups = (("已逾期", late), ("一周内到期", week), ("以后到期", later), ("等待对方", still))
    return [Group(says, those) for says, those in groups if those]
