"""Forms of the authors."""

from .form import ActForm, words


class WithdrawForm(ActForm):
    reason = words("撤回原因", help_text="撤回后提案保留在记录里，附议人会收到通知", rows=3, most=300)
