"""What the lists of representatives, elections and team meetings are searched and sorted by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from ...models import CongressTerm, Delegation, Mandate, TeamMeeting

IN_OFFICE, ENDED = "", "ended"
STANDING = [(IN_OFFICE, "在任"), (ENDED, "已终止"), ("all", "全部"), ("guess", "构成待核对")]


class ListFilter(forms.Form):
    """Words and choices; `SORTS` are the columns of ?sort=, "-" in front for descending. What is not offered filters nothing."""

    SORTS: dict[str, tuple[str, ...]] = {}
    DEFAULT = ""

    q = forms.CharField(max_length=40, required=False, widget=forms.TextInput(attrs={"type": "search"}))

    @property
    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.data.get("sort", "") or self.DEFAULT
        first, *others = self.SORTS.get(asked.removeprefix("-"), self.SORTS[self.DEFAULT.removeprefix("-")])
        lead = F(first).desc() if asked.startswith("-") else F(first).asc()
        return rows.order_by(lead, *others)

    @property
    def words(self) -> str:
        """The filter in words, for the line on an export."""
        parts = []
        for name, value in self.asked.items():
            choices = dict(getattr(self.fields[name], "choices", ()))
            parts.append(f"{self.fields[name].label}：{choices.get(value, value)}")
        return "，".join(parts)


class RollFilter(ListFilter):
    SORTS = {
        "delegation": ("delegation__name", "person__pinyin", "pk"),
        "name": ("person__pinyin", "pk"),
        "unit": ("person__unit__path", "person__pinyin", "pk"),
        "category": ("category", "person__pinyin", "pk"),
        "since": ("appointment__from_on", "pk"),
    }
    DEFAULT = "delegation"

    delegation = forms.ModelChoiceField(
        Delegation.objects.none(), label="代表团", required=False, empty_label="全部代表团"
    )
    category = forms.ChoiceField(label="构成", choices=[("", "全部"), *Mandate.Category.choices], required=False)
    gender = forms.ChoiceField(label="性别", choices=[("", "全部"), ("female", "女"), ("male", "男")], required=False)
    standing = forms.ChoiceField(label="资格", choices=STANDING, required=False)

    def __init__(self, *args: Any, term: CongressTerm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delegation"].queryset = term.delegations.all()
        self.fields["q"].label = "姓名"
        self.fields["q"].widget.attrs["placeholder"] = "姓名、拼音或部门"

    def apply(self, rows: QuerySet[Mandate]) -> QuerySet[Mandate]:
        asked, today = self.asked, timezone.localdate()
        standing = asked.get("standing", IN_OFFICE)
        if standing == ENDED:
            rows = rows.ended(today)
        elif standing != "all":
            # A term that has not begun has representatives too: those whose seat begins with it.
            rows = rows.filter(Q(appointment__until_on=None) | Q(appointment__until_on__gte=today))
        if standing == "guess":
            rows = rows.filter(is_guess=True)
        if delegation := asked.get("delegation"):
            rows = rows.filter(delegation=delegation)
        if category := asked.get("category"):
            rows = rows.filter(category=category)
        if gender := asked.get("gender"):
            rows = rows.filter(person__gender=gender)
        for word in asked.get("q", "").split()[:4]:
            rows = rows.filter(
                Q(person__name__contains=word)
                | Q(person__pinyin__contains=word.lower())
                | Q(person__unit__name__contains=word)
            )
        return self.ordered(rows)


class TeamFilter(ListFilter):
    SORTS = {"on": ("held_on", "pk"), "unit": ("unit__path", "-held_on"), "topic": ("topic", "pk")}
    DEFAULT = "-on"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "班组或议题"
        self.fields["q"].widget.attrs["placeholder"] = "班组、议题或意见里的词"

    def apply(self, rows: QuerySet[TeamMeeting]) -> QuerySet[TeamMeeting]:
        for word in self.asked.get("q", "").split()[:4]:
            rows = rows.filter(Q(unit__name__contains=word) | Q(topic__contains=word) | Q(raised__contains=word))
        return self.ordered(rows)
