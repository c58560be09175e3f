"""What takes two people here: every change of the working calendar, which moves deadlines."""

from __future__ import annotations

from ymdm.organization.paired import Kind
from ymdm.workdays import workflow

from . import calendars

PAIRED = {
    "calendar-notice": Kind("载入放假通知", "workdays.announce", workflow.announce),
    "calendar-unit": Kind("改单位的工作日历", "organization.edit_units", calendars.choose),
    "calendar-day": Kind("登记特殊日期", "workdays.lay", workflow.lay),
}
