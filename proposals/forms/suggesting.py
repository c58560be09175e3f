"""The form of a suggestion: everything on one page, because it is written on a phone in two minutes."""

from __future__ import annotations

from typing import Any

from django import forms

from ymdm.organization.models import Person, Unit, within_paths

from ..models import Category, Proposal
from .acts.form import words
from .authoring import Unfinished

POINTS = 2


class SuggestionForm(forms.Form):
    """`is_final` asks for what a suggestion must have (PRO-10); a draft may lack everything but a title."""

    use_required_attribute = False

    author = forms.CharField(label="代谁录入", max_length=40, required=False, help_text="姓名或职工号；自己提的不用填")
    unit = forms.ModelChoiceField(label="提给哪里", queryset=Unit.objects.none(), widget=forms.RadioSelect)
    title = forms.CharField(
        label="建议做什么", max_length=120, help_text="一件事写一条，例如“给野外站装净水器”",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请写一句建议做什么。"},
    )  # fmt: skip
    rationale = Unfinished(
        label="现在是什么情况",
        max_length=3000,
        help_text="在哪里、多少人、花多少钱，写得越具体越容易采纳",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    category = forms.ModelChoiceField(
        label="类别", queryset=Category.objects.none(), required=False, empty_label="说不准，不选"
    )
    is_confidential = forms.BooleanField(label="公开时不写我的姓名", required=False, help_text="只有工会和承办人看得到")

    def __init__(
        self, *args: Any, units: list[Unit], person: Person, term: Any = None, proposal: Proposal | None = None,
        is_final: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        self.person, self.is_final = person, is_final
        points = proposal.measures if proposal else []
        if proposal:
            kwargs["initial"] = {
                "title": proposal.title, "rationale": proposal.rationale, "category": proposal.category,
                "is_confidential": proposal.is_confidential,
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units]).order_by("-depth")
        fields["unit"].initial = units[0].pk if units else None
        fields["unit"].empty_label = None
        if proposal or len(units) < 2:
            del fields["unit"]
        fields["category"].queryset = term.proposal_categories.all() if term else Category.objects.none()
        if not fields["category"].queryset.exists():
            del fields["category"]
        if proposal or not person.may_anywhere("proposals.enter"):
            del fields["author"]
        for number in range(1, max(POINTS, len(points) + 1) + 1):
            box = words(f"第 {number} 条", required=False, rows=2, most=500)
            box.widget.attrs["class"] = "textarea--sm"
            box.initial = points[number - 1] if number <= len(points) else ""
            fields[f"point_{number}"] = box

    def point_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("point_")]

    def measures(self) -> list[str]:
        return [self.cleaned_data.get(name, "") for name in self.fields if name.startswith("point_")]

    def clean_author(self) -> Person | None:
        asked = self.cleaned_data["author"].strip().replace("\0", "")
        if not asked:
            return None
        people = Person.objects.filter(
            within_paths(self.person.scope("proposals.enter"), "unit__path"), is_active=True
        ).select_related("unit")
        found = list(people.filter(name=asked)[:5]) or list(people.filter(staff_number__iexact=asked))
        if not found:
            raise forms.ValidationError("名册里没有这个人，请核对姓名或职工号。")
        if len(found) > 1:
            told = "、".join(f"{one.staff_number}（{one.unit.short}）" for one in found)
            raise forms.ValidationError(f"有重名，请填职工号：{told}。")
        return found[0]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_final and not self.errors:
            if not data.get("rationale", "").strip():
                self.add_error("rationale", "请写明现在是什么情况。")
            if not any(words.strip() for words in self.measures()):
                self.add_error("point_1", "请至少写一条怎么办。")
        return data

    def kept(self) -> dict[str, Any]:
        """What `save_draft` is called with."""
        data = self.cleaned_data
        return {
            "title": data["title"], "rationale": data["rationale"], "measures": self.measures(),
            "is_confidential": data["is_confidential"],
        } | ({"category": data["category"]} if "category" in data else {})  # fmt: skip
