"""Forms of the unit that nominates, and of the employees who support a name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from ymdm.organization.forms.rolls import UnitChoice
from ymdm.organization.models import Person, Unit
from ymdm.rulebook.acting import ActForm, PeopleField, day, words

from .. import rules
from ..models import Campaign, Heard, Kind
from ..models.campaigns import OF_UNITS


def _deeds() -> forms.CharField:
    return words("主要事迹", rows=8, most=3000, help_text="做了什么、效果怎样，有数字的写数字")


def _tour() -> forms.CharField:
    return forms.CharField(
        label="巡视报告", max_length=120, required=False, help_text="优秀职工代表没有立案提案的，写巡视报告的题目和日期"
    )


def days_field() -> forms.IntegerField:
    return forms.IntegerField(label="公示天数（工作日）", min_value=1, max_value=rules.MOST_DAYS)


class NominateForm(ActForm):
    """`obj` is the unit that nominates; `campaign` is set by the view."""

    title = "提名"
    tells = "先写下名字和事迹，系统列出条件核对的结果；听取职工意见以后再公示、上报。"
    button = "保存提名"
    cites = (rules.CONDITIONS, rules.BARRED)
    campaign: Campaign

    kind = forms.ChoiceField(label="种类")
    nominee_unit = UnitChoice(
        Unit.objects.none(), label="单位或者集体", empty_label="不是单位和集体", required=False,
        help_text="先进单位、先进集体必选",
    )  # fmt: skip
    nominee_person = PeopleField(
        "被提名人", rows=1, required=False, help_text="先进个人、优秀职工代表必填：一个姓名或工号"
    )
    deeds = _deeds()
    tour_report = _tour()
    wants_support = forms.BooleanField(
        label="请本单位职工在手机上支持", required=False, help_text="实名、一人一次，公示前截止"
    )

    def prepare(self) -> None:
        offered = [one.kind for one in self.campaign.quotas.all()]
        self.fields["kind"].choices = [("", "请选择"), *((k, Kind(k).label) for k in offered)]  # type: ignore[attr-defined]
        self.fields["nominee_unit"].queryset = Unit.objects.within(self.obj).open().order_by("path")  # type: ignore[attr-defined]
        self.fields["nominee_person"].within = self.obj  # type: ignore[attr-defined]

    def clean_nominee_person(self) -> Person | None:
        found = self.cleaned_data["nominee_person"]
        if len(found) > 1:
            raise forms.ValidationError("一次提名一位。")
        return found[0] if found else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        kind = data.get("kind")
        if kind in OF_UNITS and not data.get("nominee_unit"):
            self.add_error("nominee_unit", "请选择单位或者集体。")
        if kind and kind not in OF_UNITS and "nominee_person" not in self.errors and not data.get("nominee_person"):
            self.add_error("nominee_person", "请填写被提名人。")
        return data


class AmendForm(ActForm):
    title = "修改提名材料"
    button = "保存"
    cites = (rules.CONDITIONS,)

    deeds = _deeds()
    tour_report = _tour()

    def prepare(self) -> None:
        for name in ("deeds", "tour_report"):
            self.fields[name].initial = getattr(self.obj, name)


class SupportForm(ActForm):
    title = "支持这个提名？"
    tells = "记您的名字，一人一次，不能收回。人数写进上报材料，名单不公布。"
    button = "支持"
    cites = (rules.FLOW,)


class BeginNoticeForm(ActForm):
    title = "单位公示"
    tells = "系统再核对一遍条件，全部符合才能公示。公示期间职工可以提出异议。"
    button = "开始公示"
    cites = (rules.FLOW, rules.NOTICE, rules.CONDITIONS)

    heard = forms.ChoiceField(label="怎样听取意见", choices=[("", "请选择"), *Heard.choices])
    heard_on = day("听取意见日期")
    opinions = words(
        "征求意见的情况和结果", rows=4, most=2000, help_text="征求了哪些人、多少人参加、多少人同意、有什么意见"
    )
    days = days_field()

    def prepare(self) -> None:
        self.fields["days"].initial = rules.NOTICE.at(self.obj.unit, timezone.localdate()).value


class TakeBackForm(ActForm):
    title = "撤回提名"
    button = "撤回"
    danger = True
    cites = (rules.FLOW,)

    reason = words("原因", rows=2, most=300)
