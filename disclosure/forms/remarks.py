"""Forms of what readers say, and of the answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from ymdm.ballots.models import Asking
from ymdm.rulebook.acting import ActForm, words

from ..models import Remark
from ..rules import opening
from ..rules import publishing as rules


class RemarkForm(ActForm):
    title = "提问或提意见"
    tells = "您的姓名只有答复的人看得到；答复公开显示在这一项下面。"
    button = "提交"
    cites = (rules.ANSWERED, rules.ADOPTED)
    field_order = ("kind", "about", "text")

    kind = forms.ChoiceField(
        label="类型", choices=Remark.Kind.choices, widget=forms.RadioSelect, initial=Remark.Kind.QUESTION
    )
    about = forms.CharField(label="针对哪一处", max_length=80, required=False, help_text="例如：第 3 行差旅费")
    text = words("内容", rows=5, most=1000)

    def prepare(self) -> None:
        offered = [Remark.Kind.QUESTION, Remark.Kind.OPINION, Remark.Kind.REPORT]
        if self.obj.notice_is_running(timezone.localdate()):
            offered.insert(2, Remark.Kind.OBJECTION)
        self.fields["kind"].choices = [(one.value, one.label) for one in offered]  # type: ignore[attr-defined]


class TargetForm(ActForm):
    title = "对目标提意见"
    tells = "您的姓名只有答复的人看得到；是否采纳和答复公开显示。"
    button = "提交意见"
    cites = (opening.FIVE, rules.ADOPTED)
    field_order = ("about", "text")

    about = forms.CharField(label="针对哪一项目标", max_length=80, required=False, help_text="例如：第 2 条 职工体检")
    text = words("意见", rows=5, most=1000)


class OwnResultForm(ActForm):
    title = "核对本人结果"
    tells = "只有您和答复的人看得到，答复以后也不公开。"
    button = "提交"
    cites = (opening.FIVE, rules.ANSWERED)

    text = words("哪里要核对", rows=5, most=1000)


class LineForm(ActForm):
    title = "询问一笔账"
    tells = "您的姓名只有答复的人看得到；答复公开显示在这一项下面。"
    button = "提交"
    cites = (opening.FIVE, rules.ANSWERED)
    field_order = ("about", "text")

    about = forms.CharField(label="哪一笔", max_length=80, help_text="例如：第 3 行差旅费")
    text = words("想问什么", rows=4, most=1000)


class NominateForm(ActForm):
    title = "推荐人选"
    tells = "推荐的是谁、由谁推荐，只有办理的人看得到；是否列为人选有书面答复。"
    button = "提交推荐"
    cites = (opening.FIVE, rules.ANSWERED)
    field_order = ("about", "text")

    about = forms.CharField(label="推荐谁", max_length=80, help_text="姓名和所在班组或部门，也可以推荐自己")
    text = words("理由", rows=4, most=1000, help_text="对照公开的条件写事迹")


class VoteForm(ActForm):
    title = "关联职工投票"
    tells = "关联以后，职工在这一项里就能找到投票和结果。投票是无记名的，仍在“无记名投票”里办。"
    button = "关联"
    cites = (opening.FIVE,)

    asking = forms.ModelChoiceField(label="哪一次投票", queryset=Asking.objects.none(), empty_label=None)

    def prepare(self) -> None:
        found = Asking.objects.filter(unit__path__startswith=self.obj.unit.path, state=Asking.State.BOXED)
        self.fields["asking"].queryset = found
        if not found.exists():
            self.tells = "本单位还没有起草好票箱的职工投票。请先在“无记名投票”里发起。"


class NamelessForm(ActForm):
    title = "匿名提出异议"
    tells = "不记录您的姓名，也没有人能看出是谁。请写具体事实，才能核查。如果担心从用词认出您，请改用意见箱。"
    button = "匿名提交"
    cites = (rules.STOPS,)

    text = words("异议内容", rows=6, most=1000, help_text="什么事、什么时候、在哪里")


class SignForm(ActForm):
    title = "签阅"
    tells = "表示您已经看过。页面上只显示签阅人数。"
    button = "签阅"


class AnswerForm(ActForm):
    title = "答复"
    button = "提交答复"
    cites = (rules.ANSWERED, rules.ADOPTED)
    field_order = ("text", "adopted")

    text = words("答复内容", rows=6, most=4000)
    adopted = forms.ChoiceField(
        label="是否采纳", choices=[("", "请选择"), ("yes", "采纳"), ("no", "不采纳")], required=False
    )

    def prepare(self) -> None:
        self.tells = f"{self.obj.get_kind_display()}：{self.obj.text}"
        if self.obj.kind in Remark.ASKING:
            del self.fields["adopted"]

    def typed(self) -> dict[str, Any]:
        choice = {"yes": True, "no": False}.get(self.cleaned_data.get("adopted", ""))
        return {"text": self.cleaned_data["text"], "is_adopted": choice}
