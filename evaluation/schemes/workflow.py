"""The life of a scheme: drafted by one, announced by another, and then it stands (EVA-08)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max
from django.utils import timezone

from ymdm.organization.models import Unit
from ymdm.workflow import SYSTEM, Refused, step

from ..papers.indicator_sheets import Indicator
from ..rules import DEFAULT_BANDS, Band, Item, check_item
from . import notices, rules
from .models import NotHere, Scheme, SchemeItem, State, total, wrongs

DRAFTS = [State.DRAFT]


@step(Scheme, creates=True, needs="schemes.draft", says="起草考评方案")
def draft(
    unit: Unit, by: Any, *, at: datetime, year: int, unit_class: str, title: str = "",
    bands: Sequence[Band] = DEFAULT_BANDS, indicators: Sequence[Indicator] = (), self_check_due_on: date | None = None,
    model: Scheme | None = None,
) -> Scheme:  # fmt: skip
    """Begin a scheme, empty or with the indicators of a table, or with the items of another year's `model`.

    Raises Refused for a second scheme of the unit, year and class, and for a year that is far.
    """
    if not 2000 <= year <= timezone.localdate(at).year + 1:
        raise Refused(f"{year}年的方案现在不能起草。", rule=rules.FROZEN)
    if same := Scheme.objects.standing().filter(unit=unit, year=year, unit_class=unit_class).first():
        raise Refused(f"{same}已经有了，状态是“{same.get_state_display()}”。", rule=rules.FROZEN)
    made = Scheme.objects.create(
        unit=unit, year=year, unit_class=unit_class, title=title.strip(), bands=rules.bands_row(bands), drafted_by=by,
        drafted_at=at, self_check_due_on=self_check_due_on,
    )  # fmt: skip
    made.title = made.title or str(made)
    if model is not None:
        made.bands, made.cap, made.not_applicable = model.bands, model.cap, model.not_applicable
        for item in model.items.all():
            item.pk, item.scheme = None, made
            item.save(force_insert=True)
    made.save()
    _fill(made, indicators)
    return made


def _fill(scheme: Scheme, indicators: Sequence[Indicator]) -> None:
    SchemeItem.objects.bulk_create(
        SchemeItem(
            scheme=scheme, order=order, group=row.group, code=row.code, name=row.name, criteria=row.criteria,
            source=row.source, kind=row.item.kind, full=row.item.full, params=dict(row.item.params),
            is_mandatory=row.item.is_mandatory, measure=row.measure,
        )
        for order, row in enumerate(indicators, 1)
    )  # fmt: skip


@step(Scheme, leaves=DRAFTS, needs="schemes.draft", cites=rules.FROZEN, says="修改方案")
def revise(
    scheme: Scheme, by: Any, *, at: datetime, title: str, bands: Sequence[Band], cap: Decimal, not_applicable: str,
    self_check_due_on: date,
) -> None:  # fmt: skip
    """Change what stands around the items."""
    scheme.title, scheme.bands, scheme.cap = title.strip(), rules.bands_row(bands), cap
    scheme.not_applicable, scheme.self_check_due_on = NotHere(not_applicable), self_check_due_on


@step(Scheme, leaves=DRAFTS, needs="schemes.draft", cites=rules.FROZEN, says="换上导入的指标表")
def take_table(scheme: Scheme, by: Any, *, at: datetime, indicators: Sequence[Indicator]) -> None:
    """Put the indicators of a table in the place of the items that stand here."""
    scheme.items.all().delete()
    _fill(scheme, indicators)


@step(Scheme, leaves=DRAFTS, needs="schemes.draft", cites=rules.FROZEN, says="增加考评项目")
def add_item(scheme: Scheme, by: Any, *, at: datetime, code: str, kind: str, full: Decimal, **typed: Any) -> SchemeItem:
    """One more item, at the end of its group. Raises Refused for a number that is taken or a rule that cannot score."""
    _check(Item(code, kind, full, typed.get("params", {})))
    if scheme.items.filter(code=code).exists():
        raise Refused(f"序号 {code} 已经用了。", rule=rules.FROZEN)
    before = scheme.items.filter(group=typed["group"]).aggregate(last=Max("order"))["last"]
    last = before or scheme.items.aggregate(last=Max("order"))["last"] or 0
    for later in scheme.items.filter(order__gt=last):
        later.order += 1
        later.save(update_fields=["order"])
    return scheme.items.create(order=last + 1, code=code, kind=kind, full=full, **typed)


def _check(item: Item) -> None:
    if why := check_item(item):
        raise Refused(why, rule=rules.STOPS)


def _is_draft(item: SchemeItem, by: Any, at: datetime) -> None:
    scheme = item.scheme
    if not scheme.is_draft:
        raise Refused(f"{scheme}{scheme.get_state_display()}，指标和分值当年不再改。", rule=rules.FROZEN)


@step(SchemeItem, needs="schemes.draft", judge=_is_draft, says="修改考评项目")
def change_item(item: SchemeItem, by: Any, *, at: datetime, **typed: Any) -> None:
    """Change the words, the points or the rule of an item of a draft."""
    for name, value in typed.items():
        setattr(item, name, value)
    _check(item.item)
    if SchemeItem.objects.filter(scheme=item.scheme, code=item.code).exclude(pk=item.pk).exists():
        raise Refused(f"序号 {item.code} 已经用了。", rule=rules.FROZEN)


@step(Scheme, leaves=DRAFTS, needs="schemes.draft", cites=rules.FROZEN, says="删去考评项目")
def drop_item(scheme: Scheme, by: Any, *, at: datetime, item: SchemeItem) -> None:
    """Take an item out of a draft."""
    if item.scheme_id != scheme.pk:
        raise Refused("不是这个方案的考评项目。")
    item.delete()


def _another(scheme: Scheme, by: Any) -> str:
    if by is not SYSTEM and scheme.drafted_by_id == by.pk:
        return "方案由一个人起草、另一个人公布。请另一位工会干部核对后公布。"
    return ""


def _judge_whole(scheme: Scheme, by: Any, at: datetime) -> None:
    if told := wrongs(list(scheme.items.all())):
        raise Refused("；".join(told[:6]), rule=rules.FROZEN, remedy="请先改好再公布。")
    if scheme.self_check_due_on is None:
        raise Refused("还没有写自查截止日。", rule=rules.FROZEN, remedy="请先在“修改方案”里填写。")


@step(
    Scheme, leaves=DRAFTS, reaches=State.ANNOUNCED, needs="schemes.announce", only=_another, judge=_judge_whole,
    cites=rules.FROZEN, says="公布方案",
)  # fmt: skip
def announce(scheme: Scheme, by: Any, *, at: datetime) -> None:
    """Freeze the scheme for its year and tell the units of its class. Items then add up to exactly a hundred."""
    scheme.announced_by, scheme.announced_at = by, at
    notices.announced(scheme)


@step(Scheme, leaves=DRAFTS, reaches=State.WITHDRAWN, needs="schemes.draft", cites=rules.FROZEN, says="作废草案")
def withdraw(scheme: Scheme, by: Any, *, at: datetime, reason: str) -> None:
    """Give a draft up."""
    scheme.withdrawn_because = reason.strip()[:200]


__all__ = [
    "add_item", "announce", "change_item", "draft", "drop_item", "revise", "take_table", "total", "withdraw",
]  # fmt: skip
