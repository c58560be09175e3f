"""Forms of a visit: plan, team, checklist, sample."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from ymdm.organization.forms.rolls import UnitChoice
from ymdm.organization.models import Level, Person, Unit
from ymdm.rulebook.acting import ActForm, PeopleField, day, words

from ...figures.sources import SOURCES
from .. import rules
from ..models import Kind, Result
from ..workflow.visits import Seen


class PlanForm(ActForm):
    """`obj` is the unit that organises."""

    title = "计划检查"
    tells = "先计划，再组成检查组。不定期检查在检查日以前只有组织单位和检查组看得到。"
    button = "计划"
    cites = (rules.KINDS, rules.PEER)

    unit = UnitChoice(Unit.objects.none(), label="受检单位", empty_label="请选择")
    kind = forms.ChoiceField(label="种类", choices=Kind)
    topic = forms.CharField(label="检查内容", max_length=80, required=False, help_text="专项检查必填，例如“公开栏”")
    on = day("检查日")
    year = forms.IntegerField(label="看哪一年的工作", min_value=2000, max_value=2200)

    def prepare(self) -> None:
        below = Unit.objects.within(self.obj).open().exclude(pk=self.obj.pk).exclude(level=Level.DEPARTMENT)
        self.fields["unit"].queryset = below.order_by("path")  # type: ignore[attr-defined]
        self.fields["year"].initial = timezone.localdate().year


class TeamForm(ActForm):
    title = "组成检查组"
    tells = "第一名是组长。本单位的人和离开不满两年的人不能参加；互检由兄弟单位派人。"
    button = "组成"
    cites = (rules.TEAM, rules.PEER)

    people = PeopleField("检查人", rows=4, help_text="每行一个姓名或工号，至少两名")

    def prepare(self) -> None:
        self.fields["people"].within = self.obj.organiser  # type: ignore[attr-defined]


class AddMemberForm(ActForm):
    title = "增补检查人"
    button = "增补"
    cites = (rules.TEAM,)

    person = PeopleField("检查人", rows=1, help_text="一个姓名或工号")

    def prepare(self) -> None:
        self.fields["person"].within = self.obj.organiser  # type: ignore[attr-defined]

    def clean_person(self) -> Person:
        found = self.cleaned_data["person"]
        if len(found) != 1:
            raise forms.ValidationError("写一位。")
        return found[0]


class RecuseForm(ActForm):
    title = "回避"
    tells = "您退出检查组，以后看不到这次检查。例如有亲属在受检单位，或者与受检单位有纠纷。"
    button = "回避"
    danger = True
    cites = (rules.TEAM,)

    reason = words("原因", rows=2, most=200)


class CallOffForm(ActForm):
    title = "取消检查"
    button = "取消检查"
    danger = True

    reason = words("原因", rows=2, most=200)


class BeginForm(ActForm):
    title = "开始检查？"
    tells = "列出检查项目，受检单位同时收到消息。"
    button = "开始"
    cites = (rules.KINDS, rules.TEAM)


class SeenForm(ActForm):
    """A result and a word for each row. What is left open stays as it is, so that two may fill one list.

    Without a line the page keeps what was typed (`keep.js`); `key` names the sheet, so that it counts once.
    """

    class Media:
        js: ClassVar = [forms.Script("inspections/keep.js", defer=True)]

    button = "保存"

    def rows(self) -> list[Any]:
        raise NotImplementedError

    def prepare(self) -> None:
        self.asked = self.rows()
        self.fields["key"] = forms.RegexField(
            r"^[0-9a-f]{32}$", required=False, widget=forms.HiddenInput(attrs={"data-keep": str(self.person.pk)})
        )
        for row in self.asked:
            self.fields[f"result-{row.pk}"] = forms.ChoiceField(
                label=str(row)[:120], choices=[("", "还没有看"), *Result.choices], required=False, initial=row.result,
                help_text=getattr(row, "criteria", "")[:200],
            )  # fmt: skip
            self.fields[f"note-{row.pk}"] = forms.CharField(
                label="看到的情况", max_length=300, required=False, initial=row.note
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for row in self.asked:
            result, note = data.get(f"result-{row.pk}", ""), data.get(f"note-{row.pk}", "").strip()
            if result == Result.NOT_MET and not note:
                self.add_error(f"note-{row.pk}", "不相符的，写明看到了什么。")
            if note and not result:
                self.add_error(f"result-{row.pk}", "写了情况，还要选结果。")
        return data

    def typed(self) -> dict[str, Any]:
        told = {
            row.pk: Seen(result, self.cleaned_data[f"note-{row.pk}"])
            for row in self.asked
            if (result := self.cleaned_data[f"result-{row.pk}"])
        }
        return {"seen": told, "key": self.cleaned_data["key"]}


class MarkForm(SeenForm):
    title = "检查项目"
    tells = "看过一项记一项，随时保存；没有选的不改。不相符的写明看到了什么。"
    cites = (rules.STEPS, rules.EVERY)

    def rows(self) -> list[Any]:
        return list(self.obj.items.all())


class NoteRowsForm(SeenForm):
    title = "核对抽中的行"
    tells = "对照原始材料，逐行记相符或者不相符。"
    cites = (rules.STEPS, rules.EVERY)

    def rows(self) -> list[Any]:
        return list(self.obj.rows.all())


class AskForm(ActForm):
    title = "请职工代表测评"
    tells = "每位在任的职工代表收到一张不记名的表：对本单位民主管理满意、基本满意、不满意。写检查报告时结束，那时才看得到合计。"
    button = "发出测评表"
    cites = (rules.STEPS,)


class DrawForm(ActForm):
    title = "随机抽样"
    tells = "按种子从系统取数的明细里抽。种子和全部明细留存，谁都可以再抽一次，结果一样；一次检查里同一项只抽一次。"
    button = "抽样"
    cites = (rules.STEPS,)

    key = forms.ChoiceField(label="抽哪一项的明细")
    size = forms.IntegerField(label="抽几行", min_value=1, max_value=rules.MOST_DRAWN, initial=5)
    seed = forms.CharField(
        label="种子", max_length=40, required=False, help_text="可以当场掷骰子得来；不写由系统随机产生"
    )

    def prepare(self) -> None:
        taken = set(self.obj.samples.values_list("key", flat=True))
        self.fields["key"].choices = [  # type: ignore[attr-defined]
            ("", "请选择"), *((key, one.label) for key, one in SOURCES.items() if key not in taken)
        ]  # fmt: skip
