"""Forms of the wizard: category, text with its points, co-signers, files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from congress.models import CongressTerm, Mandate
from ymdm.attachments.checking import ACCEPT
from ymdm.organization.models import Unit

from ..models import Category, Proposal
from .acts.form import words

MOST_POINTS = 20


class Unfinished(forms.CharField):
    """What has to be there in the end but may be empty while one writes; so it is not marked as optional."""

    def validate(self, value: Any) -> None:
        """An empty draft is a draft; the submission asks for the rest (PRO-10)."""


class CategoryChoice(forms.ModelChoiceField):
    def label_from_instance(self, category: Category) -> str:
        return f"{category.name}\n{category.hint}" if category.hint else category.name


class CategoryForm(forms.Form):
    """Step 1. Whoever heads a delegation may speak in its name; that is settled when the draft is begun."""

    category = CategoryChoice(
        label="提案类别", queryset=Category.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    voice = forms.ChoiceField(label="以谁的名义提出", widget=forms.RadioSelect)

    def __init__(self, *args: Any, term: CongressTerm, heads: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = term.proposal_categories.all()  # type: ignore[attr-defined]
        self.fields["category"].required = term.proposal_categories.exists()
        self.fields["category"].error_messages["required"] = "请选一类。选错没关系，提案委员会可以调整。"
        if heads is None:
            del self.fields["voice"]
            return
        self.fields["voice"].choices = [  # type: ignore[attr-defined]
            ("own", "本人\n需要代表附议"),
            ("joint", f"{heads}\n由团长提交，须经本团过半数代表同意"),
        ]
        self.fields["voice"].initial = "own"


class TextForm(forms.Form):
    """Step 2. One box for each point; boxes left empty do not count, so the form works without scripts.

    `seen` is the moment at which the draft was last saved when this page was made: who saves over a later one is told.
    """

    use_required_attribute = False

    title = Unfinished(
        label="题目",
        max_length=120,
        help_text="一事一案，写成“希望做什么”",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    rationale = Unfinished(
        label="现在是什么情况",
        max_length=3000,
        help_text="有数字、有例子更容易立案",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    suggested_unit = forms.ModelChoiceField(
        label="建议由哪个单位办理", queryset=Unit.objects.none(), required=False, empty_label="不清楚，由工会安排"
    )
    is_confidential = forms.BooleanField(
        label="请求姓名保密", required=False, help_text="只有提案委员会、主办承办人和工会看得到提案人和附议人的姓名"
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, proposal: Proposal, spare: int = 1, **kwargs: Any) -> None:
        points = proposal.measures
        kwargs.setdefault("initial", {}).update(
            title=proposal.title, rationale=proposal.rationale, suggested_unit=proposal.suggested_unit,
            is_confidential=proposal.is_confidential, seen=seen_mark(proposal),
        )  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["suggested_unit"].queryset = Unit.objects.within(proposal.unit).open()  # type: ignore[attr-defined]
        if self.is_bound:
            typed = [name for name in self.data if name.startswith("point_") and name[6:].isdecimal()]
            rows = max((int(name[6:]) for name in typed if len(name) < 10), default=1)
        else:
            rows = max(2, len(points) + spare)
        for number in range(1, min(rows, MOST_POINTS) + 1):
            self.fields[f"point_{number}"] = words(f"第 {number} 条建议", required=False, rows=2, most=500)
            self.fields[f"point_{number}"].widget.attrs["class"] = "textarea--sm"
            self.fields[f"point_{number}"].initial = points[number - 1] if number <= len(points) else ""

    def point_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("point_")]

    def measures(self) -> list[str]:
        return [self.cleaned_data[name] for name in self.fields if name.startswith("point_")]

    def differs_from(self, proposal: Proposal) -> bool:
        """Whether saving would change what is kept."""
        data = self.cleaned_data
        kept = (proposal.title, proposal.rationale, proposal.measures)
        return (
            data["title"].strip(),
            data["rationale"].strip(),
            [row.strip() for row in self.measures() if row.strip()],
        ) != kept


def seen_mark(proposal: Proposal) -> str:
    """The moment of the last saving, as the form carries it."""
    return proposal.saved_at.isoformat() if proposal.saved_at else ""


class SearchForm(forms.Form):
    use_required_attribute = False

    q = Unfinished(label="找代表", max_length=40, widget=forms.TextInput(attrs={
        "type": "search", "placeholder": "姓名、拼音、代表团或单位", "autocomplete": "off",
    }))  # fmt: skip


def seats(mandates: QuerySet[Mandate], words_: str, *, near: Any = None, most: int = 20) -> Sequence[Mandate]:
    """Seats whose holder, delegation or unit matches every word; the own delegation first where nothing is asked."""
    found = mandates.select_related("person__unit", "delegation")
    asked = words_.lower().split()[:4]
    if not asked and near is not None:
        found = found.filter(delegation=near)
    for word in asked:
        found = found.filter(
            Q(person__name__contains=word)
            | Q(person__pinyin__contains=word)
            | Q(delegation__name__contains=word)
            | Q(person__unit__name__contains=word)
        )
    return found.order_by("person__pinyin", "pk")[:most]


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class AttachForm(forms.Form):
    files = forms.FileField(
        label="照片或附件", required=False, widget=ManyFiles(attrs={"multiple": True, "accept": ACCEPT}),
        help_text="每个不超过 20 MB，最多 6 个；PDF、Word、Excel 和图片",
    )  # fmt: skip
