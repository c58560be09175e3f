"""What the lists of rules and decisions are searched and sorted by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from congress.rules.matters import CHOICES
from ymdm.ui.lists import ListFilter

from ..models import Correction, Decision, RuleDocument, RuleVersion
from ..rules import KINDS

HOLDS, UNDERWAY, ENDED = "holds", "underway", "ended"


class DocumentFilter(ListFilter):
    SORTS = {
        "title": ("title", "pk"),
        "kind": ("kind", "title"),
        "unit": ("unit__path", "title"),
        "since": ("since", "title"),
    }
    DEFAULT = "title"

    kind = forms.ChoiceField(label="种类", choices=[("", "全部"), *KINDS], required=False)
    state = forms.ChoiceField(
        label="状态", choices=[("", "全部"), (HOLDS, "现行"), (UNDERWAY, "在起草"), (ENDED, "已废止")], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "名称或文号"
        self.fields["q"].widget.attrs["placeholder"] = "名称、文号或单位"

    def apply(self, documents: QuerySet[RuleDocument]) -> QuerySet[RuleDocument]:
        asked = self.asked
        if kind := asked.get("kind"):
            documents = documents.filter(kind=kind)
        holding = RuleVersion.objects.holding(timezone.localdate()).values("document")
        underway = RuleVersion.objects.filter(state__in=["draft", "congress_passed"]).values("document")
        state = asked.get("state")
        if state == HOLDS:
            documents = documents.filter(pk__in=holding)
        elif state == UNDERWAY:
            documents = documents.filter(pk__in=underway)
        elif state == ENDED:
            documents = documents.exclude(pk__in=holding).exclude(pk__in=underway)
        for word in asked.get("q", "").split()[:4]:
            documents = documents.filter(
                Q(title__contains=word) | Q(number__contains=word) | Q(unit__name__contains=word)
            )
        return self.ordered(documents)


UNLINKED, WRONG, UNANSWERED = "unlinked", "wrong", "unanswered"
GAPS = [
    ("", "全部"),
    (UNLINKED, "没有公开也没有依据"),
    (WRONG, "没有约束力或者程序颠倒"),
    (UNANSWERED, "纠正通知没有答复"),
]


class DecisionFilter(ListFilter):
    SORTS = {
        "on": ("decided_on", "-pk"),
        "title": ("title", "pk"),
        "unit": ("unit__path", "-decided_on"),
        "amount": ("amount", "-decided_on"),
        "state": ("state", "-decided_on"),
    }
    DEFAULT = "-on"

    kind = forms.ChoiceField(label="类别", choices=[("", "全部"), *Decision.Kind.choices], required=False)
    matter = forms.ChoiceField(label="事项", choices=[("", "全部"), *CHOICES], required=False)
    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *Decision.State.choices], required=False)
    gap = forms.ChoiceField(label="缺口", choices=GAPS, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "决策事项"
        self.fields["q"].widget.attrs["placeholder"] = "事项、会议或单位"

    def apply(self, decisions: QuerySet[Decision]) -> QuerySet[Decision]:
        asked = self.asked
        for name in ("kind", "matter", "state"):
            if value := asked.get(name):
                decisions = decisions.filter(**{name: value})
        gap = asked.get("gap")
        if gap == UNLINKED:
            decisions = decisions.unlinked()
        elif gap == WRONG:
            decisions = decisions.wrong()
        elif gap == UNANSWERED:
            decisions = decisions.filter(pk__in=Correction.objects.open().values("decision"))
        for word in asked.get("q", "").split()[:4]:
            decisions = decisions.filter(
                Q(title__contains=word) | Q(meeting__contains=word) | Q(unit__name__contains=word)
            )
        return self.ordered(decisions)
