"""Looking for rules, and asking for a stricter value."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.utils import timezone

from ymdm.organization.forms.rolls import UnitChoice
from ymdm.organization.models import PLACES, Unit
from ymdm.ui.controls import DayInput
from ymdm.ui.words import full_day

from .current import Law
from .library import CHAPTERS, Entry, amounts_of, entries
from .profiles import may_be_chosen
from .reading import MARKS, Row, ordered, row_of, units_to_choose
from .rule import Confidence


class RulesFilter(forms.Form):
    """What the library is searched by. A value that is not offered filters nothing."""

    q = forms.CharField(label="编号或规则里的字", max_length=40, required=False)
    unit = UnitChoice(Unit.objects.none(), label="哪个单位的数值", required=False, empty_label="我的单位")
    chapter = forms.ChoiceField(label="部分", choices=[("", "全部"), *CHAPTERS.items()], required=False)
    basis = forms.ChoiceField(
        label="依据", choices=[("", "全部"), *((tag.value, words) for tag, (words, _) in MARKS.items())], required=False
    )
    setter = forms.ChoiceField(
        label="谁能规定",
        choices=[("", "全部"), ("U", "单位可规定"), ("P", "随口径"), ("-", "固定"), ("set", "本单位已规定")],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_to_choose()
        self.fields["q"].widget.attrs |= {"type": "search", "placeholder": "编号或规则里的字"}

    @property
    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def apply(self, law: Law) -> list[Row]:
        """The rules asked for, as they hold under that law, sorted."""
        asked = self.asked
        words = unicodedata.normalize("NFKC", asked.get("q", "")).upper().split()
        rows = []
        for entry in entries().values():
            if asked.get("chapter", entry.id[:3]) != entry.id[:3]:
                continue
            if asked.get("basis") and Confidence(asked["basis"]) not in entry.tags:
                continue
            if not _may_be_set(entry, asked.get("setter", "")):
                continue
            row = row_of(entry, law)
            text = f"{entry.id} {row.sentence} {entry.section} {entry.basis}".upper()
            if all(word in text for word in words) and (asked.get("setter") != "set" or row.is_set_here):
                rows.append(row)
        return ordered(rows, self.data.get("sort", ""))

    @property
    def words(self) -> str:
        """The filter in words, for the line on an export."""
        choices = {name: dict(getattr(self.fields[name], "choices", ())) for name in ("chapter", "basis", "setter")}
        return "，".join(
            f"{self.fields[name].label}：{choices.get(name, {}).get(value, value)}"
            for name, value in self.asked.items()
        )


def _may_be_set(entry: Entry, by: str) -> bool:
    return by in {"", "set"} or by in entry.configurable


class ProposeForm(forms.Form):
    """A stricter value from a day, with reason and document."""

    key = forms.ChoiceField(label="哪个数值")
    number = forms.CharField(label="改为", max_length=20)
    from_on = forms.DateField(label="从哪天起执行", widget=DayInput(), help_text="今天或以后；以前办理的事项不受影响")
    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    document = forms.CharField(
        label="依据的文件", max_length=120, help_text="例如：局工会〔2026〕8号，职代会第几次会议决议"
    )

    def __init__(self, *args: Any, entry: Entry, law: Law, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"from_on": timezone.localdate()})
        super().__init__(*args, **kwargs)
        open_ = [amount for amount in amounts_of(entry.id) if amount.may_be_tightened]
        self.fields["key"].choices = [
            (amount.key, f"{amount.says}（现在 {law.value(amount.key).words}）") for amount in open_
        ]
        if len(open_) == 1:
            amount = open_[0]
            self.fields["key"].widget = forms.HiddenInput()
            self.fields["key"].initial = amount.key
            line = law.above(amount.key)
            way = "不能更大" if amount.stricter == "smaller" else "不能更小"
            self.fields["number"].help_text = f"{amount.says}：{line.words}（{line.because}），{way}"
            if amount.scale:
                self.fields["number"].widget = forms.Select(choices=[(word, word) for word in amount.scale])


class DeclineForm(forms.Form):
    reason = forms.CharField(label="为什么不同意", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class SettleForm(forms.Form):
    """Where a unit lies, and which text it names as its own."""

    place = forms.ChoiceField(label="所在地", required=False, help_text="各省的条例不同，数值随所在地变化")
    profile = forms.ChoiceField(label="自选口径", required=False, help_text="学校、全民所有制工业企业等自己选定的规定")

    from_on = forms.DateField(
        label="从哪天起", required=False, widget=DayInput(),
        help_text="迁址、改制的，填变动那天，以前的事仍按原来的口径；以前没有登记或登记错的，留空",
    )  # fmt: skip

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"place": unit.place, "profile": unit.profile})
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", "随上级单位"), *((name, name) for name in PLACES)]
        self.fields["profile"].choices = [
            ("", "按所在地和类型，或随上级单位"), *((text.code, text.name) for text in may_be_chosen(unit.legal_type))
        ]  # fmt: skip

    @property
    def words(self) -> list[tuple[str, str]]:
        """What was chosen, as the confirmer reads it."""
        return [
            (str(self.fields[name].label), dict(self.fields[name].choices)[self.cleaned_data[name]])
            for name in ("place", "profile")
        ] + [("从哪天起", full_day(self.cleaned_data["from_on"]) if self.cleaned_data["from_on"] else "一直如此")]
