"""The forms of the writer and of those who keep the box."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from ymdm.attachments.pictures import reencode
from ymdm.organization.models import Level, Unit
from ymdm.ui.controls import DayInput

from .models import Grade, Message

MOST_PICTURES, LARGEST_PICTURE = 3, 10 * 1024 * 1024


class ManyPictures(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class PicturesField(forms.FileField):
    """Pictures and nothing else, drawn anew so that nothing tells where and with what they were taken. Cleans to bytes."""

    widget = ManyPictures

    def clean(self, data: Any, initial: Any = None) -> list[bytes]:
        uploads = [upload for upload in data or [] if upload]
        if len(uploads) > MOST_PICTURES:
            raise forms.ValidationError(f"最多 {MOST_PICTURES} 张照片，请重新选择。")
        if any(upload.size > LARGEST_PICTURE for upload in uploads):
            raise forms.ValidationError("每张照片不超过 10 MB，请缩小后重新选择。")
        return [upload.read() for upload in uploads]


CATEGORIES = [
    ("living", "生活福利（食堂、住房、体检）"),
    ("work", "工作与安全"),
    ("pay", "收入与考核"),
    ("style", "干部作风"),
    ("disclosure", "公开申请"),
    ("other", "其他"),
]
MOST = 5000


class LongText(forms.CharField):
    """Longer texts than allowed are told so; the browser must not cut them off unseen."""

    widget = forms.Textarea

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class LetterForm(forms.Form):
    """What a letter holds. `words` is what gets sealed."""

    hint = "想匿名，就不要写自己的姓名和房号"
    field_order = ["category", "about", "text", "pictures", "is_report"]

    category = forms.ChoiceField(label="哪方面的事", choices=CATEGORIES)
    about = forms.ModelChoiceField(
        Unit.objects.none(), label="涉及哪个单位", required=False, empty_label="说不准，不选",
        error_messages={"invalid_choice": "请在列出的单位里选，说不准可以不选。"},
    )  # fmt: skip
    text = LongText(
        label="想说的话", min_length=10, max_length=MOST,
        error_messages={
            "required": "请写想说的话。",
            "min_length": "再多写几个字，至少 10 个字，说明是什么事。",
            "max_length": f"最多 {MOST:,} 字，现在有 %(show_value)d 字。内容还在，请删短一些，或者分成两封。",
            "null_characters_not_allowed": "里面有不是文字的内容，请删去后再提交。",
        },
    )  # fmt: skip
    is_report = forms.BooleanField(
        label="这是检举控告：反映某个人违纪违法。只交给纪检监督人员，工会和被反映的单位都看不到，也不公开。",
        required=False,
    )

    pictures = PicturesField(
        label="照片", required=False, help_text="最多 3 张，只收图片",
        widget=ManyPictures(attrs={"multiple": True, "accept": "image/*"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Unit.objects.open().exclude(level__in=[Level.TEAM, Level.PROJECT_OFFICE, Level.RESEARCH_GROUP])
        self.fields["about"].queryset = chosen.order_by("path")  # type: ignore[attr-defined]
        self.fields["text"].help_text = self.hint

    @property
    def words(self) -> dict[str, Any]:
        about = self.cleaned_data["about"]
        return {
            "category": dict(CATEGORIES)[self.cleaned_data["category"]],
            "about": str(about) if about else "",
            "text": self.cleaned_data["text"].strip(),
        }

    def drawn_anew(self) -> list[bytes] | None:
        """The pictures without anything but what is to be seen; None, with the sentence at the field, if one cannot be."""
        try:
            return [reencode(data) for data in self.cleaned_data["pictures"]]
        except forms.ValidationError as error:
            self.add_error("pictures", error)
            return None

    @property
    def box(self) -> Unit | None:
        """The unit whose box it is: the bureau."""
        about = self.cleaned_data["about"]
        roots = Unit.objects.filter(depth=0, closed_on=None)
        return (Unit.objects.filter(pk=about.lineage[0]) if about else roots.order_by("path")).first()


class NamedLetterForm(LetterForm):
    """Written by somebody who has signed in."""

    hint = "写清楚是什么事、在哪里、希望怎么办"

    mode = forms.ChoiceField(
        label="怎么署名", initial="named", widget=forms.RadioSelect,
        choices=[
            ("named", "实名\n承办单位和意见箱工作人员看得到您的姓名"),
            ("hidden", "隐名\n承办单位看不到；开箱人查看姓名会留下记录"),
        ],
    )  # fmt: skip
    field_order = ["mode", "category", "about", "text", "pictures", "is_report"]


class PaperLetterForm(LetterForm):
    """A letter out of the wooden box, typed in by the keepers (F80)."""

    hint = "照原信录入，不要改动"

    received_on = forms.DateField(label="哪天取出来的", widget=DayInput)
    field_order = ["received_on", "category", "about", "text", "pictures", "is_report"]

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("日期不能晚于今天。")
        if day.year < timezone.localdate().year:
            raise forms.ValidationError("请写今年的日期；去年取出的信，写今天并在内容里注明。")
        return day


class ReadForm(forms.Form):
    number = forms.CharField(label="编号", max_length=40, error_messages={"required": "请填写编号。"})
    secret = forms.CharField(label="查询密码", max_length=60, error_messages={"required": "请填写查询密码。"})


class SayForm(forms.Form):
    """What the writer adds: a word, a rating, a second question."""

    do = forms.ChoiceField(choices=[(str(kind), kind.label) for kind in Message.OF_WRITER], widget=forms.HiddenInput)
    text = LongText(
        label="想补充的话", required=False, max_length=MOST,
        error_messages={
            "max_length": f"最多 {MOST:,} 字，现在有 %(show_value)d 字。内容还在，请删短一些。",
            "null_characters_not_allowed": "里面有不是文字的内容，请删去后再提交。",
        },
    )  # fmt: skip
    grade = forms.ChoiceField(
        label="对答复满意吗", required=False, widget=forms.RadioSelect, choices=Grade.choices,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind, text, grade = given.get("do"), (given.get("text") or "").strip(), given.get("grade")
        if kind == Message.Kind.RATING:
            if not grade and "grade" not in self.errors:
                self.add_error("grade", "请选一项。")
            if grade == Grade.DISSATISFIED and not text and "text" not in self.errors:
                self.add_error("text", "不满意的，请写明哪里没有办好。")
        elif kind and not text and "text" not in self.errors:
            self.add_error("text", "请写几个字。")
        return given

    @property
    def words(self) -> dict[str, Any]:
        words = {"text": (self.cleaned_data.get("text") or "").strip()}
        if self.cleaned_data["do"] == Message.Kind.RATING:
            words["grade"] = self.cleaned_data["grade"]
        return words


# --- those who keep the box -----------------------------------------------------------------------------------------


class ModerateForm(forms.Form):
    title = forms.CharField(label="题目", max_length=120)
    summary = LongText(
        label="大家可以看的内容", max_length=MOST,
        help_text="去掉姓名和能认出写信人的话",
    )  # fmt: skip


class WordsForm(forms.Form):
    """A question or an answer to the writer."""

    text = LongText(label="内容", max_length=MOST)


class NothingForm(forms.Form):
    """An act that asks for nothing but the press of a button."""


class EraseForm(forms.Form):
    number = forms.CharField(label="编号", max_length=40)
    reason = forms.CharField(label="依据和理由", max_length=200)
