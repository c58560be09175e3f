"""The form of the page; what it sends is read by `Asked`."""

from __future__ import annotations

from django import forms

from .asked import ORDERS, Asked
from .showing import Choices
from .words import LONGEST_QUESTION


class SearchForm(forms.Form):
    q = forms.CharField(label="关键词", required=False, max_length=LONGEST_QUESTION)
    kind = forms.ChoiceField(label="种类", required=False)
    unit = forms.ChoiceField(label="受理单位", required=False)
    year = forms.ChoiceField(label="年份", required=False)
    sort = forms.ChoiceField(label="排序", required=False, choices=list(ORDERS.items()))

    def __init__(self, asked: Asked, given: Choices) -> None:
        shown = {name: getattr(asked, name) for name in ("q", "kind", "unit", "year", "sort")}
        super().__init__(initial=shown, auto_id="search-%s")
        self.fields["kind"].choices = [("", "全部种类"), *given.kinds]
        self.fields["unit"].choices = [("", "全部单位"), *given.units]
        self.fields["year"].choices = [("", "全部年份"), *given.years]
        self.fields["q"].widget.input_type = "search"
        self.fields["q"].widget.attrs["placeholder"] = "题目、内容、答复、编号"
