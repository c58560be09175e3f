"""Typing a holiday notice, a special day, and who takes over what nobody owns."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from ymdm.organization.models import Person
from ymdm.papers import sheets
from ymdm.papers.archive import Unreadable
from ymdm.ui.controls import DayInput
from ymdm.workdays import reading
from ymdm.workdays.years import FIRST_YEAR, LAST_YEAR

from .calendars import CHOICES


class NoticeForm(forms.Form):
    """A holiday notice: what it is called, and its days out of a file or typed."""

    year = forms.IntegerField(label="哪一年", min_value=FIRST_YEAR + 1, max_value=LAST_YEAR)
    name = forms.CharField(label="通知名称", max_length=120)
    document_number = forms.CharField(label="发文字号", max_length=60)
    issued_on = forms.DateField(label="发文日期", widget=DayInput())
    file = forms.FileField(
        label="从表格读入",
        required=False,
        help_text="列名：日期、星期、类型（休或班）、节日。.xlsx 或 .csv；读入后下面的内容以表格为准",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    lines = forms.CharField(
        label="或者逐日填写",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="一天一行：2027-01-01,休,元旦。放假期间的周末也要写上，调休上班的写“班”",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file:
            try:
                self.rows = [row for sheet in sheets.read(file, file.name) if not sheet.is_hidden for row in sheet.rows]
            except Unreadable as why:
                raise ValidationError(str(why)) from None
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        rows = self.rows if data.get("file") else reading.split(data.get("lines", ""))
        self.found = reading.read(rows, data["year"])
        if not self.found.days and not self.found.bad:
            raise ValidationError(f"没有读到 {data['year']} 年的放假安排。请选择表格，或者逐日填写。")
        return data

    @property
    def written(self) -> str:
        return reading.written(self.found.days, self.found.bad)

    @property
    def digest(self) -> str:
        """Changes with whatever would be loaded, so that nothing is loaded but what was looked at."""
        words = ("year", "name", "document_number", "issued_on")
        said = repr([self.cleaned_data[word] for word in words] + sorted(self.found.days.items()))
        return hashlib.sha256(said.encode()).hexdigest()


class SpecialDayForm(forms.Form):
    """One day that the bureau works or rests on, whatever the notice says (CAL-06)."""

    on = forms.DateField(label="哪一天", widget=DayInput())
    is_workday = forms.TypedChoiceField(
        label="这一天",
        choices=[("off", "放假"), ("work", "上班")],
        coerce=lambda value: value == "work",
        widget=forms.RadioSelect,
        initial="off",
    )
    name = forms.CharField(label="名称", max_length=30, help_text="例如：局庆日、古尔邦节")

    def clean_on(self) -> date:
        on = self.cleaned_data["on"]
        if not FIRST_YEAR < on.year <= LAST_YEAR:
            raise ValidationError(f"工作日历只到 {FIRST_YEAR}—{LAST_YEAR} 年。")
        return on

    @property
    def digest(self) -> str:
        return hashlib.sha256(repr(sorted(self.cleaned_data.items())).encode()).hexdigest()


class UnitCalendarForm(forms.Form):
    """By which calendar a unit counts its working days (CAL-02)."""

    code = forms.ChoiceField(
        label="怎样上班",
        required=False,
        choices=[("", "随上级单位"), *((code, name) for code, name, _rest in CHOICES)],
        widget=forms.RadioSelect,
        help_text="法定节假日和调休都按国务院的通知；下面的部门和班组一同按这个日历",
    )
    reason = forms.CharField(
        label="事由", max_length=200, required=False, help_text="例如作息规定的文号，复核的人会看到"
    )

    def words(self, code: str) -> str:
        return dict(self.fields["code"].choices).get(code, code)

    @property
    def chosen(self) -> str:
        return self.words(self.cleaned_data["code"])


def notice_initial(year: int | None = None) -> dict[str, Any]:
    """What the form begins with: the year after this one."""
    year = year or timezone.localdate().year + 1
    return {"year": year, "name": f"国务院办公厅关于{year}年部分节假日安排的通知"}


class TakerForm(forms.Form):
    """Whom a duty without an owner is handed to."""

    person = forms.ModelChoiceField(Person.objects.none(), label="交给", empty_label="请选择")
    reason = forms.CharField(label="说明", max_length=100, required=False)

    def __init__(self, *args: Any, takers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = takers
