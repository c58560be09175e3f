"""What is typed for the agenda and its papers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ymdm.rulebook.acting import ActForm, words

from ..models import AgendaItem
from ..rules import catalogue as rule
from ..rules.matters import BESIDE, MATTERS, Right, need_of
from .planning import BecauseForm


class ItemForm(ActForm):
    """The matter brings its right along: a weaker one is refused with the article (CON-46)."""

    title = "增加议程"
    button = "增加议程"
    cites = (rule.RIGHT, rule.TOPICS)
    field_order = ("title_", "matter", "right", "reporter", "minutes", "after")

    title_ = forms.CharField(label="议程", max_length=120)
    matter = forms.ChoiceField(label="事项类别")
    right = forms.ChoiceField(label="职权", required=False, help_text="留空按事项类别的规定")
    reporter = forms.CharField(label="报告人", max_length=40, required=False)
    minutes = forms.IntegerField(label="时长（分钟）", min_value=1, max_value=480, initial=15)
    after = forms.ModelChoiceField(AgendaItem.objects.none(), label="排在", required=False, empty_label="最后")

    def prepare(self) -> None:
        legal_type = self.obj.unit.legal_type
        choices = [("", "请选择")]
        for code, row in (*MATTERS.items(), *BESIDE.items()):
            need = need_of(code, legal_type)
            choices.append((code, f"{row.says}（{need.right.says}）" if need.right is not Right.NONE else row.says))
        self.fields["matter"].choices = choices  # type: ignore[attr-defined]
        rights = [(right.value, right.says) for right in Right if right is not Right.NONE]
        self.fields["right"].choices = [("", "按规定"), *rights]  # type: ignore[attr-defined]
        self.fields["after"].queryset = self.obj.agenda.exclude(state="put_off")  # type: ignore[attr-defined]

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        need = need_of(data["matter"], self.obj.unit.legal_type).right
        data["right"] = data["right"] or (need if need is not Right.NONE else Right.DELIBERATE).value
        return data | {"title": data.pop("title_")}


class MoveForm(ActForm):
    title = "移动议程"
    button = "移动"

    up = forms.TypedChoiceField(
        label="方向", choices=[("1", "上移一位"), ("", "下移一位")], coerce=bool, empty_value=False, required=False
    )


class DropForm(BecauseForm):
    title = "撤下这项议程？"
    tells = "撤下的议程和原因留在会议档案里。"
    button = "撤下议程"
    cites = (rule.TOPICS,)


class _PaperForm(ActForm):
    """Text, a file, or both; one of them at least."""

    text = words("正文", required=False, rows=8, most=60_000)
    upload = forms.FileField(label="文件", required=False, help_text="PDF、Word、WPS 或 Excel")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not (data.get("text") or "").strip() and not data.get("upload") and not self.errors:
            raise ValidationError("请上传文件，或者填写正文。")
        return data


class PaperForm(_PaperForm):
    title = "添加会议材料"
    tells = "添加后不会马上发出；材料备齐后一次送达，代表在手机上签收。"
    button = "添加材料"
    cites = (rule.MATERIALS,)
    field_order = ("item", "title_", "upload", "text")

    item = forms.ModelChoiceField(AgendaItem.objects.none(), label="议程", empty_label="请选择")
    title_ = forms.CharField(label="材料名称", max_length=120)

    def prepare(self) -> None:
        self.fields["item"].queryset = self.obj.agenda.exclude(state="put_off")  # type: ignore[attr-defined]

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return data | {"title": data.pop("title_")}


class ReviseForm(_PaperForm):
    title = "修改会议材料"
    tells = "修改成为新的一版，原来的版本保留。实质性修改要重新按期送达。"
    button = "提交新版本"
    cites = (rule.NEW_VERSION, rule.MATERIALS)
    field_order = ("note", "is_substantive", "upload", "text")

    note = forms.CharField(label="改了什么", max_length=200)
    is_substantive = forms.BooleanField(label="这是实质性修改", required=False)

    def prepare(self) -> None:
        last = self.obj.versions.order_by("-number").first()
        self.fields["text"].initial = last.text if last else ""


class KnowinglyForm(ActForm):
    """An act whose days may be too few: the sentence says so first, and then the tick goes on."""

    knowingly = forms.BooleanField(label="时间不够也仍要办理，情况记入程序缺陷", required=False)


class IssueForm(KnowinglyForm):
    title = "送达会议材料"
    tells = "没有送达过的材料发给全体参会人，从今天起计算送达时间。"
    button = "送达材料"
    cites = (rule.MATERIALS, rule.NEW_VERSION)
