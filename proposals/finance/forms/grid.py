"""The grid of vouchers: every row of the page and some empty ones, each with its own mistakes beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from ymdm.ui.controls import DayInput

from .. import rules
from ..models import ReviewPeriod, Voucher
from ..workflow import VoucherRow

# With the hidden ones seven fields a row: 500 is what a request may hold.
PER_PAGE, BLANK = 25, 10
TYPED = ("number", "on", "purpose", "yuan", "note")


class RowForm(forms.Form):
    """One voucher. `voucher` is the row as it stands; None for a new one."""

    use_required_attribute = False

    number = forms.CharField(label="凭证号", max_length=20, required=False)
    on = forms.DateField(
        label="日期", required=False, widget=DayInput(), error_messages={"invalid": "请按 2026-09-20 的样子填写日期。"}
    )
    purpose = forms.CharField(label="摘要", max_length=120, required=False)
    yuan = forms.CharField(label="金额（元）", max_length=30, required=False)
    outcome = forms.ChoiceField(label="审查结果", choices=Voucher.Outcome.choices, required=False)
    note = forms.CharField(label="说明", max_length=200, required=False)
    mark = forms.CharField(max_length=8, required=False, widget=forms.HiddenInput())

    def __init__(self, data: Any, *, at: str, voucher: Voucher | None, period: ReviewPeriod, may_judge: bool) -> None:
        initial = {}
        if voucher is not None:
            initial = {name: getattr(voucher, name) for name in ("number", "on", "purpose", "outcome", "note", "yuan")}
            initial["mark"] = voucher.mark if may_judge else voucher.content_mark
        super().__init__(data, prefix=at, initial=initial)
        self.voucher, self.period, self.may_judge = voucher, period, may_judge
        self.fields["yuan"].widget.attrs["inputmode"] = "decimal"
        if not may_judge:
            del self.fields["outcome"], self.fields["note"]

    @property
    def is_blank(self) -> bool:
        """Nothing was typed into a row that is for a new voucher."""
        return self.voucher is None and not any((self[name].value() or "") for name in TYPED if name in self.fields)

    @property
    def is_untouched(self) -> bool:
        """As it was when the page was drawn: then what somebody else wrote meanwhile stays."""
        if self.voucher is None:
            return self.is_blank
        row = self.row() if self.is_valid() else None
        if row is None:
            return False
        seen = Voucher(
            number=row.number, on=row.on, purpose=row.purpose, cents=row.cents, outcome=row.outcome, note=row.note
        )
        return row.mark in {seen.mark, seen.content_mark if not self.may_judge else ""}

    def clean_yuan(self) -> int | None:
        typed = self.cleaned_data["yuan"]
        if not typed.strip():
            return None
        try:
            return rules.cents_of(typed)
        except ValueError as why:
            raise forms.ValidationError(str(why)) from None

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on is not None and not self.period.first_on <= on <= self.period.last_on:
            raise forms.ValidationError(f"日期不在{self.period.label}里。")
        return on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.is_blank:
            return data
        for name, sentence in (
            ("number", "请填写凭证号。"),
            ("on", "请填写日期。"),
            ("purpose", "请填写摘要。"),
            ("yuan", "请填写金额。"),
        ):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        if data.get("outcome") in {"questioned", "returned", "void"} and not data.get("note"):
            self.add_error("note", f"{Voucher.Outcome(data['outcome']).label}的，请写明原因。")
        return data

    def row(self) -> VoucherRow:
        """What is to be written."""
        data, old = self.cleaned_data, self.voucher
        outcome = data.get("outcome") or (old.outcome if old else Voucher.Outcome.PENDING)
        note = data.get("note", old.note if old else "")
        return VoucherRow(
            data["number"],
            data["on"],
            data["purpose"],
            data["yuan"],
            outcome,
            note,
            old.pk if old else None,
            data["mark"],
        )


class Grid:
    """The rows of one page together; `errors` are (id of the control, sentence) for the box on top."""

    def __init__(
        self, data: Any, *, vouchers: Sequence[Voucher], period: ReviewPeriod, may_judge: bool, blank: int = BLANK
    ) -> None:
        given = {"period": period, "may_judge": may_judge}
        self.may_judge = may_judge
        self.old = [RowForm(data, at=f"v{voucher.pk}", voucher=voucher, **given) for voucher in vouchers]
        self.new = [RowForm(data, at=f"n{number}", voucher=None, **given) for number in range(1, blank + 1)]
        self.refusal = ""

    @property
    def forms(self) -> list[RowForm]:
        return [*self.old, *self.new]

    def is_valid(self) -> bool:
        fit = all([form.is_valid() for form in self.forms])
        return self._are_numbers_single() and fit

    def _are_numbers_single(self) -> bool:
        seen: set[str] = set()
        fit = True
        for form in self.forms:
            number = getattr(form, "cleaned_data", {}).get("number")
            if number and number in seen:
                form.add_error("number", f"凭证号 {number} 重复。")
                fit = False
            seen.add(number)
        return fit

    def rows(self) -> list[VoucherRow]:
        """Those that were typed or changed."""
        return [form.row() for form in self.forms if not form.is_untouched]

    @property
    def errors(self) -> list[tuple[str, str]]:
        told = [("", self.refusal)] if self.refusal else []
        for number, form in enumerate(self.forms, start=1):
            for name, sentences in form.errors.items():
                target = form[name].id_for_label if name in form.fields else ""
                told += [(target, f"第 {number} 行：{sentence}") for sentence in sentences]
        return told
