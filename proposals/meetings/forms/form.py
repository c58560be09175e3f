"""The form of one act: what it asks, which rules stand in sight, and the fields that several acts share."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from proposals.forms.units import UnitByName, handling_units
from ymdm.organization.models import Unit
from ymdm.rulebook.acting import ActForm, PeopleField, PersonChoice, clock, day, holders, unit_of
from ymdm.workdays import calendar

from .. import rules

__all__ = ["ActForm", "MatterForm", "PeopleField", "PersonChoice", "clock", "day", "holders", "unit_of"]


class MatterForm(ActForm):
    """What every matter needs: its owner and its day, within the days of PRO-69."""

    lead = UnitByName(label="责任单位", help_text="输入名称里的几个字，从列出的单位里选")
    due_on = day("答复日期")

    def prepare(self) -> None:
        unit, today, workdays = unit_of(self.obj), timezone.localdate(), calendar()
        self.fields["lead"].units = handling_units(unit)  # type: ignore[attr-defined]
        self.fields["lead"].required = True
        law = rules.REPLY.at(unit, today)
        last: date = workdays.add(today, law.value or 1)
        self.fields["due_on"].initial = last
        self.fields["due_on"].help_text = f"最晚 {last:%-m月%-d日}（{law.value} {law.measure}）"

    def units(self) -> list[Unit]:
        return self.fields["lead"].units  # type: ignore[attr-defined]
