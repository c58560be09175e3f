"""Looking for people, and the acts on units and on the roll."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import ValidationError
from django.db.models import F, OrderBy, Q, QuerySet
from django.utils import timezone

from ymdm.ui.controls import DayInput

from ..models import Employment, Level, Person, Role, Unit
from ..papers import cells

SORTS = {
    "number": ("staff_number",),
    "name": ("pinyin", "staff_number"),
    "unit": ("unit__path", "staff_number"),
    "seen": ("last_login", "staff_number"),
}
NOT_OPENED = Q(password="") | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
OPENED = [("yes", "已开通"), ("no", "未开通")]


class UnitChoice(forms.ModelChoiceField):
    """A unit out of those within the person's authority, shown as a tree."""

    def label_from_instance(self, unit: Any) -> str:
        return f"{'　' * unit.depth}{unit}"


class PeopleFilter(forms.Form):
    """What the roll is searched and sorted by. A value that is not offered filters nothing."""

    q = forms.CharField(label="姓名、拼音或工号", max_length=30, required=False)
    unit = UnitChoice(Unit.objects.none(), label="单位", required=False, empty_label="全部单位")
    employment = forms.ChoiceField(label="用工形式", choices=[("", "全部"), *Employment.choices], required=False)
    opened = forms.ChoiceField(label="账号", choices=[("", "全部"), *OPENED], required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units.open().filter(level__in=[Level.BUREAU, Level.UNIT, Level.DEPARTMENT])
        self.fields["q"].widget.attrs |= {"type": "search", "placeholder": "姓名、拼音或工号"}

    @property
    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def apply(self, people: QuerySet[Person]) -> QuerySet[Person]:
        """The people asked for, sorted."""
        asked = self.asked
        if unit := asked.get("unit"):
            people = people.filter(unit__path__startswith=unit.path)
        if employment := asked.get("employment"):
            people = people.filter(employment=employment)
        if opened := asked.get("opened"):
            people = people.exclude(NOT_OPENED) if opened == "yes" else people.filter(NOT_OPENED)
        for word in cells.text(asked.get("q", "")).split():
            # Staff numbers are written in capitals, pinyin in small letters: no lower() on a column, so indexes hold.
            people = people.filter(
                Q(name__contains=word) | Q(pinyin__contains=word.lower()) | Q(staff_number__contains=word.upper())
            )
        return people.order_by(*self.sort)

    @property
    def sort(self) -> list[OrderBy]:
        """The columns of ?sort=, "-" in front for descending; by staff number when nothing is asked."""
        asked = self.data.get("sort", "")
        first, *others = SORTS.get(asked.removeprefix("-"), SORTS["number"])
        # Said aloud, because the databases differ: who was never here comes before the longest absent.
        lead = F(first).desc(nulls_last=True) if asked.startswith("-") else F(first).asc(nulls_first=True)
        return [lead, *(F(other).asc() for other in others)]

    @property
    def words(self) -> str:
        """The filter in words, for the line on an export."""
        parts = [
            f"{self.fields[name].label}：{dict(getattr(self.fields[name], 'choices', ())).get(value, value)}"
            if name in {"employment", "opened"}
            else f"{self.fields[name].label}：{value}"
            for name, value in self.asked.items()
        ]
        return "，".join(parts)


class AppointForm(forms.Form):
    """Giving somebody an office."""

    role = forms.ChoiceField(label="角色", choices=Role.choices)
    unit = UnitChoice(Unit.objects.none(), label="在哪个单位")
    title = forms.CharField(label="职务名称", max_length=40, required=False)
    from_on = forms.DateField(label="起始日期", widget=DayInput())
    until_on = forms.DateField(label="截止日期", widget=DayInput(), required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"from_on": timezone.localdate()})
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units.open()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("from_on") and data.get("until_on") and data["until_on"] < data["from_on"]:
            raise ValidationError("截止日期早于起始日期，请检查。")
        return data


class LastDayForm(forms.Form):
    """The last day of an appointment, or the day of another act."""

    on = forms.DateField(label="最后一天", widget=DayInput())


class EntryForm(forms.ModelForm):
    """What the roll says of a person. Name and staff number stay; another name is another paper."""

    unit = UnitChoice(Unit.objects.none(), label="所在部门")
    # Longer than the number itself: people write blanks and hyphens into it.
    mobile = forms.CharField(label="手机号", max_length=20, required=False)

    class Meta:
        model = Person
        fields = ("unit", "post", "professional_title", "employment", "party", "mobile", "pinyin")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units.open()
        # The number stays covered here too: it is written anew, never shown.
        self.initial["mobile"], self.mobile_before = "", self.instance.mobile
        covered = self.instance.masked_mobile
        self.fields["mobile"].help_text = f"现在登记的是 {covered}，不改就留空" if covered else "11 位手机号"

    def clean_mobile(self) -> str | None:
        mobile = cells.phone(self.cleaned_data["mobile"])
        if mobile and not cells.is_mobile(mobile):
            raise ValidationError(f"手机号要 11 位，现在是 {len(mobile)} 位，请核对。")
        return mobile or self.mobile_before

    @property
    def changes(self) -> dict[str, Any]:
        """The fields that were changed, with their new values."""
        typed = {name: self.cleaned_data[name] for name in self.changed_data}
        return {name: value for name, value in typed.items() if name != "mobile" or value != self.mobile_before}


class UnitForm(forms.ModelForm):
    """A new unit below another."""

    class Meta:
        model = Unit
        fields = ("code", "name", "short_name", "aliases", "legal_type", "level", "place")

    def clean_code(self) -> str:
        code = cells.text(self.cleaned_data["code"]).upper()
        if not (code.isascii() and code.replace("-", "").isalnum()):
            raise ValidationError("编码只能用字母、数字和短横线。")
        return code


class RenameForm(forms.Form):
    """A new name from a day."""

    name = forms.CharField(label="新名称", max_length=60)
    on = forms.DateField(label="启用日期", widget=DayInput(), initial=timezone.localdate)


class MoveForm(forms.Form):
    """Another unit above, from a day."""

    parent = UnitChoice(Unit.objects.none(), label="划转到")
    on = forms.DateField(label="划转日期", widget=DayInput(), initial=timezone.localdate)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = units.open()


class CloseForm(forms.Form):
    """The day on which a unit ends, and who goes on with what it has not done."""

    on = forms.DateField(label="撤销日期", widget=DayInput(), initial=timezone.localdate)
    successor = UnitChoice(Unit.objects.none(), label="由哪个单位接办", required=False, empty_label="上级单位")

    def __init__(self, *args: Any, unit: Unit, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = units.open().exclude(path__startswith=unit.path)
        self.fields["successor"].help_text = "没有办完的事和督办都交给它；这个单位的任职到撤销日期为止"


class LeaveForm(forms.Form):
    """The last day of somebody who leaves."""

    on = forms.DateField(label="最后一天", widget=DayInput(), initial=timezone.localdate)
