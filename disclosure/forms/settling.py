"""Forms of the catalogue of a unit and its boards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils import timezone

from ymdm.rulebook.acting import ActForm, day, words

from ..models import Adoption, Board, CatalogueItem, CatalogueYear, Obligation, Survey
from ..rules import catalogue as rules
from ..rules.obliging import AT_ONCE, TO_PUBLIC
from .inspecting import SurveyForm


class SettleForm(ActForm):
    """`obj` is the unit."""

    title = "确定年度公开目录"
    tells = "确定以后，本类型单位应当公开的事项列入目录，系统按频次列出每个期间应公开的内容。"
    button = "确定目录"
    cites = (rules.REMOVAL, rules.BY_TYPE)

    year = forms.TypedChoiceField(label="年度", coerce=int)
    adopted_on = day("确定日期")
    document = forms.CharField(label="文件或会议", max_length=80, help_text="文号，或者会议名称和日期")

    def prepare(self) -> None:
        this = timezone.localdate().year
        settled = set(CatalogueYear.objects.filter(unit=self.obj).values_list("year", flat=True))
        years = [year for year in (this, this + 1, this - 1) if year not in settled] or [this]
        self.fields["year"].choices = [(year, f"{year}年") for year in years]  # type: ignore[attr-defined]
        self.fields["adopted_on"].initial = timezone.localdate()


class ItemChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.code} {obj.name}"


class AdoptForm(ActForm):
    title = "增列公开事项"
    tells = "从列入之日起，按这一项的频次公开。"
    button = "增列"
    cites = (rules.BY_TYPE,)

    item = ItemChoice(CatalogueItem.objects.none(), label="公开事项", empty_label="请选择")
    from_on = day("列入日期")

    def prepare(self) -> None:
        there = Adoption.objects.standing().filter(unit=self.obj).values("item")
        fit = [item.pk for item in CatalogueItem.objects.exclude(pk__in=there) if item.is_open_to(self.obj)]
        self.fields["item"].queryset = CatalogueItem.objects.filter(pk__in=fit)  # type: ignore[attr-defined]
        self.fields["from_on"].initial = timezone.localdate()
        if not fit:
            self.fields["item"].help_text = "适用于这一类单位的事项都已经在目录里。"


class AskRemovalForm(ActForm):
    title = "申请移出公开目录"
    tells = "上级同意以前，这一项仍要公开。"
    button = "提交申请"
    danger = True
    cites = (rules.REMOVAL,)

    reason = words("移出的理由", rows=3, most=300)
    decision = forms.CharField(label="单位的决定", max_length=80, help_text="会议名称和日期，或者文号")


class ConsentForm(ActForm):
    title = "同意移出公开目录"
    button = "同意移出"
    danger = True
    cites = (rules.REMOVAL,)

    def prepare(self) -> None:
        self.tells = (
            f"理由：{self.obj.reason}。单位的决定：{self.obj.decision}。同意以后，还没有结束的期间不再要求公开。"
        )


class RefuseForm(ActForm):
    title = "不同意移出公开目录"
    button = "不同意"
    cites = (rules.REMOVAL,)

    why = words("理由", rows=3, most=300)

    def prepare(self) -> None:
        self.tells = f"申请的理由：{self.obj.reason}。不同意的，这一项仍在目录里。"


class BoardForm(ActForm):
    title = "设立公开栏"
    button = "登记"

    place = forms.CharField(label="位置", max_length=80, help_text="例如：办公楼一楼大厅")
    from_on = day("设立日期")

    def prepare(self) -> None:
        self.fields["from_on"].initial = timezone.localdate()


class EventForm(ActForm):
    """Something came about that is to be opened at once. `obj` is the unit."""

    title = "登记及时公开的事"
    tells = "登记以后列入应公开清单和待办，从形成之日起按工作日计算期限。"
    button = "登记"
    cites = (AT_ONCE, TO_PUBLIC)

    event = forms.ChoiceField(label="哪件事", required=False, help_text="登记过的事要公开下一个阶段，在这里选它")
    item = ItemChoice(CatalogueItem.objects.none(), label="公开事项", empty_label="请选择", required=False)
    label = forms.CharField(label="是什么事", max_length=60, required=False, help_text="例如：王家沟淤地坝加固工程招标")
    stages = forms.MultipleChoiceField(
        label="公开哪个阶段", choices=Obligation.Stage.choices, widget=forms.CheckboxSelectMultiple
    )
    formed_on = day("形成日期", help_text="决定作出、结果确定或者文件形成的那一天")

    def prepare(self) -> None:
        adopted = Adoption.objects.standing().filter(unit=self.obj).values("item")
        at_once = CatalogueItem.objects.filter(pk__in=adopted, schedule__contains=":I")
        self.fields["item"].queryset = at_once  # type: ignore[attr-defined]
        self.known = {}
        rows = Obligation.objects.filter(unit=self.obj, period__startswith="event:").select_related("item")
        for row in rows.order_by("-ends_on", "-pk")[:200]:
            self.known.setdefault(f"{row.item_id}|{row.period}", row)
        choices = [(key, f"{row.item.code} {row.label}") for key, row in self.known.items()]
        self.fields["event"].choices = [("", "新的事"), *choices]  # type: ignore[attr-defined]
        self.fields["formed_on"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("event"):
            if not data.get("item"):
                self.add_error("item", "请选择公开事项。")
            if not (data.get("label") or "").strip():
                self.add_error("label", "请写明是什么事。")
        return data

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        chosen = self.known.get(data.pop("event"))
        if chosen is None:
            return data
        return data | {"item": chosen.item, "event": chosen.period, "label": ""}


class TakeAwayForm(ActForm):
    title = "撤除公开栏"
    tells = "没有公开栏的单位，检查时这一项不合格。"
    button = "撤除"
    danger = True

    until_on = day("撤除日期")

    def prepare(self) -> None:
        self.fields["until_on"].initial = timezone.localdate()


ROWS: dict[type[models.Model], dict[str, type[ActForm]]] = {
    Adoption: {"ask_removal": AskRemovalForm, "consent_removal": ConsentForm, "refuse_removal": RefuseForm},
    Board: {"take_away_board": TakeAwayForm},
}
# What is begun for a unit: `obj` of the form is the unit.
OF_UNIT: dict[str, tuple[type[models.Model], type[ActForm]]] = {
    "settle": (CatalogueYear, SettleForm),
    "adopt": (Adoption, AdoptForm),
    "set_up_board": (Board, BoardForm),
    "raise_event": (Obligation, EventForm),
    "record_survey": (Survey, SurveyForm),
}
