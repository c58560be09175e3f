"""Forms of elections in a constituency."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from ymdm.organization.models import Person
from ymdm.rulebook.acting import ActForm, PeopleField, PersonChoice, day, words

from ...models import Election, Mandate, Nominee
from ...polling import keys_of
from ...posts import guess
from ...rules import catalogue as rule
from .fields import whole

PLACE = "例如：一楼会议室"


class CallForm(ActForm):
    """`obj` is the constituency."""

    title = "组织选举"
    button = "保存，去提名候选人"
    cites = (rule.ELECTION_VALID, rule.ELECTION_LINE, rule.MORE_CANDIDATES)

    seats = whole("应选人数", least=1, most=9999)
    held_on = day("投票日期")
    place = forms.CharField(label="投票地点", max_length=60, help_text=PLACE)
    method = forms.ChoiceField(label="方式", choices=Election.Method.choices, widget=forms.RadioSelect)

    def prepare(self) -> None:
        today = max(timezone.localdate(), self.obj.term.begins_on)
        vacant = self.obj.seats - self.obj.mandates.in_force(today).count()
        self.fields["seats"].initial = max(vacant, 1)
        self.fields["method"].initial = Election.Method.PAPER
        self.tells = f"{self.obj}有职工 {self.obj.employees} 人，名额 {self.obj.seats} 名，空缺 {max(vacant, 0)} 名。"


class RecallForm(ActForm):
    """`obj` is the mandate."""

    title = "提请罢免"
    tells = "由原选区投票决定，须有全体职工规定多数赞成。理由会告知选区职工。"
    button = "提请罢免"
    danger = True
    cites = (rule.RECALL_LINE, rule.ELECTION_VALID)

    because = words("理由", rows=3, most=200)
    held_on = day("投票日期")
    place = forms.CharField(label="投票地点", max_length=60, help_text=PLACE)
    method = forms.ChoiceField(
        label="方式", choices=Election.Method.choices, widget=forms.RadioSelect, initial=Election.Method.PAPER
    )


class PutUpForm(ActForm):
    title = "提名候选人"
    button = "加入候选人名单"
    cites = (rule.MORE_CANDIDATES,)

    people = PeopleField("候选人", rows=4, help_text="每行一个姓名或工号，同名的写工号")
    nominated_by = forms.CharField(
        label="提名人", max_length=60, required=False, help_text="例如：本选区职工联名、工会小组"
    )

    def prepare(self) -> None:
        self.fields["people"].within = self.obj.unit


class TakeDownForm(ActForm):
    title = "撤下候选人"
    button = "撤下"

    nominee = forms.ModelChoiceField(Nominee.objects.none(), label="候选人", empty_label="请选择")

    def prepare(self) -> None:
        self.fields["nominee"].queryset = self.obj.nominees.select_related("person")


class KeepersForm(ActForm):
    title = "召集密钥保管人"
    tells = "一名监票人和两名计票人各保管一份口令，任意两人一起才能开箱。候选人不能担任。一次召集够本选区投 19 次。"
    button = "召集"
    cites = (rule.TELLERS,)

    scrutineer = PeopleField("监票人", rows=1, help_text="一个姓名或工号")
    tellers = PeopleField("计票人", rows=2, help_text="每行一个，两名")

    def prepare(self) -> None:
        for name in ("scrutineer", "tellers"):
            self.fields[name].within = self.obj.unit

    def clean_scrutineer(self) -> Person:
        found: list[Person] = self.cleaned_data["scrutineer"]
        if len(found) != 1:
            raise forms.ValidationError("监票人写一位。")
        return found[0]


class BeginForm(ActForm):
    title = "开始投票？"
    button = "开始投票"
    cites = (rule.ELECTION_VALID, rule.ELECTION_LINE)

    keeper = PersonChoice("在场的监票人或计票人", help_text="名册由您和这位保管人一起冻结")
    minutes = forms.IntegerField(
        label="最迟几分钟后封箱", min_value=5, max_value=7 * 24 * 60, initial=8 * 60,
        help_text="8 小时是 480 分钟；所有人都投了，监票人或计票人一人就可以封箱，提前封箱要两人",
    )  # fmt: skip

    def prepare(self) -> None:
        number = self.obj.constituency.voters().count()
        self.tells = f"选区职工人数固定为 {number} 人，候选人不能再改。选区职工会收到消息。"
        if self.obj.method != Election.Method.BALLOT:
            del self.fields["keeper"], self.fields["minutes"]
            return
        keys = keys_of(self.obj.constituency)
        kept = keys.keepers.values("person") if keys else []
        self.fields["keeper"].queryset = (
            Person.objects.filter(pk__in=kept).exclude(pk=self.person.pk).select_related("unit").order_by("pk")
        )
        self.cites = (*self.cites, rule.TELLERS)


class CountForm(ActForm):
    """The tally: who took part, the votes of each, who counted and who watched."""

    title = "登记计票结果"
    button = "登记并判定结果"
    cites = (rule.ELECTION_VALID, rule.ELECTION_LINE, rule.TOO_MANY_NAMES)

    participants = whole("参加投票的职工")

    def prepare(self) -> None:
        self.tells = f"选区职工 {self.obj.employees} 人，至少 {self.obj.needed} 票赞成。"
        self.slate = [] if self.obj.mandate_id else list(self.obj.nominees.select_related("person"))
        for one in self.slate:
            self.fields[f"votes_{one.pk}"] = whole(f"{one.person}得票")
        if self.obj.mandate_id:
            self.fields["yes"] = whole("赞成罢免")
        self.fields["tellers"] = forms.CharField(label="计票人", max_length=60, help_text="两人，用顿号隔开")
        self.fields["scrutineer"] = forms.CharField(label="监票人", max_length=30)

    def typed(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "participants": data["participants"], "tellers": data["tellers"], "scrutineer": data["scrutineer"],
            "yes": data.get("yes", 0), "votes": {one.pk: data[f"votes_{one.pk}"] for one in self.slate},
        }  # fmt: skip


class PublishForm(ActForm):
    title = "公布结果"
    button = "公布结果"

    def prepare(self) -> None:
        self.elected = list(self.obj.nominees.filter(is_elected=True).select_related("person__unit"))
        self.tells = "选区职工会收到消息。" + ("当选的人同时取得代表资格，请核对各人的构成。" if self.elected else "")
        for one in self.elected:
            person = one.person
            self.fields[f"category_{person.pk}"] = forms.ChoiceField(
                label=f"{person}（{person.post or '没有登记职务'}）", choices=Mandate.Category.choices,
                initial=guess(person.post, person.professional_title),
            )  # fmt: skip

    def typed(self) -> dict[str, Any]:
        return {"categories": {one.person_id: self.cleaned_data[f"category_{one.person_id}"] for one in self.elected}}


class RepeatForm(ActForm):
    title = "再次投票"
    tells = "参加人数不足的，候选人不变；得票相同或者没有选足的，在他们中间再投。不抽签。"
    button = "安排再次投票"
    cites = (rule.NEVER_BY_LOT,)

    held_on = day("投票日期")


class DropForm(ActForm):
    title = "中止这次选举？"
    button = "中止选举"
    danger = True

    because = words("原因", rows=2, most=200)
