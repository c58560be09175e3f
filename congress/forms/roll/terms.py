"""Forms of terms, constituencies and delegations."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from ymdm.rulebook import law
from ymdm.rulebook.acting import ActForm, day, words

from ...models import Delegation
from ...roster import staff_on, units_of_term
from ...rules import catalogue as rule
from ...rules.seats import holds_congress, minimum_seats
from ...rules.serving import years_after
from .fields import OnePerson, UnitsField, whole


class TermForm(ActForm):
    """A new term. `obj` is the unit."""

    title = "换届：登记新的一届"
    button = "登记这一届"
    cites = (rule.TERM_SHORTEST, rule.TERM_LONGEST, rule.ASSEMBLY)

    number = whole("第几届", least=1, most=999)
    begins_on = day("起始日期")
    ends_on = day("届满日期")
    is_assembly = forms.BooleanField(label="职工大会：全体职工参加，不选代表", required=False)

    def prepare(self) -> None:
        last = self.obj.congress_terms.order_by("-number").first()
        today = timezone.localdate()
        here = law(self.obj, today)
        begins = max(today, last.ends_on + timedelta(1)) if last else today
        years = rule.TERM_LONGEST.under(here).count
        for name, value in (
            ("number", last.number + 1 if last else 1),
            ("begins_on", begins),
            ("ends_on", years_after(begins, years) - timedelta(1)),
        ):
            self.fields[name].initial = value
        employees = staff_on([self.obj.path], today).count()
        small = not holds_congress(employees, here)
        least = minimum_seats(here, employees)
        # A small unit that held a congress so far goes on with it unless somebody says otherwise.
        self.fields["is_assembly"].initial = small and (last is None or last.is_assembly)
        limit = rule.ASSEMBLY.under(here).count
        what = f"不满 {limit} 人，可以召开职工大会" if small else f"满 {limit} 人，应当召开职工代表大会"
        number = f"，代表最少 {least.number} 名" if least.number and not small else ""
        self.tells = f"名册上有职工 {employees} 人，{what}{number}。规则口径：{here.profile.name}。"


class ExtendForm(ActForm):
    title = "推迟换届"
    tells = "只能推迟一次，在任代表的资格随之延长。"
    button = "推迟换届"
    cites = (rule.EXTENSION,)

    until = day("推迟到")
    because = words("原因", rows=2, most=200)
    paper = forms.CharField(label="上级工会同意的文件", max_length=80, help_text="文件名称或文号")


class SeatAllForm(ActForm):
    title = "登记全体职工参加职工大会？"
    tells = "名册上的每一位职工都登记为参加人。以后有新来的职工，再办一次即可。"
    button = "登记全体职工"
    cites = (rule.ASSEMBLY,)


class ConstituencyForm(ActForm):
    """Set up or amended. `obj` is the term or the constituency."""

    title = "划分选区"
    tells = "同一选区的职工一起选举代表。选上级单位就包括下级，职工人数按今天的名册统计。"
    button = "保存选区"
    cites = (rule.UNION_DUTIES,)

    name = forms.CharField(label="选区名称", max_length=40)
    delegation = forms.ModelChoiceField(
        Delegation.objects.none(), label="代表团", required=False, empty_label="当选后自动设立",
        help_text="这个选区的代表坐在哪个团",
    )  # fmt: skip
    # Not “units”: the page of acts lists the names of a form's `units` for typing.
    members = UnitsField("单位和部门")

    def prepare(self) -> None:
        term = getattr(self.obj, "term", self.obj)
        self.fields["members"].queryset = units_of_term(term)
        self.fields["delegation"].queryset = term.delegations.all()

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return data | {"units": list(data.pop("members"))}


class AmendConstituencyForm(ConstituencyForm):
    title = "调整选区"

    def prepare(self) -> None:
        super().prepare()
        self.initial = {
            "name": self.obj.name, "delegation": self.obj.delegation_id, "members": list(self.obj.units.all()),
        } | self.initial  # fmt: skip


class ShareForm(ActForm):
    title = "分配名额"
    button = "按职工人数分配"
    cites = (rule.MANAGERS, rule.FRONT_LINE, rule.WOMEN)

    total = whole("代表总数", least=1, most=9999)
    on = day("职工人数统计日期")

    def prepare(self) -> None:
        today = timezone.localdate()
        here = law(self.obj.unit, today)
        least = minimum_seats(here, staff_on([self.obj.unit.path], today).count())
        given = sum(one.seats for one in self.obj.constituencies.all())
        self.fields["total"].initial = given or least.number
        self.fields["on"].initial = today
        said = f"最少 {least.number} 名。" if least.number else ""
        self.tells = (
            f"{said}{least.note}每个选区至少 1 名，其余按职工人数分，同时给出女职工、一线职工和管理人员的名额。"
        )


class AdjustForm(ActForm):
    title = "调整名额"
    button = "调整名额"
    cites = (rule.UNION_DUTIES,)

    seats = whole("名额", least=0, most=9999)
    because = words("原因", rows=2, most=200, required=False, help_text="与建议名额不同的，写明原因")

    def prepare(self) -> None:
        self.fields["seats"].initial = self.obj.seats
        self.tells = f"建议名额 {self.obj.proposed} 名，选区职工 {self.obj.employees} 人。" if self.obj.proposed else ""


class DelegationForm(ActForm):
    title = "设立代表团"
    button = "设立代表团"

    name = forms.CharField(label="名称", max_length=40, help_text="例如：机关代表团")


class HeadForm(ActForm):
    title = "登记团长"
    tells = "团长由本团代表推选。"
    button = "登记团长"

    head = OnePerson("团长", help_text="姓名或工号")

    def prepare(self) -> None:
        self.fields["head"].within = self.obj.unit


class ConfirmGuessesForm(ActForm):
    title = "把全部推测的构成记为已核对？"
    tells = "构成按职务推测：局长、书记等为单位领导，处长、科长、站长等为中层，工程师等为专业技术人员，其余为一线职工。请先逐人看过。"
    button = "全部记为已核对"
    cites = (rule.MANAGERS, rule.FRONT_LINE)
