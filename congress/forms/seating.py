"""What is typed about the venues of a session and the seats in them."""

from __future__ import annotations

from typing import Any

from django import forms

from ymdm.rulebook.acting import ActForm

from ..models import CongressSession, Venue
from ..rules import catalogue as rule


class VenueForm(ActForm):
    """`obj` is the session for a new venue, the venue for one that is changed."""

    title = "增加会场"
    tells = "各代表团在哪里开会就选到哪里；没有选的，在第一个会场。每个会场有自己的签到名单和计票人，表决结果合计。"
    button = "保存会场"
    cites = (rule.VENUES,)

    name = forms.CharField(label="会场", max_length=60)
    rows = forms.IntegerField(label="排数", min_value=1, max_value=200, required=False)
    per_row = forms.IntegerField(
        label="每排座位", min_value=1, max_value=200, required=False, help_text="不排座位的会场，两项都不填"
    )
    delegations = forms.ModelMultipleChoiceField(
        CongressSession.objects.none(), label="在这里开会的代表团", required=False, widget=forms.CheckboxSelectMultiple
    )

    def prepare(self) -> None:
        session = self.obj if isinstance(self.obj, CongressSession) else self.obj.session
        self.fields["delegations"].queryset = session.term.delegations.all()  # type: ignore[attr-defined]


class ChangeVenueForm(VenueForm):
    title = "修改会场"

    def prepare(self) -> None:
        super().prepare()
        for name in ("name", "rows", "per_row"):
            self.fields[name].initial = getattr(self.obj, name)
        self.fields["delegations"].initial = self.obj.delegations.all()


class DropVenueForm(ActForm):
    title = "撤销会场"
    tells = "在这里开会的代表团改到第一个会场，座位要重新排。"
    button = "撤销"
    cites = (rule.VENUES,)

    venue = forms.ModelChoiceField(Venue.objects.none(), label="会场", empty_label="请选择")

    def prepare(self) -> None:
        self.fields["venue"].queryset = self.obj.venues.all()  # type: ignore[attr-defined]


class SeatForm(ActForm):
    title = "排座位"
    tells = (
        "主席团成员坐主席台，其他人按代表团、证号依次就座，坐得下时每个代表团另起一排；列席人员在后。"
        "请假的不排。以前排好的座位会重新排。"
    )
    button = "排座位"

    def typed(self) -> dict[str, Any]:
        return {}
