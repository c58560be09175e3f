"""Forms around the ballot: keepers, the start, and holding it again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from ymdm.organization.models import Person
from ymdm.rulebook.acting import ActForm, PeopleField, PersonChoice, clock, day, words

from .. import rules


class KeepersForm(ActForm):
    title = "召集密钥保管人"
    tells = "一名监票人和两名计票人各保管一份口令，任意两人一起才能开箱。被评议的人不能担任。"
    button = "召集"
    cites = (rules.ORDER,)

    scrutineer = PeopleField("监票人", rows=1, help_text="一个姓名或工号")
    tellers = PeopleField("计票人", rows=2, help_text="每行一个，至少两名")

    def clean_scrutineer(self) -> Person:
        found = self.cleaned_data["scrutineer"]
        if len(found) != 1:
            raise forms.ValidationError("监票人写一位。")
        return found[0]

    def clean_tellers(self) -> list[Person]:
        found = self.cleaned_data["tellers"]
        if len(found) < 2:
            raise forms.ValidationError("计票人至少两名。")
        return found


class StartForm(ActForm):
    title = "开始无记名测评？"
    tells = "名册、选票和权重从现在起不能再改，投票人会收到通知。"
    button = "开始测评"
    cites = (rules.ORDER, rules.PART, rules.OWN)

    keeper = PersonChoice("在场的保管人")
    closes_on = day("截止日期")
    closes = clock("截止时间")
    edge_sealing = forms.BooleanField(
        label="允许由服务器代封选票", required=False, help_text="只用于没有 https 的内网试用，正式环境不能选"
    )

    def prepare(self) -> None:
        kept = self.obj.ceremony.keepers.values("person") if self.obj.ceremony else []
        self.fields["keeper"].queryset = (  # type: ignore[attr-defined]
            Person.objects.filter(pk__in=kept).exclude(pk=self.person.pk).select_related("unit").order_by("pk")
        )
        self.fields["closes_on"].initial = timezone.localdate() + timedelta(days=3)
        self.fields["closes"].initial = "18:00"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and self._closes_at() <= timezone.now():
            self.add_error("closes_on", "截止时间要晚于现在。")
        return data

    def _closes_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["closes_on"], self.cleaned_data["closes"]))

    def typed(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"keeper": data["keeper"], "closes_at": self._closes_at(), "edge_sealing": data["edge_sealing"]}


class RepeatForm(ActForm):
    title = "重新组织测评？"
    tells = "这一次的票箱留作记录，不算数；再次测评用新的票箱。"
    button = "重新测评"
    cites = (rules.PART,)

    reason = words("原因", rows=2, most=200)
