"""By what the coverage map is picked, and the list of what is owed searched and sorted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from ymdm.organization.models import Level, Person, Unit
from ymdm.ui.lists import ListFilter

from ..models import Obligation
from ..places import found_by
from ..rules.obliging import MONTHS, named, span

YEARS = 4
STATES = [(state.value, state.label) for state in Obligation.State]


def year_of(asked: str, today: date) -> int:
    try:
        return span(asked)[0].year
    except ValueError:
        return today.year


def periods_offered(year: int, today: date) -> Iterator[tuple[str, str]]:
    """The last years, and halves, quarters and months of one of them."""
    years = sorted({year, *range(today.year - YEARS + 1, today.year + 1)}, reverse=True)
    yield from (named("Y", one, 1) for one in years)
    for frequency in "HQM":
        yield from (named(frequency, year, number) for number in range(1, 12 // MONTHS[frequency] + 1))


class CoverageFilter(forms.Form):
    """Which time, below which unit, and whether only rows with gaps."""

    period = forms.ChoiceField(label="期间", required=False)
    # Typed, not chosen: at three hundred units the options weighed as much as a page. Links bring `unit`.
    of = forms.CharField(
        label="范围",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "全部单位，或写单位名称"}),
    )
    unit = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**62)
    gaps = forms.ChoiceField(
        label="显示",
        required=False,
        choices=[("", "全部，按机构顺序"), ("worst", "死角多的在前"), ("dead", "只看有死角的")],
    )

    def __init__(self, data: Any, *, person: Person) -> None:
        super().__init__(data)
        self.today = timezone.localdate()
        self.root = Unit.objects.get(pk=person.unit.lineage[0])
        self.year = year_of(data.get("period", ""), self.today)
        self.fields["period"].choices = list(periods_offered(self.year, self.today))  # type: ignore[attr-defined]
        self.fields["period"].initial = str(self.today.year)
        self.is_valid()
        units = Unit.objects.within(self.root).open().filter(level__in=[Level.BUREAU, Level.UNIT])
        self.unit_found, self.others = found_by(units, self.cleaned_data.get("of", ""), self.cleaned_data.get("unit"))
        if self.unit_found:
            self.data = self.data.copy()  # a link brought the key: the field shows whose it is
            self.data["of"] = self.unit_found.name

    @property
    def period_asked(self) -> str:
        return self.cleaned_data.get("period") or str(self.today.year)

    @property
    def unit_asked(self) -> Unit:
        return self.unit_found or self.root

    @property
    def of_asked(self) -> str:
        return str(self.cleaned_data.get("of", "")).strip()

    @property
    def words(self) -> str:
        chosen = dict(self.fields["period"].choices)[self.period_asked]  # type: ignore[attr-defined]
        return f"{chosen}，{self.unit_asked.name}"


class ObligationFilter(ListFilter):
    """What is owed. `unit` is one unit, `under` a unit with all below it; both come from the map and the figures."""

    SORTS = {
        "due": ("due_on", "pk"),
        "unit": ("unit__path", "item__code", "due_on"),
        "item": ("item__code", "unit__path", "due_on"),
        "published": ("published_on", "pk"),
    }
    DEFAULT = "due"

    period = forms.CharField(label="期间", max_length=8, required=False, widget=forms.HiddenInput)
    unit = forms.IntegerField(label="单位", required=False, widget=forms.HiddenInput, min_value=1, max_value=2**62)
    under = forms.IntegerField(label="范围", required=False, widget=forms.HiddenInput, min_value=1, max_value=2**62)
    item = forms.CharField(label="事项", max_length=12, required=False, widget=forms.HiddenInput)
    stage = forms.ChoiceField(label="阶段", choices=[("", "全部"), *Obligation.Stage.choices], required=False)
    state = forms.ChoiceField(label="情况", choices=[("", "全部"), *STATES], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].label = "事项或单位"
        self.fields["q"].widget.attrs["placeholder"] = "事项、编号或单位"

    def apply(self, rows: QuerySet[Obligation]) -> QuerySet[Obligation]:
        asked = self.asked
        if period := asked.get("period"):
            with suppress(ValueError):  # what is no period filters nothing
                rows = rows.filter(ends_on__range=span(period))
        if unit := asked.get("unit"):
            rows = rows.filter(unit=unit)
        if (under := asked.get("under")) and (root := Unit.objects.filter(pk=under).first()):
            rows = rows.filter(unit__path__startswith=root.path)
        if item := asked.get("item"):
            rows = rows.filter(Q(item__code=item) | Q(item__under__code=item))
        if stage := asked.get("stage"):
            rows = rows.filter(stage=stage)
        if state := asked.get("state"):
            rows = rows.filter(condition(state, timezone.localdate()))
        for word in asked.get("q", "").split()[:4]:
            rows = rows.filter(
                Q(item__name__contains=word) | Q(item__code__iexact=word) | Q(unit__name__contains=word)
                | Q(label__contains=word)
            )  # fmt: skip
        return self.ordered(rows)


def condition(state: str, today: date) -> Q:
    """What `Obligation.state_on` says, as a condition on rows."""
    State = Obligation.State
    lifted, withheld = Q(lifted_on__isnull=False), Q(lifted_on=None, withheld_on__isnull=False)
    published = Q(lifted_on=None, withheld_on=None, published_on__isnull=False)
    owed = Q(lifted_on=None, withheld_on=None, published_on=None)
    return {
        State.LIFTED: lifted,
        State.WITHHELD: withheld,
        State.MET: published & Q(published_on__lte=F("due_on")),
        State.LATE: published & Q(published_on__gt=F("due_on")),
        State.OWED: owed & Q(due_on__gte=today),
        State.SILENT: owed & Q(due_on__lt=today),
    }[State(state)]
