"""Forms of the group: who was elected, by whom, and which period is opened."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from congress.models import CongressSession
from proposals.forms.acts.form import words
from proposals.forms.units import UnitByName, handling_units
from ymdm.organization.models import Person, Unit
from ymdm.rulebook.acting import ActForm, PeopleField, PersonChoice, day

from .. import rules
from ..models import FinanceElection, FinanceGroup


def keeping_units(unit: Unit) -> list[Unit]:
    """Units of the house in which somebody can hand accounts in."""
    root = Unit.objects.get(pk=unit.lineage[0])
    return handling_units(root)


def sessions_of(unit: Unit) -> Any:
    """Sessions of the congresses that cover the unit, the latest first."""
    return CongressSession.objects.filter(term__unit__in=unit.lineage).select_related("term__unit").order_by("-pk")


class SessionChoice(forms.ModelChoiceField):
    def __init__(self) -> None:
        super().__init__(
            CongressSession.objects.none(), label="届次", required=False, empty_label="请选择",
            help_text="职代会选举的必选",
        )  # fmt: skip

    def label_from_instance(self, session: Any) -> str:
        return f"{session.term.unit.short}{session.short}职代会"


class ElectionForm(ActForm):
    """By whom, when and how. `obj` is the unit, or the group."""

    body = forms.ChoiceField(
        label="由谁选举", choices=FinanceElection.Body.choices, widget=forms.RadioSelect, initial="congress"
    )
    session = SessionChoice()
    held_on = day("选举日期")
    how = forms.CharField(
        label="选举方式和结果", max_length=200, help_text="例如：代表团提名，大会无记名投票，87 票中得 81 票以上"
    )

    def prepare(self) -> None:
        unit = self.obj if isinstance(self.obj, Unit) else self.obj.unit
        self.fields["session"].queryset = sessions_of(unit)  # type: ignore[attr-defined]
        self.fields["members"].within = unit  # type: ignore[attr-defined]
        self.fields["held_on"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (
            data.get("body") == FinanceElection.Body.CONGRESS
            and not data.get("session")
            and "session" not in self.errors
        ):
            self.add_error("session", "职代会选举的，请选择届次。")
        return data


class GroupForm(ElectionForm):
    """A new group. `obj` is the unit."""

    title = "登记民主理财小组"
    tells = "选举的结果登记在这里。记账部门的人和管账的人不能进小组。"
    button = "登记小组"
    cites = (rules.MEMBERS, rules.HEADED)
    field_order = ("members", "head", "body", "session", "held_on", "how", "until_on", "keeper", "rhythm")

    members = PeopleField("组员", help_text="每行一个姓名或工号，同名的写工号；至少 3 人，单数为好")
    head = PeopleField("组长", rows=1, help_text="从组员里选，姓名或工号")
    until_on = day("任期至")
    keeper = UnitByName(label="记账部门", help_text="由它提交账目和凭证；输入名称里的几个字，从列出的单位里选")
    rhythm = forms.ChoiceField(
        label="审查周期", choices=FinanceGroup.Rhythm.choices, widget=forms.RadioSelect, initial="quarter"
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["head"].within = self.obj  # type: ignore[attr-defined]
        self.fields["head"].widget = forms.TextInput()
        self.fields["keeper"].units = keeping_units(self.obj)  # type: ignore[attr-defined]
        self.fields["keeper"].required = True

    def units(self) -> list[Unit]:
        return self.fields["keeper"].units  # type: ignore[attr-defined]

    def clean_head(self) -> Person:
        found = self.cleaned_data["head"]
        if len(found) != 1:
            raise forms.ValidationError("组长写一位。")
        return found[0]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        head, members = data.get("head"), data.get("members")
        if head and members and head not in members:
            self.add_error("head", f"{head}不在上面的组员里，组长从组员里选。")
        return data


class ElectForm(ElectionForm):
    title = "登记补选的组员"
    button = "登记补选"
    cites = (rules.MEMBERS,)
    field_order = ("members", "body", "session", "held_on", "how")

    members = PeopleField("补选的组员", rows=3, help_text="每行一个姓名或工号")


class MemberChoice(PersonChoice):
    """One of those who sit in the group."""


def seated(group: FinanceGroup) -> Any:
    return Person.objects.filter(pk__in=group.members.sitting().values("person")).select_related("unit").order_by("pk")


class PartForm(ActForm):
    title = "登记组员离开"
    tells = "当选和离开都留在记录里。"
    button = "登记离开"
    danger = True
    cites = (rules.MEMBERS,)

    person = MemberChoice("组员")
    reason = words("原因", rows=2, most=120)

    def prepare(self) -> None:
        self.fields["person"].queryset = seated(self.obj).exclude(pk=self.obj.head_id)  # type: ignore[attr-defined]


class HeadForm(ActForm):
    title = "更换组长"
    button = "更换组长"
    cites = (rules.HEADED,)

    head = MemberChoice("新组长")

    def prepare(self) -> None:
        self.fields["head"].queryset = seated(self.obj).exclude(pk=self.obj.head_id)  # type: ignore[attr-defined]


class EndGroupForm(ActForm):
    title = "结束这届小组？"
    tells = "小组和审查过的账目都留在记录里。结束后登记新选举的小组。"
    button = "结束小组"
    danger = True
    cites = (rules.MEMBERS,)

    reason = words("原因", rows=2, most=200, help_text="例如：任期届满，换届")


class OpenPeriodForm(ActForm):
    """The month or the quarter, as the group's rhythm has it."""

    title = "开始一期审查"
    button = "开始审查"
    cites = (rules.PERIODS,)

    year = forms.IntegerField(label="年", min_value=rules.EARLIEST_YEAR, max_value=2200)
    month = forms.TypedChoiceField(label="月", coerce=int, choices=[(n, f"{n}月") for n in range(1, 13)])
    quarter = forms.TypedChoiceField(label="季度", coerce=int, choices=[(n, f"第{n}季度") for n in range(1, 5)])

    def prepare(self) -> None:
        today = timezone.localdate()
        monthly = self.obj.rhythm == FinanceGroup.Rhythm.MONTH
        before = (today.month - 2) % 12 + 1 if monthly else ((today.month - 1) // 3 - 1) % 4 + 1
        del self.fields["quarter" if monthly else "month"]
        self.fields["month" if monthly else "quarter"].initial = before
        self.fields["year"].initial = today.year - (before > (today.month if monthly else (today.month - 1) // 3))
        self.tells = f"{self.obj.keeper}提交账目，组长{self.obj.head}组织审查。"
