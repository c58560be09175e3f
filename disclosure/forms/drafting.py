"""Forms of the draft: what is to be opened, and what was found in it before it is handed in."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from ymdm.attachments.checking import ACCEPT
from ymdm.attachments.models import Attachment
from ymdm.rulebook.acting import ActForm, day, words

from .. import clearing
from ..models import Obligation, Publication
from ..rules import publishing as rules
from ..workflow.drafting import least_days, offered_scopes


class RichArea(forms.Textarea):
    """A box in which tables and lists can be pasted; without script it takes plain paragraphs."""

    class Media:
        css: ClassVar = {"all": ["disclosure/editor.css"]}
        js: ClassVar = [forms.Script("disclosure/editor.js", defer=True)]


class RichField(forms.CharField):
    """A text with tables and lists; a plain textarea where no script runs."""

    def __init__(self, label: str = "正文") -> None:
        super().__init__(
            label=label, strip=False, widget=RichArea(attrs={"rows": 16, "data-rich": ""}),
            help_text="可以从 Word、WPS、Excel 粘贴，表格会保留。大表请作为附件上传。",
        )  # fmt: skip


def upload() -> forms.FileField:
    return forms.FileField(
        label="附件", required=False, widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        help_text="PDF、Word、Excel 或图片，最大 20 MB",
    )  # fmt: skip


class DraftForm(ActForm):
    """A publication for one obligation, which is `obj`."""

    title = "起草公开事项"
    button = "保存，去提交审查"
    cites = (rules.SLIP, rules.THREE, rules.UNCLASSIFIED)
    field_order = ("name", "body", "upload", "scope", "is_notice", "days")

    # `title` is the question of the page.
    name = forms.CharField(label="标题", max_length=120)
    body = RichField()
    upload = upload()
    scope = forms.ChoiceField(label="公开范围", choices=(), widget=forms.RadioSelect)
    is_notice = forms.BooleanField(
        label="这是公示", required=False, help_text="公示期内可以提异议，书面办结前不能进行下一步"
    )
    days = forms.IntegerField(label="公开天数", min_value=1, max_value=365, required=False)

    def prepare(self) -> None:
        owed: Obligation = self.obj
        self.tells = f"{owed.item}，{owed.label}，{owed.get_stage_display()}；{owed.due_on:%Y年%-m月%-d日}前公开。"
        is_notice = owed.item.is_notice and owed.stage == Obligation.Stage.BEFORE
        self.fields["name"].initial = f"{owed.unit.short}{owed.label}{owed.item.name}"[:120]
        self.fields["is_notice"].initial = is_notice
        self.fields["scope"].choices = [(one.value, one.label) for one in Publication.Scope if one in offered_scopes()]
        self.fields["scope"].initial = Publication.Scope.UNIT
        today = timezone.localdate()
        self.fields[
            "days"
        ].help_text = f"张贴不少于 {least_days(owed, False, today)} 天；公示不少于 {least_days(owed, True, today)} 个工作日。不填按最短的算。"

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return data | {"title": data.pop("name"), "obligation": self.obj}


class HandInForm(ActForm):
    """What a team opens from the phone, for one obligation, which is `obj`: a photograph or a few words."""

    title = "公开一项"
    button = "送交审查"
    cites = (rules.SLIP, rules.THREE, rules.UNCLASSIFIED)
    field_order = ("upload", "body", "name")

    upload = forms.FileField(
        label="照片", required=False, help_text="拍下考勤表、奖金分配表等，或者选一个文件",
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
    )  # fmt: skip
    body = words("说几句", rows=4, most=4000, required=False, help_text="有照片的可以不写")
    name = forms.CharField(label="标题", max_length=120)

    def prepare(self) -> None:
        owed: Obligation = self.obj
        self.tells = (
            f"{owed.item.name}，{owed.label}；{owed.due_on:%-m月%-d日}前公开。审查、批准以后，本单位和下属职工可以看。"
        )
        self.fields["name"].initial = f"{owed.unit.short}{owed.label}{owed.item.name}"[:120]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not data.get("upload") and not (data.get("body") or "").strip():
            self.add_error("upload", "请拍一张照片，或者写几句。")
        return data

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return data | {"title": data.pop("name"), "obligation": self.obj}


class AmendForm(ActForm):
    """Change a draft."""

    title = "修改文稿"
    button = "保存"
    cites = (rules.APPEND_ONLY,)
    field_order = ("name", "note", "body", "remove", "upload")

    name = forms.CharField(label="标题", max_length=120, required=False)
    note = words("更正了什么、为什么", rows=2, most=300, required=False)
    body = RichField()
    remove = forms.ModelMultipleChoiceField(
        Attachment.objects.none(), label="删掉附件", required=False, widget=forms.CheckboxSelectMultiple
    )
    upload = upload()

    def prepare(self) -> None:
        self.fields["body"].initial = self.obj.body
        self.fields["name"].initial, self.fields["note"].initial = self.obj.publication.title, self.obj.note
        del self.fields["note" if self.obj.number == 1 else "name"]
        files = Attachment.objects.of(self.obj)
        self.fields["remove"].queryset = files
        if not files.exists():
            del self.fields["remove"]

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return data | ({"title": data.pop("name")} if "name" in data else {})


class CorrectForm(ActForm):
    title = "更正"
    tells = "更正稿也要审查和批准。公开以后，原来的文本仍可查看，标明已更正。"
    button = "保存更正稿"
    cites = (rules.APPEND_ONLY,)
    field_order = ("note", "body", "upload")

    note = words("更正了什么、为什么", rows=2, most=300)
    body = RichField()
    upload = upload()

    def prepare(self) -> None:
        current = self.obj.versions.filter(state="published").first()
        self.fields["body"].initial = current.body if current else ""


class CollectForm(ActForm):
    title = "征求意见"
    tells = "公开范围内的人能看到这份文稿并提意见。"
    button = "开始征求意见"
    cites = (rules.ADOPTED,)

    until = day("截止日期")


class CloseOpinionsForm(ActForm):
    title = "结束征求意见"
    tells = "意见的采纳情况随正文一起公开。"
    button = "结束征求意见"
    cites = (rules.ADOPTED,)

    heard = words("采纳情况", rows=4, most=500, help_text="收到多少条意见，采纳了哪些，没有采纳的为什么")


class SubmitForm(ActForm):
    """What was found of personal data, each to be decided; and a part that is left out."""

    title = "提交保密审查"
    button = "提交审查"
    cites = (rules.SLIP, rules.MASKED, rules.IN_PART)

    HOW = ((clearing.MASK, "掩去"), (clearing.NONE, "不是个人信息"), (clearing.GROUND, "依法公开"))

    def prepare(self) -> None:
        self.finds = clearing.finds_of(self.obj)
        self.tells = (
            f"文中找到 {len(self.finds)} 处像是个人信息的内容，请逐处确认；确认掩去的，提交时掩去。"
            if self.finds
            else "没有找到身份证号、手机号、银行卡号、住址等个人信息。提交后由别人逐项审查。"
        )
        for place, one in enumerate(self.finds):
            choices = self.HOW[:1] if one.is_blocked else self.HOW
            self.fields[f"how_{place}"] = forms.ChoiceField(
                label=f"{one.says}：{one.text} → {one.masked}", choices=choices, initial=clearing.MASK,
                help_text="一律不公开" if one.is_blocked else "",
            )  # fmt: skip
            if not one.is_blocked:
                self.fields[f"why_{place}"] = forms.CharField(
                    label="保留的依据", max_length=200, required=False, help_text="选“依法公开”时必填"
                )
        self.fields["withheld"] = forms.CharField(
            label="没有公开的部分", max_length=120, required=False, help_text="有略去的部分才填；读者会看到这一句和依据"
        )
        self.fields["ground"] = forms.ChoiceField(
            label="不公开的依据", choices=[("", "没有略去"), *rules.Ground.choices], required=False
        )
        self.fields["until"] = day("延后到", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("withheld") and not data.get("ground"):
            self.add_error("ground", "请选择不公开的依据。")
        return data

    def typed(self) -> dict[str, Any]:
        data = self.cleaned_data
        choices = {place: (data[f"how_{place}"], data.get(f"why_{place}", "")) for place in range(len(self.finds))}
        return {
            "choices": choices, "withheld": data["withheld"], "ground": data["ground"], "until": data["until"],
        }  # fmt: skip


class DropForm(ActForm):
    title = "放弃这份文稿？"
    tells = "放弃以后不能恢复办理；这一项仍然应公开。"
    button = "放弃"
    danger = True

    reason = words("原因", rows=2, most=200)
