"""The agenda, its papers, and that they were received."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max
from django.utils import timezone

from ymdm.attachments.workflow import attach
from ymdm.organization.models import Person
from ymdm.workflow import Refused, step

from .. import defects, notices
from ..defects import keep_or_refuse
from ..law import law_for
from ..models import AgendaItem, Attendee, CongressSession, Paper, PaperReceipt, PaperVersion
from ..rules import catalogue as rule
from ..rules.dating import lead_time_errors
from ..rules.matters import BESIDE, MATTERS, PROCEDURE, check_kind, check_right, required_right

State, Item = CongressSession.State, AgendaItem.State
BEFORE_PAPERS = [State.PLANNED, State.NOTICED, State.MATERIALS_OUT, State.PREPARED]
# What every yearly session has (congress.md 10, C1), where no session went before.
USUAL = (
    ("听取和审议行政工作报告", "development_plan", 30),
    ("听取和审议工会工作报告", "union_work", 20),
    ("听取上次会议决议执行情况报告", "resolution_execution", 15),
    ("听取提案办理情况报告", "proposal_report", 15),
    ("听取财务预决算报告", "budget_accounts", 15),
)


def copy_agenda(session: CongressSession, last: CongressSession | None) -> None:
    """The agenda of the last session, or the usual one, as the beginning of the new."""
    unit, items = session.unit, []
    rows = list(last.agenda.exclude(state=Item.PUT_OFF).order_by("order")) if last else []
    if rows:
        items = [(row.title, row.matter, row.right, row.minutes, row.reporter) for row in rows]
    else:
        for title, matter, minutes in USUAL:
            right = required_right(matter, unit.legal_type)
            if right.strength:
                items.append((title, matter, right.value, minutes, ""))
    AgendaItem.objects.bulk_create(
        AgendaItem(session=session, order=order, title=title, matter=matter, right=right, minutes=minutes, reporter=who)
        for order, (title, matter, right, minutes, who) in enumerate(items, 1)
    )


@step(CongressSession, leaves=[*CongressSession.BEFORE, State.OPEN], needs="congress.convene", says="增加议程")
def add_item(
    session: CongressSession, by: Person, *, at: datetime, title: str, matter: str, right: str, minutes: int = 15,
    reporter: str = "", after: AgendaItem | None = None,
) -> AgendaItem:  # fmt: skip
    """Put an item on the agenda with its matter and right. Rules CON-46, CON-53.

    Raises Refused for a right weaker than the matter needs, and for a new topic of an extraordinary session that was
    notified. What comes after the notice stays marked: it cannot be voted in this session (CON-88).
    """
    if matter not in MATTERS and matter not in BESIDE:
        raise Refused("请选择事项类别。", rule=rule.RIGHT)
    check_right(right, matter, session.unit.legal_type)
    check_kind(session.kind, matter, session.unit.legal_type)
    was_noticed = session.noticed_at is not None
    if was_noticed and session.kind == CongressSession.Kind.EXTRAORDINARY and matter != PROCEDURE:
        raise Refused("临时会议只能审议通知列出的事项。", rule=rule.TOPICS, remedy="请改期并重新通知。")
    order = (session.agenda.aggregate(last=Max("order"))["last"] or 0) + 1
    item = AgendaItem.objects.create(
        session=session, order=order, title=title.strip(), matter=matter, right=right, minutes=minutes,
        reporter=reporter.strip(),
    )  # fmt: skip
    if after is not None and after.session_id == session.pk:
        _place(item, after.order + 1)
    if was_noticed and matter != PROCEDURE:
        defects.note(
            session, "not_noticed", f"“{item.title}”不在 {timezone.localtime(session.noticed_at):%-m月%-d日}通知的议程里。",
            rule.TOPICS, at=at, item=item,
        )  # fmt: skip
    return item


def _place(item: AgendaItem, order: int) -> None:
    """Give the item the order and move those behind it; from the last up, so that no two are ever the same."""
    behind = item.session.agenda.filter(order__gte=order).exclude(pk=item.pk).order_by("-order")
    spare = item.session.agenda.aggregate(last=Max("order"))["last"] + 1
    AgendaItem.objects.filter(pk=item.pk).update(order=spare)
    for other in behind:
        AgendaItem.objects.filter(pk=other.pk).update(order=other.order + 1)
    AgendaItem.objects.filter(pk=item.pk).update(order=order)


def _judge_item(item: AgendaItem, by: Any, at: datetime) -> None:
    if not (item.session.is_before or item.session.is_open):
        raise Refused("会议已经闭幕，议程不能再改。")


@step(AgendaItem, leaves=[Item.PLANNED], needs="congress.convene", judge=_judge_item, says="移动议程")
def move_item(item: AgendaItem, by: Person, *, at: datetime, up: bool) -> None:
    """Change places with the item above or below."""
    others = item.session.agenda.exclude(state=Item.PUT_OFF)
    other = (
        others.filter(order__lt=item.order).order_by("-order").first()
        if up
        else others.filter(order__gt=item.order).order_by("order").first()
    )
    if other is None or other.state != Item.PLANNED:
        raise Refused("不能再往这边移。")
    spare = item.session.agenda.aggregate(last=Max("order"))["last"] + 1
    mine, theirs = item.order, other.order
    AgendaItem.objects.filter(pk=item.pk).update(order=spare)
    AgendaItem.objects.filter(pk=other.pk).update(order=mine)
    item.order = theirs


@step(
    AgendaItem, leaves=[Item.PLANNED], reaches=Item.PUT_OFF, needs="congress.convene", judge=_judge_item,
    says="撤下议程",
)  # fmt: skip
def drop_item(item: AgendaItem, by: Person, *, at: datetime, because: str) -> None:
    """Take an item off the agenda, with the reason."""
    if not because.strip():
        raise Refused("请写明为什么撤下这项议程。", rule=rule.TOPICS)
    if item.votes.exclude(state="stopped").exists():
        raise Refused("这项议程已经有表决，不能撤下。", rule=rule.TOPICS)
    item.outcome = f"撤下：{because.strip()}"[:200]


@step(CongressSession, leaves=[*BEFORE_PAPERS, State.OPEN], needs="congress.convene", says="添加会议材料")
def add_paper(
    session: CongressSession, by: Person, *, at: datetime, item: AgendaItem, title: str, text: str = "",
    upload: UploadedFile | None = None,
) -> Paper:  # fmt: skip
    """Put a paper to an item as its first version; it reaches people with `issue_papers`."""
    if item.session_id != session.pk:
        raise Refused("这项议程不属于本次会议。")
    if not text.strip() and upload is None:
        raise Refused("请上传文件，或者填写正文。", rule=rule.MATERIALS)
    paper = Paper.objects.create(item=item, title=title.strip())
    _write(paper, by, at, text=text, upload=upload)
    return paper


def _write(
    paper: Paper, by: Person, at: datetime, *, text: str, upload: UploadedFile | None, **facts: Any
) -> PaperVersion:
    number = (paper.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = PaperVersion.objects.create(paper=paper, number=number, text=text.strip(), made_at=at, **facts)
    if upload is not None:
        attach(version, upload, by)
    return version


def _judge_paper(paper: Paper, by: Any, at: datetime) -> None:
    session = paper.item.session
    if not (session.is_before or session.is_open):
        raise Refused("会议已经闭幕，材料不能再改。", rule=rule.ONLY_BY_VOTE)
    if paper.item.votes.filter(amendment=None, state__in=["open", "counting", "counted", "declared"]).exists():
        raise Refused(
            "这项议程已经表决，材料不能再改。", rule=rule.ONLY_BY_VOTE, remedy="需要修改的，请提交下一次表决。"
        )


@step(Paper, needs="congress.convene", judge=_judge_paper, says="修改会议材料")
def revise_paper(
    paper: Paper, by: Person, *, at: datetime, note: str, text: str = "", upload: UploadedFile | None = None,
    is_substantive: bool = False,
) -> PaperVersion:  # fmt: skip
    """Make a numbered new version with its note. A change on the floor needs no new term for reading (CON-60)."""
    if not note.strip():
        raise Refused("请写明改了什么，代表会看到。", rule=rule.NEW_VERSION)
    if not text.strip() and upload is None:
        raise Refused("请上传文件，或者填写正文。", rule=rule.NEW_VERSION)
    is_open = paper.item.session.is_open
    version = _write(
        paper, by, at, text=text, upload=upload, note=note.strip(), is_substantive=is_substantive,
        is_from_floor=is_open, issued_at=at if is_open else None,
    )  # fmt: skip
    if is_open:
        notices.papers(paper.item.session, [version])
    return version


@step(
    CongressSession, leaves=[State.NOTICED, State.MATERIALS_OUT, State.PREPARED],
    reaches=(State.MATERIALS_OUT, State.PREPARED), needs="congress.convene", says="送达会议材料",
)  # fmt: skip
def issue_papers(session: CongressSession, by: Person, *, at: datetime, knowingly: bool = False) -> int:
    """Send every version that was not sent to everybody who is called; returns how many (CON-55, CON-60).

    Raises Refused where the days before the session are too few, unless the officer goes on `knowingly`: the shortcoming
    is then kept with the session.
    """
    fresh = list(
        PaperVersion.objects.filter(paper__item__session=session, issued_at=None).select_related("paper__item")
    )
    if not fresh:
        raise Refused("没有待送达的材料。", rule=rule.MATERIALS, remedy="请先添加材料。")
    today = timezone.localdate(at)
    # A correction that changes nothing of substance needs no new term (CON-60).
    if any(one.number == 1 or one.is_substantive for one in fresh):
        late = [
            error
            for error in lead_time_errors(session.held_on, today, law=law_for(session), materials_on=today)
            if error.code == "materials_delivered"
        ]
        keep_or_refuse(session, late, "late_papers", at, knowingly)
    PaperVersion.objects.filter(pk__in=[one.pk for one in fresh]).update(issued_at=at)
    if session.state != State.PREPARED:
        session.state = State.MATERIALS_OUT
    from .planning import mark  # cycle: the plan copies the agenda

    mark(session, "materials_delivered", by, at=at, proof=f"送达 {len(fresh)} 份材料")
    notices.papers(session, fresh)
    return len(fresh)


def _only_reader(attendee: Attendee, by: Person) -> str:
    if attendee.person_id == by.pk or by.may("congress.convene", attendee.unit):
        return ""
    return "材料由本人签收，或者由工会登记纸质签收。"


@step(Attendee, only=_only_reader, says="签收会议材料")
def sign_for_papers(attendee: Attendee, by: Person, *, at: datetime) -> int:
    """Sign for every version that was sent and not yet signed for; by somebody else it is a receipt on paper (CON-55)."""
    sent = PaperVersion.objects.filter(paper__item__session=attendee.session, issued_at__isnull=False)
    fresh = sent.exclude(receipts__attendee=attendee)
    made = PaperReceipt.objects.bulk_create(
        [
            PaperReceipt(version=version, attendee=attendee, at=at, is_on_paper=attendee.person_id != by.pk)
            for version in fresh
        ],
        ignore_conflicts=True,
    )
    if not made:
        raise Refused("材料都已签收。")
    return len(made)
