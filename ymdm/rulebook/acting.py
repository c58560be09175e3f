"""The form of one act, whatever it acts on: what it asks, which rules stand in sight, and fields that many acts share."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from ymdm.organization.models import Person, Unit
from ymdm.ui.controls import DayInput

from . import Rule, in_force


class ActForm(forms.Form):
    """Fields carry the names of the step's arguments, so that `typed` is the cleaned data unless a form says otherwise."""

    title = ""  # the question
    tells = ""  # what follows
    button = ""
    danger = False
    cites: tuple[Rule, ...] = ()
    use_required_attribute = False

    def __init__(self, *args: Any, obj: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.obj, self.person = obj, person
        self.prepare()
        for field in self.fields.values():
            if field.required and not isinstance(field, forms.BooleanField):
                verb = "选择" if isinstance(field, forms.ChoiceField) else "填写"
                field.error_messages["required"] = f"请{verb}{field.label}。"

    def prepare(self) -> None:
        """Fit choices and initial values to the object."""

    def typed(self) -> dict[str, Any]:
        """The keyword arguments of the step."""
        return dict(self.cleaned_data)

    def rules(self) -> tuple[Rule, ...]:
        """The rules in sight, with the values in force here."""
        return in_force(self.cites, unit_of(self.obj), timezone.localdate())


def unit_of(obj: Any) -> Unit:
    return obj if isinstance(obj, Unit) else obj.unit


class WordsField(forms.CharField):
    """Several lines. A line break counts as one character, as the browser's counter has it, not as two."""

    def to_python(self, value: Any) -> str:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value) or ""


def words(
    label: str, *, help_text: str = "", required: bool = True, rows: int = 4, most: int = 2000
) -> forms.CharField:
    """A box for several lines."""
    return WordsField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def day(label: str, **options: Any) -> forms.DateField:
    """A date, typed or picked."""
    invalid = {"invalid": "请按 2026-11-20 的样子填写日期。"}
    return forms.DateField(label=label, widget=DayInput(), error_messages=invalid, **options)


def clock(label: str, **options: Any) -> forms.TimeField:
    """A time of the day."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(
        label=label, widget=widget, error_messages={"invalid": "请按 9:00 的样子填写时间。"}, **options
    )


class PersonChoice(forms.ModelChoiceField):
    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(Person.objects.none(), label=label, empty_label="请选择", **options)

    def label_from_instance(self, person: Any) -> str:
        return f"{person}（{person.unit.short}）"


def holders(act: str, unit: Unit) -> Any:
    """Whoever may do `act` in a unit, as the choices of a field."""
    return Person.objects.holding(act, unit).select_related("unit").order_by("pinyin", "staff_number")


class PeopleField(forms.CharField):
    """Several people, a name or staff number on each line; every line that nobody or several answer to is named."""

    def __init__(self, label: str, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": options.pop("rows", 5)})
        super().__init__(label=label, widget=widget, max_length=6000, **options)
        self.within: Unit | None = None

    def clean(self, value: Any) -> list[Person]:
        typed = super().clean(value)
        for mark in "，、,;；\r\t ":
            typed = typed.replace(mark, "\n")
        words = list(dict.fromkeys(word for word in typed.split("\n") if word))
        if not words:
            return []
        people = Person.objects.filter(is_active=True, left_on=None).filter(
            Q(name__in=words) | Q(staff_number__in=[word.upper() for word in words])
        )
        if self.within is not None:
            people = people.filter(unit__path__startswith=f"/{self.within.path.split('/')[1]}/")
        found: dict[str, list[Person]] = defaultdict(list)
        for person in people.select_related("unit"):
            found[person.name].append(person)
            found[person.staff_number.upper()].append(person)
        wrong = []
        for word in words:
            same = found.get(word) or found.get(word.upper()) or []
            if not same:
                wrong.append(f"名册里没有“{word[:20]}”。")
            elif len(same) > 1:
                numbers = "、".join(f"{one.staff_number}（{one.unit.short}）" for one in same[:4])
                wrong.append(f"叫“{word[:20]}”的有 {len(same)} 人，请写工号：{numbers}。")
        if wrong:
            raise forms.ValidationError(wrong[:8])
        return list({p.pk: p for word in words for p in (found.get(word) or found[word.upper()])}.values())
