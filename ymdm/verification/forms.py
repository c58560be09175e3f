"""Which event is to be emptied, and why."""

from __future__ import annotations

from typing import Any

from django import forms

from ymdm.ledger.models import Event


class EraseForm(forms.Form):
    """The number of an event within the reader's units, and the reason."""

    number = forms.IntegerField(
        label="记录编号", min_value=1, max_value=2**62,
        help_text="不知道编号时，先按办理人的工号查找。",
        error_messages={"required": "请填写记录编号。", "invalid": "记录编号是一个数字。"},
    )  # fmt: skip
    reason = forms.CharField(
        label="依据和理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="写明法律依据和谁提出的申请，不要写出要隐去的内容。",
        error_messages={"required": "请写明依据和理由。"},
    )  # fmt: skip
    is_sure = forms.BooleanField(
        label="我知道隐去以后不能恢复", error_messages={"required": "请确认您知道隐去以后不能恢复。"}
    )

    def __init__(self, *args: Any, events: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.events = events

    def clean_number(self) -> Event:
        event = self.events.select_related("seal").filter(pk=self.cleaned_data["number"]).first()
        if event is None:
            raise forms.ValidationError("您管理的单位里没有这个编号的记录。")
        return event
