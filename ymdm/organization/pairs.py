"""What takes two people here: every change of the tree of units, and a look at somebody's personal data."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ymdm.workflow import NoAuthority

from . import workflow
from .models import Level, Person, Unit
from .paired import Kind

EDIT_UNITS, SEE = "organization.edit_units", "organization.see_personal"


def _open(unit: Unit, by: Any, *, at: datetime, **facts: Any) -> None:
    workflow.open_unit(by, parent=unit, **facts)


def _move(unit: Unit, by: Any, *, at: datetime, parent: Unit, **facts: Any) -> None:
    _in_reach(by, parent)
    workflow.move_unit(unit, by, at=at, parent=parent, **facts)


def _close(unit: Unit, by: Any, *, at: datetime, successor: Unit | None = None, **facts: Any) -> None:
    if successor is not None:
        _in_reach(by, successor)
    workflow.close_unit(unit, by, at=at, successor=successor, **facts)


def _in_reach(by: Any, other: Unit) -> None:
    """The second person must reach the other unit as well, as the first one did."""
    if not by.may(EDIT_UNITS, other):
        raise NoAuthority(f"您在{other}没有“维护组织机构”的权限，这件事要由上级单位的系统管理员复核。")


def roll_of(unit: Unit) -> Unit:
    """The bureau or unit on whose roll the people of a department or team stand."""
    above = Unit.objects.above(unit).filter(level__in=[Level.BUREAU, Level.UNIT])
    return above.last() or unit


def is_officer_there(unit: Unit, by: Person) -> str:
    """Why `by` may not ask for personal data of the people of `unit`: only the unit's own union officers may."""
    own = roll_of(unit)
    if Person.objects.holding_here(SEE, own).filter(pk=by.pk).exists():
        return ""
    return f"手机号和出生年月只有{own.short}自己的工会干部可以申请查看。"


PAIRED = {
    "unit-open": Kind("新增单位", EDIT_UNITS, _open),
    "unit-rename": Kind("单位更名", EDIT_UNITS, workflow.rename_unit),
    "unit-move": Kind("划转单位", EDIT_UNITS, _move),
    "unit-close": Kind("撤销单位", EDIT_UNITS, _close),
    "look": Kind("查看个人信息", SEE, asks=is_officer_there, who="工会干部"),
}
