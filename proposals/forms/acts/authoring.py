"""Forms of the authors."""

from __future__ import annotations

from typing import Any

from django import forms

from .form import ActForm, words


class SubmitForm(ActForm):
    """The author stands for the text; nothing is ticked beforehand. A delegation's head also stands for its members."""

    truthful = forms.BooleanField(
        label="内容属实，不涉及国家秘密和工作秘密；同意在全局公开题目和办理情况",
        error_messages={"required": "请确认内容属实并同意公开题目和办理情况。"},
    )
    agreed = forms.BooleanField(error_messages={"required": "代表团提案须经本团过半数代表同意，请确认。"})

    def prepare(self) -> None:
        if not self.proposal.is_joint:
            del self.fields["agreed"]
            return
        self.fields["agreed"].label = f"{self.proposal.delegation}过半数代表同意以本团名义提出"

    def typed(self) -> dict[str, Any]:
        return {}


class WithdrawForm(ActForm):
    reason = words("撤回原因", help_text="撤回后提案保留在记录里，附议人会收到通知", rows=3, most=300)


class AppealForm(ActForm):
    reason = words("为什么应当立案", help_text="针对不立案的理由，写新的情况或事实", rows=4, most=1000)
