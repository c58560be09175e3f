"""Forms of elections in a constituency."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from ymdm.rulebook.acting import ActForm, PeopleField, day, words

from ...models import Election, Mandate, Nominee
from ...posts import guess
from ...rules import catalogue as rule
from .fields import whole

PLACE = "例如：一楼会议室"


class CallForm(ActForm):
    """`obj` is the constituency."""

    title = "组织选举"
    button = "保存，去提名候选人"
    cites = (rule.ELECTION_VALID, rule.ELECTION_LINE, rule.MORE_CANDIDATES)

    seats = whole("应选人数", least=1)
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


class BeginForm(ActForm):
    title = "开始投票？"
    button = "开始投票"
    cites = (rule.ELECTION_VALID, rule.ELECTION_LINE)

    def prepare(self) -> None:
        number = self.obj.constituency.voters().count()
        self.tells = f"选区职工人数固定为 {number} 人，候选人不能再改。选区职工会收到消息。"


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
