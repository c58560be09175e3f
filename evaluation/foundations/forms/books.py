"""Forms and filter of the duty books."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from ymdm.organization.models import Person
from ymdm.rulebook.acting import ActForm, PeopleField, words
from ymdm.ui.lists import ListFilter

from .. import rules
from ..models.books import BookState, DutyBook

MOST_LINES = 30
LONGEST = 200  # characters of a line


class IssueForm(ActForm):
    """`obj` is the unit."""

    title = "下发责任书"
    tells = "责任人本人签字以后才算落实；签字以前可以收回。"
    button = "下发"
    cites = (rules.BOOK, rules.SIGN)

    holder = PeopleField("责任人", rows=1, help_text="一个姓名或工号")
    post = forms.CharField(label="岗位", max_length=40)
    lines = words(
        "责任", rows=8, most=6000,
        help_text="一行一条。对应考评项目的，在行尾空一格写 # 和序号，例如“每季度公开一次经费使用 #2.3”",
    )  # fmt: skip

    def prepare(self) -> None:
        self.fields["holder"].within = self.obj  # type: ignore[attr-defined]

    def clean_holder(self) -> Person:
        found = self.cleaned_data["holder"]
        if len(found) != 1:
            raise forms.ValidationError("写一位。")
        return found[0]

    def clean_lines(self) -> list[tuple[str, str]]:
        rows = []
        for line in filter(None, map(str.strip, self.cleaned_data["lines"].split("\n"))):
            text, mark, code = line.replace("＃", "#").rpartition(" #")
            rows.append((text.strip(), code.strip()) if mark else (line, ""))
        if len(rows) > MOST_LINES:
            raise forms.ValidationError(f"最多 {MOST_LINES} 条。")
        if long := [text for text, _ in rows if len(text) > LONGEST]:
            raise forms.ValidationError(f"一条不超过 {LONGEST} 个字：“{long[0][:20]}…”。")
        return rows


class SignForm(ActForm):
    title = "签订责任书？"
    tells = "您已看过全部责任，同意承担。签字以后不能收回。"
    button = "签字"
    cites = (rules.BOOK, rules.SIGN)


class ReviewForm(ActForm):
    title = "考核责任书"
    tells = "结果告诉责任人，本单位职工可以看到。"
    button = "考核"
    cites = (rules.REVIEW,)

    is_done = forms.ChoiceField(label="完成没有", choices=[("", "请选择"), ("yes", "完成"), ("no", "没有完成")])
    review = words("考核意见", rows=3, most=300)

    def typed(self) -> dict[str, Any]:
        return {"is_done": self.cleaned_data["is_done"] == "yes", "review": self.cleaned_data["review"]}


class WithdrawForm(ActForm):
    title = "收回责任书？"
    button = "收回"
    danger = True
    cites = (rules.BOOK,)

    reason = words("原因", rows=2, most=200)


class BookFilter(ListFilter):
    SORTS = {
        "unit": ("unit__path", "holder__pinyin", "pk"),
        "holder": ("holder__pinyin", "pk"),
        "year": ("year", "pk"),
        "issued": ("issued_at", "pk"),
        "signed": ("signed_at", "pk"),
    }
    DEFAULT = "unit"

    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *BookState.choices], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "责任人、岗位、单位"
        self.fields["q"].widget.attrs["placeholder"] = "姓名、岗位、单位"

    def apply(self, rows: QuerySet[DutyBook]) -> QuerySet[DutyBook]:
        asked = self.asked
        for word in asked.get("q", "").split()[:4]:
            rows = rows.filter(Q(holder__name__contains=word) | Q(post__contains=word) | Q(unit__name__contains=word))
        if "state" in asked:
            rows = rows.filter(state=asked["state"])
        return self.ordered(rows)
