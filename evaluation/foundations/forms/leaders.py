"""Forms and filter of the leading group."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from ymdm.organization.models import Person
from ymdm.rulebook.acting import ActForm, PeopleField, day
from ymdm.ui.lists import ListFilter

from .. import rules
from ..models.leaders import GroupMember, MemberState, Side


class EnterForm(ActForm):
    """`obj` is the unit."""

    title = "登记领导小组成员"
    tells = "本单位职工和上级都能看到姓名、职务和职责。"
    button = "登记"
    cites = (rules.GROUP,)

    person = PeopleField("姓名", rows=1, help_text="一个姓名或工号")
    side = forms.ChoiceField(label="哪一方面", choices=[("", "请选择"), *Side.choices])
    post = forms.CharField(label="职务", max_length=40, help_text="例如“党委书记，组长”")
    duty = forms.CharField(label="负责什么", max_length=200)
    from_on = day("任职日期")

    def prepare(self) -> None:
        self.fields["person"].within = self.obj  # type: ignore[attr-defined]

    def clean_person(self) -> Person:
        found = self.cleaned_data["person"]
        if len(found) != 1:
            raise forms.ValidationError("写一位。")
        return found[0]


class EndForm(ActForm):
    title = "登记离任"
    tells = "姓名和职责留在名单里，列为已离任。"
    button = "登记离任"
    cites = (rules.GROUP,)

    until_on = day("离任日期")


class GroupFilter(ListFilter):
    SORTS = {
        "side": ("side_order", "from_on", "pk"),
        "name": ("person__pinyin", "pk"),
        "from": ("from_on", "pk"),
        "until": ("until_on", "pk"),
    }
    DEFAULT = "side"

    side = forms.ChoiceField(label="哪一方面", choices=[("", "全部"), *Side.choices], required=False)
    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *MemberState.choices], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "姓名、职务、职责"
        self.fields["q"].widget.attrs["placeholder"] = "姓名、职务、职责"

    def apply(self, rows: QuerySet[GroupMember]) -> QuerySet[GroupMember]:
        asked = self.asked
        for word in asked.get("q", "").split()[:4]:
            rows = rows.filter(Q(person__name__contains=word) | Q(post__contains=word) | Q(duty__contains=word))
        for name in ("side", "state"):
            if name in asked:
                rows = rows.filter(**{name: asked[name]})
        return self.ordered(rows)
