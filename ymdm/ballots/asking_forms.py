"""What union staff type to ask the staff: who votes, one question at a time, who keeps the words, from when until when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from ymdm.organization.models import Person
from ymdm.rulebook.acting import ActForm, PeopleField, words

from .forms import MomentField
from .models import Asking, Purpose

YES_NO = [["yes", "赞成"], ["no", "反对"], ["abstain", "弃权"]]
GRADES = "abcdefghij"
KINDS = (
    ("decide", "表决：赞成、反对、弃权"),
    ("elect", "推选：从候选名单里选几名"),
    ("rate", "评等次：选一个等次"),
    ("score", "打分：写一个分数"),
    ("comment", "写意见：一段话"),
)


class AskForm(ActForm):
    """`obj` is the unit."""

    title = "组织职工投票"
    tells = "评选、意见征集等不属于会议和民主评议的无记名投票。先定谁来投，再逐个拟问题。"
    button = "保存，去拟问题"

    title_ = forms.CharField(label="投票名称", max_length=60, help_text="例如：最美一线职工评选")
    lede = forms.CharField(label="说明", max_length=200, required=False)
    purpose = forms.ChoiceField(
        label="用途", choices=[(Purpose.AWARD, "评选"), (Purpose.VOTE, "表决、征求意见")], initial=Purpose.AWARD,
        widget=forms.RadioSelect,
    )  # fmt: skip
    reach = forms.ChoiceField(
        label="谁来投", choices=Asking.Reach.choices, initial=Asking.Reach.SUBTREE, widget=forms.RadioSelect
    )
    people = PeopleField("名单", required=False, rows=6, help_text="选“名单上的人”时填写，每行一个姓名或工号")

    def prepare(self) -> None:
        self.fields["people"].within = self.obj  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("reach") == Asking.Reach.ROLL and not typed.get("people") and "people" not in self.errors:
            self.add_error("people", "请写名单，每行一个姓名或工号。")
        return typed

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data["title"] = data.pop("title_")
        if data["reach"] != Asking.Reach.ROLL:
            data["people"] = []
        return data


class QuestionForm(ActForm):
    """One question; which of the lower fields count depends on its kind."""

    title = "加一个问题"
    button = "加到选票上"

    kind = forms.ChoiceField(label="问题种类", choices=KINDS, initial="decide", widget=forms.RadioSelect)
    text = forms.CharField(label="问题", max_length=120)
    lines = words(
        "选项", rows=5, most=3000, required=False,
        help_text="每行一个：推选写候选人或候选集体，评等次写各个等次（从好到差）；其他种类不用填",
    )  # fmt: skip
    seats = forms.IntegerField(
        label="应选几名", min_value=1, max_value=99, required=False, initial=1, help_text="推选时填写"
    )
    low = forms.IntegerField(
        label="最低分", min_value=0, max_value=1000, required=False, initial=0, help_text="打分时填写"
    )
    high = forms.IntegerField(
        label="最高分", min_value=1, max_value=1000, required=False, initial=100, help_text="打分时填写"
    )
    most = forms.IntegerField(
        label="最多几个字", min_value=10, max_value=1000, required=False, initial=300, help_text="写意见时填写"
    )

    def _lines(self, typed: dict[str, Any]) -> list[str]:
        return list(dict.fromkeys(one.strip()[:40] for one in typed.get("lines", "").split("\n") if one.strip()))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        kind, lines = typed.get("kind"), self._lines(typed)
        if kind == "elect" and (not typed.get("seats") or len(lines) < typed["seats"]):
            self.add_error(
                "lines", f"候选只有 {len(lines)} 个，少于应选的 {typed.get('seats') or 1} 名。请每行写一个。"
            )
        if kind == "rate" and not 2 <= len(lines) <= len(GRADES):
            self.add_error("lines", f"等次要写 2 至 {len(GRADES)} 个，每行一个。")
        if kind == "score" and (typed.get("high") or 0) <= (typed.get("low") or 0):
            self.add_error("high", "最高分要大于最低分。")
        return typed

    def typed(self) -> dict[str, Any]:
        data, lines = self.cleaned_data, self._lines(self.cleaned_data)
        question: dict[str, Any] = {"kind": data["kind"], "text": data["text"].strip()}
        if data["kind"] == "decide":
            question |= {"options": YES_NO}
        elif data["kind"] == "elect":
            question |= {"seats": data["seats"], "candidates": [[number, name] for number, name in enumerate(lines, 1)]}
        elif data["kind"] == "rate":
            question |= {"scale": [list(pair) for pair in zip(GRADES, lines, strict=False)], "blank": True}
        elif data["kind"] == "score":
            question |= {"low": data["low"] or 0, "high": data["high"], "step": 1}
        else:
            question |= {"most": data["most"] or 300}
        return {"question": question}


class DropForm(ActForm):
    title = "删去一个问题"
    button = "删去"

    question = forms.ChoiceField(label="问题", widget=forms.RadioSelect)

    def prepare(self) -> None:
        self.fields["question"].choices = [(one["id"], one["text"]) for one in self.obj.questions]  # type: ignore[attr-defined]


class AskingKeepersForm(ActForm):
    title = "召集密钥保管人"
    tells = "一名监票人和两名计票人各保管一份口令，任意两人一起才能开箱。候选人不能担任。"
    button = "召集"

    scrutineer = PeopleField("监票人", rows=1, help_text="一个姓名或工号")
    tellers = PeopleField("计票人", rows=2, help_text="每行一个，两名")

    def prepare(self) -> None:
        for name in ("scrutineer", "tellers"):
            self.fields[name].within = self.obj.unit  # type: ignore[attr-defined]

    def clean_scrutineer(self) -> Person:
        found: list[Person] = self.cleaned_data["scrutineer"]
        if len(found) != 1:
            raise forms.ValidationError("监票人写一位。")
        return found[0]


class DraftBoxForm(ActForm):
    title = "起草票箱？"
    button = "起草票箱"

    opens_at = MomentField("投票开始")
    closes_at = MomentField("投票截止")

    def prepare(self) -> None:
        number = self.obj.voters().count()
        self.tells = f"问题从现在起不能再改。现在有 {number} 人可以投，名册在冻结时固定，要由一名保管人一起确认。"
        now = timezone.localtime().replace(second=0, microsecond=0)
        self.fields["opens_at"].initial, self.fields["closes_at"].initial = now, now + timedelta(days=3)


ASKING_FORMS: dict[str, type[ActForm]] = {
    "add_question": QuestionForm,
    "drop_question": DropForm,
    "call_keepers": AskingKeepersForm,
    "draft_box": DraftBoxForm,
}
