"""The catalogue of a unit: settled for a year, taken over, taken out with the superior's consent; and its boards (DIS-06)."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from ymdm.duties import workflow as duties
from ymdm.organization.models import Level, Person, Unit
from ymdm.workflow import Refused, step

from .. import kinds
from ..closing import lift
from ..laying import adopt_by_type, lay_out
from ..models import OWING_LEVELS, Adoption, Board, CatalogueItem, CatalogueYear, Obligation
from ..rules import catalogue as rules

State = Adoption.State
NEEDS = "disclosure.settle"
# The superior answers within as many working days.
CONSENT_DAYS = 7


@step(CatalogueYear, creates=True, needs=NEEDS, says="确定年度公开目录")
def settle(unit: Unit, by: Person, *, at: datetime, year: int, adopted_on: date, document: str) -> CatalogueYear:
    """Write down that the unit settled its catalogue for a year, on which day and by which document (F2).

    What its type owes and it has not taken over yet comes into the catalogue with that; what was taken out stays out.
    """
    today = timezone.localdate(at)
    if unit.level not in OWING_LEVELS:
        raise Refused("公开目录由局、单位和班组、项目部、课题组确定，部门随所在单位。", rule=rules.REMOVAL)
    if not today.year - 1 <= year <= today.year + 1:
        raise Refused(f"只能登记{today.year - 1}年到{today.year + 1}年的目录。")
    if adopted_on > today:
        raise Refused("确定日期不能晚于今天。", remedy="请在目录确定以后登记。")
    if CatalogueYear.objects.filter(unit=unit, year=year).exists():
        raise Refused(f"{unit.short}{year}年的公开目录已经确定过。", remedy="要增列或移出，请在目录里逐项办理。")
    if not document.strip():
        raise Refused("请写明确定目录的文件或会议。")
    # A catalogue that is settled late is owed from the day on which it is settled.
    adopt_by_type([unit], lay_out(), max(date(year, 1, 1), min(adopted_on, today)))
    return CatalogueYear.objects.create(unit=unit, year=year, adopted_on=adopted_on, document=document.strip(), by=by)


@step(Adoption, creates=True, needs=NEEDS, says="增列公开事项")
def adopt(unit: Unit, by: Person, *, at: datetime, item: CatalogueItem, from_on: date) -> Adoption:
    """Take an item over that the unit's type owes or may choose; one that was taken out comes back."""
    if unit.level not in OWING_LEVELS or not item.is_open_to(unit):
        raise Refused(f"“{item}”不适用于{unit.short}这一类单位。", rule=rules.BY_TYPE)
    known = Adoption.objects.select_for_update().filter(unit=unit, item=item).first()
    if known is not None and known.state != State.REMOVED:
        raise Refused(f"“{item}”已经在{unit.short}的公开目录里。")
    if known is None:
        return Adoption.objects.create(unit=unit, item=item, from_on=from_on)
    known.state, known.from_on, known.until_on = State.IN_FORCE, from_on, None
    known.reason = known.decision = ""
    known.asked_by = known.consent_by = None
    known.save()
    return known


@step(
    Adoption,
    leaves=[State.IN_FORCE],
    reaches=State.REMOVAL_ASKED,
    needs=NEEDS,
    says="申请移出目录",
    cites=rules.REMOVAL,
)
def ask_removal(adoption: Adoption, by: Person, *, at: datetime, reason: str, decision: str) -> None:
    """Ask the superior to let an item go, with reason and the unit's decision; it is owed until she consents. DIS-06."""
    rules.check_removal(reason, decision)
    adoption.reason, adoption.decision, adoption.asked_by = reason.strip(), decision.strip(), by
    duties.open_duty(
        adoption, kind=kinds.REMOVAL, says="审批移出公开目录", act="disclosure.consent", unit=adoption.superior,
        watcher=adoption.superior, days=CONSENT_DAYS, rule=rules.REMOVAL.id, at=at,
    )  # fmt: skip


def _by_another(adoption: Adoption, by: Person, at: datetime) -> None:
    rules.check_consent(adoption.asked_by, by)


@step(
    Adoption, leaves=[State.REMOVAL_ASKED], reaches=State.REMOVED, needs="disclosure.consent", says="同意移出目录",
    judge=_by_another, within=lambda adoption: adoption.superior, cites=rules.REMOVAL,
)  # fmt: skip
def consent_removal(adoption: Adoption, by: Person, *, at: datetime) -> None:
    """The superior consents: what has not ended yet is not owed any more; what was owed before stays owed. DIS-06."""
    today = timezone.localdate(at)
    adoption.consent_by, adoption.until_on = by, today
    rows = Obligation.objects.filter(unit=adoption.unit, item=adoption.item, ends_on__gte=today)
    lift(rows, f"经上级同意移出目录：{adoption.reason}", at)
    duties.meet(adoption, kinds.REMOVAL, by, at=at)


@step(
    Adoption, leaves=[State.REMOVAL_ASKED], reaches=State.IN_FORCE, needs="disclosure.consent", says="不同意移出目录",
    judge=_by_another, within=lambda adoption: adoption.superior, cites=rules.REMOVAL,
)  # fmt: skip
def refuse_removal(adoption: Adoption, by: Person, *, at: datetime, why: str) -> None:
    """The superior does not consent: the item stays. The ledger keeps what was asked and why it was refused."""
    if not why.strip():
        raise Refused("请写明不同意的理由，申请的单位会看到。", rule=rules.REMOVAL)
    adoption.reason = adoption.decision = ""
    adoption.asked_by = None
    duties.meet(adoption, kinds.REMOVAL, by, at=at)


@step(Board, creates=True, needs=NEEDS, says="设立公开栏")
def set_up_board(unit: Unit, by: Person, *, at: datetime, place: str, from_on: date) -> Board:
    """Enter a board that hangs for good, and where (F1)."""
    if unit.level == Level.DEPARTMENT:
        raise Refused("公开栏登记在单位或班组名下。")
    if from_on > timezone.localdate(at):
        raise Refused("设立日期不能晚于今天。")
    if Board.objects.filter(unit=unit, place=place.strip(), until_on=None).exists():
        raise Refused(f"“{place.strip()}”的公开栏已经登记过。")
    return Board.objects.create(unit=unit, place=place.strip(), from_on=from_on)


def _hangs(board: Board, by: Person, at: datetime) -> None:
    if board.until_on is not None:
        raise Refused(f"这个公开栏已于{board.until_on:%-m月%-d日}撤除。")


@step(Board, needs=NEEDS, says="撤除公开栏", judge=_hangs)
def take_away_board(board: Board, by: Person, *, at: datetime, until_on: date) -> None:
    """Write down that a board hangs no more, from a day; the sheets that hung there keep their proof."""
    if not board.from_on <= until_on <= timezone.localdate(at):
        raise Refused("撤除日期要在设立日期以后，并且不晚于今天。")
    if board.postings.filter(state="up").exists():
        raise Refused("这个公开栏上还有张贴中的内容。", remedy="请先办理取下，再撤除。")
    board.until_on = until_on
