"""The filters of the list: read out of an address, laid over the rows, drawn as a form, and told in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import lru_cache

from django import forms
from django.db.models import Exists
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ymdm.duties.rules import BLUE_FROM, YELLOW_FROM
from ymdm.organization.models import Person
from ymdm.workdays import Workdays

from ..channels import Channel
from ..finding import speaking_of
from ..listing.choices import Choices
from ..listing.orders import owed_duties, proposals_kind
from ..models import Evaluation
from ..models.querysets import ProposalQuerySet
from ..models.states import GROUPS

CHANNELS = {"": "全部渠道", **{str(code): words for code, words in Channel.choices}}
SCOPES = {"": "全部", "mine": "我的", "unit": "本单位承办"}
LIGHTS = {
    "": "不限",
    "overdue": "已逾期",
    "soon": f"{YELLOW_FROM} 个工作日内到期",
    "near": f"{BLUE_FROM} 个工作日内到期",
    "paused": "暂停计时",
    "intime": "按期答复",
    "late": "逾期后才答复",
}
RESULTS = {"": "不限", "A": "A 类", "B": "B 类", "C": "C 类", "D": "D 类", "none": "还没有分类"}
GRADES = {"": "不限", **dict(Evaluation.Grade.choices), "not_evaluated": "未评价"}


@dataclass(frozen=True)
class Filters:
    """What was asked for. Words that we do not know count as nothing, so that an old link still opens."""

    q: str = ""
    scope: str = ""
    group: str = ""
    channel: str = ""
    session: str = ""
    category: str = ""
    lead: str = ""
    light: str = ""
    result: str = ""
    grade: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Filters:
        known = {
            "scope": SCOPES,
            "channel": CHANNELS,
            "group": GROUPS,
            "light": LIGHTS,
            "result": RESULTS,
            "grade": GRADES,
        }
        given = {field.name: str(asked.get(field.name, "")).strip()[:60] for field in fields(cls)}
        for name, words in known.items():
            if given[name] not in words:
                given[name] = ""
        for name in ("session", "lead"):
            if not (given[name].isdecimal() and len(given[name]) < 19):
                given[name] = ""
        given["q"] = given["q"].replace("\0", "")
        return cls(**given)

    @property
    def is_any(self) -> bool:
        """Whether anything but the group of states narrows the list."""
        return replace(self, group="") != Filters()

    def of_group(self, rows: ProposalQuerySet) -> ProposalQuerySet:
        """The rows of the group of states that was asked for."""
        return rows.filter(state__in=GROUPS[self.group][1]) if self.group else rows

    def narrow(self, rows: ProposalQuerySet, person: Person, today: date, workdays: Workdays) -> ProposalQuerySet:
        """The rows that all other filters leave."""
        rows = self._by_scope(rows, person)
        if self.channel:
            rows = rows.filter(channel=self.channel)
        if self.session:
            rows = rows.filter(session=int(self.session))
        if self.category:
            rows = rows.filter(category__name=self.category)
        if self.lead:
            rows = rows.filter(lead_unit=int(self.lead))
        if self.result:
            rows = rows.filter(result_class="" if self.result == "none" else self.result)
        if self.grade:
            rows = rows.filter(grade=self.grade)
        if self.q:
            rows = rows.filter(speaking_of(self.q, person))
        return self._by_light(rows, today, workdays)

    def _by_scope(self, rows: ProposalQuerySet, person: Person) -> ProposalQuerySet:
        if self.scope == "mine":
            return rows.concerning(person)
        if self.scope == "unit":
            return rows.handled_in(person.scope("proposals.handle") or [person.unit.path])
        return rows

    def _by_light(self, rows: ProposalQuerySet, today: date, workdays: Workdays) -> ProposalQuerySet:
        owed = owed_duties(proposals_kind())
        running = owed.filter(paused_on=None)
        if self.light == "overdue":
            return rows.filter(Exists(running.filter(due_on__lt=today)))
        if self.light in {"soon", "near"}:
            # The last day on which no more than so many working days are left: the eve of the next working day.
            first_too_far = workdays.add(today, (YELLOW_FROM if self.light == "soon" else BLUE_FROM) + 1)
            return rows.filter(Exists(running.filter(due_on__gte=today, due_on__lt=first_too_far)))
        if self.light == "paused":
            return rows.filter(Exists(owed.exclude(paused_on=None)))
        if self.light == "intime":
            return rows.answered_in_time()
        if self.light == "late":
            return rows.answered_late()
        return rows

    def words(self, choices: Choices) -> str:
        """The filters as the export tells them."""
        told = [
            f"关键词“{self.q}”" if self.q else "",
            SCOPES[self.scope] if self.scope else "",
            GROUPS[self.group][0] if self.group else "",
            CHANNELS[self.channel] if self.channel else "",
            dict(choices.sessions).get(self.session, ""),
            self.category,
            dict(choices.units).get(self.lead, ""),
            LIGHTS[self.light] if self.light else "",
            f"办理结果 {RESULTS[self.result]}" if self.result else "",
            f"评价 {GRADES[self.grade]}" if self.grade else "",
        ]
        return "，".join(word for word in told if word)


class FilterForm(forms.Form):
    """The form as drawn; what it sends is read by `Filters`."""

    q = forms.CharField(label="关键词", required=False, max_length=60)
    scope = forms.ChoiceField(label="范围", required=False, choices=list(SCOPES.items()))
    channel = forms.ChoiceField(label="渠道", required=False, choices=list(CHANNELS.items()))
    session = forms.ChoiceField(label="会议届次", required=False)
    category = forms.ChoiceField(label="类别", required=False)
    lead = forms.ChoiceField(label="主办单位", required=False)
    light = forms.ChoiceField(label="期限", required=False, choices=list(LIGHTS.items()))
    result = forms.ChoiceField(label="办理结果", required=False, choices=list(RESULTS.items()))
    grade = forms.ChoiceField(label="评价", required=False, choices=list(GRADES.items()))

    def __init__(self, filters: Filters, sessions: tuple, categories: tuple, units: tuple) -> None:
        shown = {field.name: getattr(filters, field.name) for field in fields(filters)}
        super().__init__(initial=shown, auto_id="filter-%s")
        self.fields["session"].choices = [("", "全部届次"), *sessions]
        self.fields["category"].choices = [("", "全部类别"), *categories]
        self.fields["lead"].choices = [("", "全部单位"), *units]
        self.fields["q"].widget.input_type = "search"
        self.fields["q"].widget.attrs["placeholder"] = "题目、编号、代表姓名"


@lru_cache(maxsize=256)
def drawn(filters: Filters, sessions: tuple, categories: tuple, units: tuple, sort: str, path: str) -> SafeString:
    """The form. Drawn anew only where something in it differs: it is most of the page's work."""
    form = FilterForm(replace(filters, group=""), sessions, categories, units)
    context = {"form": form, "filters": filters, "sort": sort, "path": path}
    return SafeString(render_to_string("proposals/_filters.html", context))
