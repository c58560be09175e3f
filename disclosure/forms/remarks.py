"""Forms of what readers say, and of the answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from ymdm.rulebook.acting import ActForm, words

from ..models import Remark
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
        if not self.obj.notice_is_running(timezone.localdate()):
            kinds = [one for one in Remark.Kind.choices if one[0] != Remark.Kind.OBJECTION]
            self.fields["kind"].choices = kinds


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
        if self.obj.kind == Remark.Kind.QUESTION:
            del self.fields["adopted"]

    def typed(self) -> dict[str, Any]:
        choice = {"yes": True, "no": False}.get(self.cleaned_data.get("adopted", ""))
        return {"text": self.cleaned_data["text"], "is_adopted": choice}
