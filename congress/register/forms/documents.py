"""Forms of the unit's own rules."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from congress.models import Resolution
from congress.rules.matters import CHOICES, OTHER
from ymdm.attachments.checking import ACCEPT
from ymdm.rulebook.acting import ActForm, day, words

from .. import rules
from ..law import place_of
from ..workflow.documents import reads_resolutions

LONGEST = 60_000


class ResolutionChoice(forms.ModelChoiceField):
    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(Resolution.objects.none(), label=label, empty_label="请选择", **options)

    def label_from_instance(self, resolution: Any) -> str:
        return f"{resolution.adopted_on:%Y-%m-%d} {resolution.title}（{resolution.number}）"


class TextForm(ActForm):
    """Text, a file, or both."""

    text = words("正文", required=False, rows=14, most=LONGEST, help_text="每条一段，便于新旧对照")
    upload = forms.FileField(
        label="文件", required=False, widget=forms.ClearableFileInput(attrs={"accept": ACCEPT}),
        help_text="PDF、Word、Excel 或图片，最大 20 MB",
    )  # fmt: skip


class EnterForm(TextForm):
    """A new document. `obj` is the unit."""

    title = "登记制度"
    tells = "先登记为草稿。须由职代会通过的，通过以后才能施行。"
    button = "登记制度"
    cites = (rules.PASSED_FIRST, rules.OWN_RULES, rules.HEARD_FIRST)
    field_order = ("name", "kind", "matter", "number", "text", "upload")

    # `title` is the question of the page.
    name = forms.CharField(label="名称", max_length=120, help_text="例如：职工代表大会实施细则")
    kind = forms.ChoiceField(label="种类", choices=rules.KINDS)
    matter = forms.ChoiceField(
        label="涉及的事项", choices=CHOICES, initial=OTHER, help_text="系统据此判断是否须由职代会通过"
    )
    number = forms.CharField(label="文号", max_length=40, required=False)

    def typed(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return data | {"title": data.pop("name")}


class ReviseForm(TextForm):
    title = "起草新版本"
    tells = "现行版本继续有效，直到新版本施行。"
    button = "保存草稿"
    cites = (rules.PASSED_FIRST,)
    field_order = ("note", "text", "upload")

    note = words("改了什么", rows=2, most=300)

    def prepare(self) -> None:
        last = self.obj.versions.order_by("-number").first()
        self.fields["text"].initial = last.text if last else ""


class AmendForm(TextForm):
    title = "修改草稿"
    button = "保存草稿"
    field_order = ("note", "text", "upload")

    note = words("改了什么", rows=2, most=300, required=False)

    def prepare(self) -> None:
        self.fields["text"].initial, self.fields["note"].initial = self.obj.text, self.obj.note
        if self.obj.number == 1:
            del self.fields["note"]


class PassingForm(ActForm):
    title = "登记职代会通过"
    tells = "选通过这个文本的决议。登记以后，文本不能再改。"
    button = "登记通过"
    cites = (rules.PASSED_FIRST, rules.ONLY_BY_VOTE)

    resolution = ResolutionChoice("通过它的决议")

    def prepare(self) -> None:
        self.fields["resolution"].queryset = found = reads_resolutions(self.obj.unit)
        if not found.exists():
            self.fields["resolution"].help_text = "还没有决议。职代会表决通过后，决议会列在这里。"


class ForceForm(ActForm):
    title = "施行"
    button = "施行"
    cites = (rules.PASSED_FIRST, rules.HEARD_FIRST)

    effective_on = day("施行日期")
    noticed_on = day("告知职工的日期", help_text="张贴、发文或者会议传达的日期，不晚于施行日期")
    heard = words("怎样听取意见", required=False, rows=3, most=500, help_text="哪天、用什么形式、听取了谁的意见")

    def prepare(self) -> None:
        document, today = self.obj.document, timezone.localdate()
        self.fields["noticed_on"].initial = today
        passing = rules.must_pass(document.kind, document.matter, place_of(document.unit, today))
        if self.obj.resolution_id:
            self.tells = f"由《{self.obj.resolution}》通过。"
        elif passing:
            self.tells = "这项制度须由职代会通过。没有登记通过它的决议，不能施行。"
        else:
            self.tells = "这项制度不是必须由职代会表决，但要先听取意见、告知职工。"


class RepealForm(ActForm):
    title = "废止这项制度？"
    tells = "制度和全部版本仍然可以查到。"
    button = "废止"
    danger = True
    cites = (rules.ONLY_BY_VOTE,)

    ended_on = day("施行到哪一天")
    reason = words("原因", rows=2, most=150)
    resolution = ResolutionChoice("废止它的决议", required=False)

    def prepare(self) -> None:
        if self.obj.resolution_id is None:
            del self.fields["resolution"]
        else:
            self.fields["resolution"].queryset = reads_resolutions(self.obj.unit)
            self.fields["resolution"].help_text = "这项制度由职代会通过，要有职代会的决议才能废止"
