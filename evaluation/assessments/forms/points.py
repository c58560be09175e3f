"""What is typed for a union point: who does what until when, and what came of it."""

from __future__ import annotations

from typing import Any

from django import forms

from ymdm.organization.models import Person
from ymdm.rulebook.acting import ActForm, PeopleField, day, words

from .. import standing_rules as rules


class AssignPointForm(ActForm):
    title = "定责任人和期限"
    tells = "责任人收到待办；改了人或者期限，原来的待办取消。"
    button = "确定"
    cites = (rules.POINTS,)

    task = words("要做的事", rows=3, most=300)
    person = PeopleField("责任人", rows=1, help_text="本单位一个人的姓名或工号")
    due_on = day("期限")

    def prepare(self) -> None:
        self.fields["person"].within = self.obj.unit  # type: ignore[attr-defined]
        self.fields["task"].initial = self.obj.task or self.obj.answer.verdict[:300]
        self.fields["due_on"].initial = self.obj.due_on
        if self.obj.person:
            self.fields["person"].initial = self.obj.person.staff_number

    def clean_person(self) -> Person:
        found: list[Any] = self.cleaned_data["person"]
        if len(found) != 1:
            raise forms.ValidationError("写一位。")
        return found[0]


class FinishPointForm(ActForm):
    title = "登记落实情况"
    tells = "下一次检查先看这里。"
    button = "登记"
    cites = (rules.POINTS,)

    done = words("落实情况", rows=4, most=500, help_text="做了什么，在哪里看得到；没有的写“未提供依据”")
