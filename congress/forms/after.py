"""What is typed after the session."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from ymdm.attachments.checking import PICTURES
from ymdm.organization.models import Unit
from ymdm.rulebook.acting import ActForm, day, words

from ..rules import catalogue as rule
from ..rules.conforming import CHECKS

MOST_PHOTOS = 6


class SettleForm(ActForm):
    title = "确定落实责任"
    tells = "责任单位会收到待办，到期没有落实的会催办。"
    button = "确定"
    cites = (rule.FOLLOW_UP,)

    owner = forms.ModelChoiceField(Unit.objects.none(), label="落实单位", empty_label="请选择")
    due_on = day("落实期限")

    def prepare(self) -> None:
        self.fields["owner"].queryset = Unit.objects.open().within(self.obj.unit).exclude(level="team")  # type: ignore[attr-defined]
        self.fields["owner"].initial = self.obj.owner_id
        self.fields["due_on"].initial = self.obj.due_on or timezone.localdate() + timedelta(180)


class ProgressForm(ActForm):
    title = "填报落实进展"
    button = "填报进展"
    cites = (rule.FOLLOW_UP,)
    text = words("进展", rows=4, most=2000)


class CarriedOutForm(ProgressForm):
    title = "决议已经落实？"
    tells = "下一次职代会会听取执行情况。"
    button = "已经落实"


class PublishForm(ActForm):
    title = "向全体职工公布决议"
    button = "公布决议"
    cites = (rule.PUBLISH, rule.POSTED)


class ReportForm(ActForm):
    title = "登记报告上级工会"
    button = "登记报告"
    cites = (rule.REPORT_UP,)
    proof = forms.CharField(label="报告的文号或方式", max_length=200)


class ArchiveForm(ActForm):
    title = "归档"
    tells = "归档以后，本次会议的一切记录都不再改动。"
    button = "归档"
    cites = (rule.ARCHIVE,)


class DraftMinutesForm(ActForm):
    title = "起草会议记录"
    tells = "按会上发生的每一步自动起草，大会秘书可以修改。"
    button = "起草会议记录"


class EditMinutesForm(ActForm):
    title = "修改会议记录"
    tells = "修改后原来的签字作废，要重新签字。"
    button = "保存"
    text = words("会议记录", rows=24, most=60_000)

    def prepare(self) -> None:
        self.fields["text"].initial = self.obj.text


class SignMinutesForm(ActForm):
    title = "签字？"
    tells = "执行主席和大会秘书都签字后，会议记录不再改动。"
    button = "签字"
    cites = (rule.ARCHIVE,)


class CureForm(ActForm):
    title = "登记补正"
    tells = "缺陷和补正一起留在会议档案里。"
    button = "登记补正"
    cites = (rule.DEFECT,)
    how = words("怎样补正的", rows=3, most=300)


class Photos(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class PhotosField(forms.FileField):
    """Several pictures; what each of them is, is judged when it is stored."""

    widget = Photos

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label=label, **options)
        self.widget.attrs["accept"] = ",".join(PICTURES)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        uploads = [upload for upload in data or [] if upload]
        if len(uploads) > MOST_PHOTOS:
            raise forms.ValidationError(f"最多 {MOST_PHOTOS} 张照片，请重新选择。")
        return uploads


class PostingForm(ActForm):
    title = "登记张贴"
    tells = "张贴期满后登记：挂到哪一天，在哪里，照片编号。"
    button = "登记张贴"
    cites = (rule.POSTED,)

    until = day("张贴到")
    proof = forms.CharField(label="地点和照片编号", max_length=200)
    photos = PhotosField("张贴的照片", required=False, help_text="JPG 或 PNG，最多 6 张，随档案保存")

    def prepare(self) -> None:
        self.fields["until"].initial = timezone.localdate()


class ExplainForm(ActForm):
    title = "说明检查项"
    tells = "说明附在检查结果旁边，结果不变，不能删除。"
    button = "提交说明"

    code = forms.ChoiceField(label="检查项", choices=[(code, f"{code} {says}") for code, says in CHECKS.items()])
    text = words("情况说明", rows=3, most=300)
