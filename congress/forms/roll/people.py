"""Forms of seats, committees, joint meetings, reports and team meetings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from ymdm.organization.models import Person, Unit
from ymdm.rulebook.acting import ActForm, PeopleField, day, words

from ...models import CongressSession, Delegation, Mandate, Organ, OrganMember, Vote
from ...rules import catalogue as rule
from ...rules.matters import CHOICES
from ...workflow.organs import MATTER
from .fields import OnePerson, Ticked, whole


class CategoryForm(ActForm):
    title = "核定构成"
    button = "保存构成"
    cites = (rule.MANAGERS, rule.FRONT_LINE)

    category = forms.ChoiceField(label="构成", choices=Mandate.Category.choices, widget=forms.RadioSelect)

    def prepare(self) -> None:
        self.fields["category"].initial = self.obj.category
        self.tells = f"{self.obj.person}，{self.obj.person.post or '没有登记职务'}。"


class MoveForm(ActForm):
    title = "转到另一个代表团"
    button = "转团"

    delegation = forms.ModelChoiceField(Delegation.objects.none(), label="转到", empty_label="请选择")
    because = words("原因", rows=2, most=200)

    def prepare(self) -> None:
        self.fields["delegation"].queryset = self.obj.term.delegations.exclude(pk=self.obj.delegation_id)


class EndForm(ActForm):
    title = "终止代表资格"
    tells = "空出的名额由原选区补选。"
    button = "终止代表资格"
    danger = True
    cites = (rule.MANDATE_ENDS, rule.VACANCY)

    because = forms.ChoiceField(
        label="原因", choices=[choice for choice in Mandate.End.choices if choice[0] != Mandate.End.RECALLED]
    )
    on = day("最后一天")
    note = forms.CharField(label="说明", max_length=200, required=False)

    def prepare(self) -> None:
        self.fields["on"].initial = timezone.localdate()


class TrainingForm(ActForm):
    title = "登记培训"
    button = "登记培训"
    cites = (rule.UNION_DUTIES,)

    held_on = day("日期")
    hours = whole("学时", least=1, most=9999)

    def prepare(self) -> None:
        self.fields["topic"] = forms.CharField(label="培训内容", max_length=80)

    def typed(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"held_on": data["held_on"], "hours": data["hours"], "title": data["topic"]}


class CommitteeForm(ActForm):
    """`obj` is the term."""

    title = "提名专门委员会"
    tells = "名单由工会提出，提交大会选举或者通过以后生效。"
    button = "保存提名"
    cites = (rule.COMMITTEES,)

    kind = forms.ChoiceField(
        label="委员会", choices=[choice for choice in Organ.Kind.choices if choice[0] != Organ.Kind.PRESIDIUM]
    )
    head = OnePerson("负责人", help_text="须是在任职工代表，姓名或工号")
    members = PeopleField("成员", rows=4, required=False, help_text="每行一个姓名或工号")

    def prepare(self) -> None:
        for name in ("head", "members"):
            self.fields[name].within = self.obj.unit


class VoteChoice(forms.ModelChoiceField):
    def label_from_instance(self, vote: Any) -> str:
        return f"{vote.session.short}：{vote.question}（{vote.outcome_words}）"


class ApproveForm(ActForm):
    title = "登记大会通过的名单"
    tells = "整张名单表决通过的，全部生效；逐人选举的，当选的人生效。"
    button = "登记"
    cites = (rule.COMMITTEES,)

    vote = VoteChoice(
        Vote.objects.none(), label="哪次表决", empty_label="请选择", help_text="大会对专门委员会成员的表决"
    )

    def prepare(self) -> None:
        votes = Vote.objects.filter(session__term=self.obj.term, item__matter=MATTER, state=Vote.State.DECLARED)
        self.fields["vote"].queryset = votes.select_related("session__term")


class LeaveForm(ActForm):
    title = "成员退出"
    button = "登记退出"
    danger = True

    member = forms.ModelChoiceField(OrganMember.objects.none(), label="成员", empty_label="请选择")
    because = words("原因", rows=2, most=200)

    def prepare(self) -> None:
        self.fields["member"].queryset = self.obj.members.select_related("person")


class JointForm(ActForm):
    """`obj` is the unit."""

    title = "召集联席会议"
    tells = "由工会召集，工会委员、代表团团长、专门委员会负责人和上一次大会的主席团成员按职务参加。"
    button = "召集会议"
    cites = (rule.JOINT_MEETING, rule.JOINT_BY_UNION)

    held_on = day("日期")
    place = forms.CharField(label="地点", max_length=60)
    urgency = words("为什么等不到下一次职代会", rows=2, most=200)
    matter = forms.ChoiceField(label="事项类别", choices=CHOICES, help_text="须由职代会通过的事项，联席会议不能处理")

    def prepare(self) -> None:
        self.fields["subject"] = forms.CharField(label="商议什么", max_length=120)

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return data | {"title": data.pop("subject")}


class RaiseForm(ActForm):
    title = "增加商议事项"
    button = "增加事项"
    cites = (rule.JOINT_MEETING,)

    matter = forms.ChoiceField(label="事项类别", choices=CHOICES)

    def prepare(self) -> None:
        self.fields["subject"] = forms.CharField(label="商议什么", max_length=120)

    def typed(self) -> dict[str, Any]:
        return {"matter": self.cleaned_data["matter"], "title": self.cleaned_data["subject"]}


class HoldForm(ActForm):
    title = "登记联席会议结果"
    tells = "处理意见向下一次职代会报告，由它确认。没有议定的事项留空。"
    button = "登记结果"
    cites = (rule.JOINT_MEETING,)

    came = Ticked("到会的人")

    def prepare(self) -> None:
        people = Person.objects.filter(pk__in=self.obj.members.values("person")).select_related("unit")
        self.fields["came"].queryset = self.fields["came"].initial = people.order_by("pinyin", "pk")
        self.matters = list(self.obj.matters.all())
        for one in self.matters:
            self.fields[f"decision_{one.pk}"] = words(f"{one}：处理意见", rows=2, most=400, required=False)
        self.fields["minutes"] = words("会议记录", rows=6, most=8000)

    def typed(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "came": data["came"], "minutes": data["minutes"],
            "decisions": {one.pk: data[f"decision_{one.pk}"] for one in self.matters},
        }  # fmt: skip


class CallOffForm(ActForm):
    title = "取消联席会议？"
    button = "取消会议"
    danger = True

    because = words("原因", rows=2, most=200)


class SessionChoice(forms.ModelChoiceField):
    def label_from_instance(self, session: Any) -> str:
        return f"{session.short}（{session.held_on:%Y年%-m月%-d日}）"


class ConfirmForm(ActForm):
    title = "登记职代会确认结果"
    button = "登记"
    cites = (rule.JOINT_MEETING,)

    session = SessionChoice(CongressSession.objects.none(), label="哪次会议", empty_label="请选择")
    is_confirmed = forms.TypedChoiceField(
        label="结果", choices=[("yes", "确认"), ("no", "不确认，联席会议的处理停止执行")], widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )  # fmt: skip

    def prepare(self) -> None:
        meeting = self.obj.meeting
        self.fields["session"].queryset = CongressSession.objects.filter(
            term=meeting.term, held_on__gte=meeting.held_on
        ).select_related("term")
        self.tells = f"{self.obj}：{self.obj.decision}"


class ReportForm(ActForm):
    title = "向选区职工述职"
    tells = "选区职工会收到消息，读后评议。评议只保存合计，不保存谁评了什么。"
    button = "提交述职"
    cites = (rule.YEARLY_REPORT,)

    text = words(
        "述职内容", rows=10, most=4000,
        help_text="例如：参加了哪些会议，提了什么提案、结果怎样，走访了多少职工，帮助办成了什么事",
    )  # fmt: skip


class Photos(forms.FileInput):
    allow_multiple_selected = True


class TeamForm(ActForm):
    """`obj` is the unit of the team."""

    title = "登记班组民主管理会"
    button = "登记会议"

    held_on = day("日期")
    topic = forms.CharField(label="议题", max_length=80, help_text="例如：冬季值班怎么排")
    note = words("记录", rows=4, most=4000, help_text="说了什么，怎么定的")
    raised = words("提出的意见", rows=3, most=2000, required=False, help_text="每行一条，没有就空着")
    present = Ticked("到会的人")
    photo = forms.FileField(label="照片", required=False, help_text="可以不传")

    def prepare(self) -> None:
        self.fields["held_on"].initial = timezone.localdate()
        people = Person.objects.filter(unit__path__startswith=self.obj.path, left_on=None, is_active=True)
        self.fields["present"].queryset = people.select_related("unit").order_by("pinyin", "pk")
        self.fields["present"].initial = list(people.values_list("pk", flat=True))

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data.pop("photo")
        return data


def teams_of(person: Person) -> list[Unit]:
    """The units for which somebody may write a team meeting down: the own one and those below, lowest first."""
    reach = [person.unit.path, *person.scope("congress.keep_roll")]
    units = [unit for path in dict.fromkeys(reach) for unit in Unit.objects.open().filter(path__startswith=path)]
    return sorted(dict.fromkeys(units), key=lambda unit: unit.path)
