"""Questions, opinions and objections under a publication, and their answers (DIS-09, 25 to 28)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.duties.models import Counting
from ymdm.organization.models import Person
from ymdm.workflow import Refused, step

from .. import kinds, notices
from ..models import Publication, Reading, Remark, Version
from ..rules import opening
from ..rules import publishing as rules

State = Publication.State
EMPTY_ANSWERS = ("已收悉", "已阅", "收到", "知道了", "已知悉")


def _hears(publication: Publication, by: Any, at: datetime) -> None:
    if publication.is_open:
        return
    if not publication.versions.filter(state=Version.State.COLLECTING).exists():
        raise Refused("这一项现在不在公开或征求意见期间。")


@step(Publication, judge=_hears, says="提问或提意见")
def remark(publication: Publication, by: Person, *, at: datetime, kind: str, text: str, about: str = "") -> Remark:
    """Say something under a publication; whoever keeps it owes an answer within the days of DIS-25."""
    return _keep(publication, by, at, kind=kind, text=text, about=about)


@step(Publication, judge=_hears, says="匿名提出异议")
def object_without_name(publication: Publication, by: Any, *, at: datetime, text: str) -> None:
    """An objection of which nothing is kept but its words and day; done by the system, so that no name stands in the ledger.

    It must say something that can be checked (DIS-27).
    """
    if len(text.strip()) < 10:
        raise Refused("匿名异议请写具体事实（什么事、什么时候、在哪里），以便核查。", rule=rules.STOPS)
    _keep(publication, None, at, kind=Remark.Kind.OBJECTION, text=text)


def _keep(
    publication: Publication, by: Person | None, at: datetime, *, kind: str, text: str, about: str = ""
) -> Remark:
    today = timezone.localdate(at)
    if not text.strip():
        raise Refused("请写明要说的内容。")
    if kind == Remark.Kind.OBJECTION and not publication.notice_is_running(today):
        raise Refused("异议要在公示期内提出。", rule=rules.STOPS, remedy="公示期外请用“意见”或“反映”，同样会答复。")
    made = Remark.objects.create(
        publication=publication, kind=kind, text=text.strip(), about=about.strip(), by=by, on=today
    )
    duties.open_duty(
        made, kind=kinds.ANSWER, says=f"答复{made.get_kind_display()}", act="disclosure.answer", unit=publication.unit,
        watcher=publication.unit, days=rules.amount(rules.ANSWERED, publication.unit, today), counting=Counting.NATURAL,
        rule=rules.ANSWERED.id, label=publication.title, at=at,
    )  # fmt: skip
    return made


def not_own_remark(remark: Remark, by: Any) -> str:
    return "这是您自己提出的，要由别人答复。" if remark.by_id and by == remark.by else ""


@step(
    Remark, leaves=[Remark.State.OPEN], reaches=Remark.State.ANSWERED, needs="disclosure.answer", only=not_own_remark,
    says="答复",
)  # fmt: skip
def answer(remark: Remark, by: Person, *, at: datetime, text: str, is_adopted: bool | None = None) -> None:
    """Answer in writing; the answer stands open under the publication, adopted ones are marked (DIS-26)."""
    plain = text.strip().strip("。！!.，, ")
    if not plain or plain in EMPTY_ANSWERS:
        raise Refused("“已收悉”不是答复，请写明情况、理由或怎样改正。", rule=rules.ANSWERED)
    if remark.kind not in Remark.ASKING and is_adopted is None:
        raise Refused("请选择是否采纳。", rule=rules.ADOPTED)
    remark.answer, remark.is_adopted, remark.answered_by, remark.answered_at = text.strip(), is_adopted, by, at
    duties.meet(remark, kinds.ANSWER, by, at=at)
    notices.answered(remark)


def _offers(tag: str) -> Callable[[Publication, Any, datetime], None]:
    """Judges whether the act of one of the five openings is offered here (DIS-09)."""

    def judge(publication: Publication, by: Any, at: datetime) -> None:
        why = opening.why_not(
            tag, goals=publication.item.goals, stage=publication.obligation.stage, is_notice=publication.is_notice,
            is_open=publication.state == State.PUBLISHED,
        )  # fmt: skip
        if why:
            raise Refused(why, rule=opening.FIVE)
        _hears(publication, by, at)

    return judge


@step(Publication, judge=_offers("G"), says="对目标提意见", cites=opening.FIVE)
def comment_on_target(publication: Publication, by: Person, *, at: datetime, text: str, about: str = "") -> Remark:
    """G: say what one thinks of a target; whoever keeps it answers and says whether it is adopted."""
    return _keep(publication, by, at, kind=Remark.Kind.TARGET, text=text, about=about)


@step(Publication, judge=_offers("K"), says="核对本人结果", cites=opening.FIVE)
def check_own_result(publication: Publication, by: Person, *, at: datetime, text: str) -> Remark:
    """K: ask about one's own result; question and answer stay between the two."""
    return _keep(publication, by, at, kind=Remark.Kind.OWN_RESULT, text=text)


@step(Publication, judge=_offers("Z"), says="询问一笔账", cites=opening.FIVE)
def ask_line(publication: Publication, by: Person, *, at: datetime, about: str, text: str) -> Remark:
    """Z: ask about one line of the accounts, which is named."""
    if not about.strip():
        raise Refused("请写明是哪一笔。", rule=opening.FIVE)
    return _keep(publication, by, at, kind=Remark.Kind.LINE, text=text, about=about)


@step(Publication, judge=_offers("P"), says="推荐人选", cites=opening.FIVE)
def nominate(publication: Publication, by: Person, *, at: datetime, about: str, text: str) -> Remark:
    """P: name somebody while the conditions and the quota stand open; the same person once by the same reader."""
    if not about.strip():
        raise Refused("请写明推荐谁。", rule=opening.FIVE)
    if publication.remarks.filter(kind=Remark.Kind.NOMINATION, by=by, about=about.strip()).exists():
        raise Refused(f"您已经推荐过{about.strip()}。", rule=opening.FIVE)
    return _keep(publication, by, at, kind=Remark.Kind.NOMINATION, text=text, about=about)


@step(Publication, judge=_hears, says="签阅")
def sign(publication: Publication, by: Person, *, at: datetime) -> None:
    """Sign that one has read it: targets are signed for (DIS-09 G). Twice is once."""
    Reading.objects.update_or_create(
        publication=publication, person=by, defaults={"is_signed": True}, create_defaults={"on": timezone.localdate(at), "is_signed": True},
    )  # fmt: skip
