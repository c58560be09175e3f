"""Forms of the self-check: one group of items at a time, evidence, signature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from ymdm.organization.models import Unit
from ymdm.rulebook.acting import ActForm, day, words

from ...papers.numbers import number_of
from ...schemes.models import Scheme
from ...schemes.notices import units_of
from .. import rules
from ..models import Answer, Assessment, Evidence
from ..workflow.checking import Claim


class BeginForm(ActForm):
    """Open the self-check of units under one scheme. `obj` is the unit that organises."""

    title = "开始自查"
    tells = "系统先按记录取数，单位只补缺的；各单位收到待办。"
    button = "开始"
    cites = (rules.SELF_CHECK,)

    scheme = forms.ModelChoiceField(Scheme.objects.none(), label="方案", empty_label="请选择")
    chosen = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label="单位", required=False, help_text="不选就是这一类还没有开始的全部单位",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def prepare(self) -> None:
        schemes = Scheme.objects.announced().filter(unit__in=self.obj.lineage)
        self.fields["scheme"].queryset = schemes  # type: ignore[attr-defined]
        below = Unit.objects.within(self.obj).open().exclude(level="department")
        self.fields["chosen"].queryset = below.order_by("path")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        scheme = data.get("scheme")
        if scheme and not self.errors and not data.get("chosen"):
            begun = set(Assessment.objects.filter(year=scheme.year).values_list("unit", flat=True))
            left = [one for one in units_of(scheme) if one.pk not in begun and one.is_within(self.obj)]
            if not left:
                self.add_error("chosen", "这一类的单位都已经开始。")
            data["chosen"] = left
        return data


class Line:
    """One item on the page: its answer and what was typed for it."""

    def __init__(self, answer: Answer, data: Mapping[str, str] | None) -> None:
        self.answer = answer
        self.error = ""
        pk = answer.pk
        if data is None:
            points = answer.claimed
            self.typed = "" if points is None else f"{points.normalize():f}"
            self.is_not_here, self.note = not answer.is_applicable, answer.note
        else:
            self.typed = str(data.get(f"points-{pk}", "")).strip()[:20]
            self.is_not_here = f"none-{pk}" in data
            self.note = str(data.get(f"note-{pk}", "")).strip()

    def claim(self) -> Claim | None:
        """What was typed, or None with `error` saying why not."""
        full = self.answer.item.full
        points: Decimal | None = None
        if len(self.note) > 500:
            self.error = "说明最多 500 字。"
        if self.typed and not self.is_not_here:
            points = number_of(self.typed)
            if points is None:
                self.error = f"“{self.typed}”不是数字。"
            elif not 0 <= points <= full:
                self.error = f"要在 0 到 {full.normalize():f} 之间。"
            elif points != points.quantize(Decimal("0.01")):
                self.error = "最多两位小数。"
        return None if self.error else Claim(points, not self.is_not_here, self.note)

    @property
    def is_above(self) -> Decimal:
        """By how much what was typed lies above the records."""
        points = None if self.is_not_here else number_of(self.typed)
        suggested = self.answer.suggested
        return max(Decimal(0), points - suggested) if points is not None and suggested is not None else Decimal(0)


class SheetForm:
    """The items of one group as they are typed; a mistake in one keeps all that was typed beside its sentence."""

    def __init__(self, answers: Sequence[Answer], data: Mapping[str, str] | None = None) -> None:
        self.lines = [Line(answer, data) for answer in answers]

    def claims(self) -> dict[int, Claim] | None:
        """By answer; None where something is wrong."""
        found = {line.answer.pk: line.claim() for line in self.lines}
        if any(line.error for line in self.lines):
            return None
        return {pk: claim for pk, claim in found.items() if claim is not None}

    @property
    def wrong(self) -> list[Line]:
        return [line for line in self.lines if line.error]


class RefreshForm(ActForm):
    title = "重新取数？"
    tells = "按现在的记录重新算；您自己填的分数和说明不变。"
    button = "重新取数"
    cites = (rules.SELF_CHECK,)


class EvidenceForm(ActForm):
    title = "添加佐证材料"
    tells = "文件的摘要和上传时间自动记录。图片自动去除拍摄位置。"
    button = "添加"
    cites = (rules.DATED,)

    file = forms.FileField(label="文件", help_text="PDF、图片、表格、文档")
    dated_on = day("形成日期", help_text="材料是哪一天形成的；年度以后形成的会标明“补充”")

    def prepare(self) -> None:
        self.fields["dated_on"].initial = timezone.localdate()


class EvidenceChoice(forms.ModelChoiceField):
    def label_from_instance(self, one: Any) -> str:
        return f"{one}（{one.dated_on:%Y-%m-%d}）"


class DropEvidenceForm(ActForm):
    title = "撤回佐证材料"
    tells = "文件删去，曾经添加的记录保留。"
    button = "撤回"
    danger = True

    evidence = EvidenceChoice(Evidence.objects.none(), label="材料", empty_label="请选择")

    def prepare(self) -> None:
        self.fields["evidence"].queryset = self.obj.evidence.select_related("attachment")  # type: ignore[attr-defined]


class HandInForm(ActForm):
    title = "提交自查？"
    tells = "提交后由单位负责人签字上报，不能再改；负责人可以退回。"
    button = "提交"
    cites = (rules.SELF_CHECK,)


class SignForm(ActForm):
    title = "签字上报？"
    tells = "签字后上报，自评得分不再改。自评只作对照，不计入最后得分。"
    button = "签字上报"
    cites = (rules.SELF_CHECK,)


class SendBackForm(ActForm):
    title = "退回修改"
    button = "退回"

    reason = words("原因", rows=2, most=200)
