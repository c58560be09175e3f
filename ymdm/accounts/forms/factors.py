"""Codes of the second factor."""

from __future__ import annotations

from django import forms


class CodeForm(forms.Form):
    """Six digits of the phone, or a recovery code."""

    code = forms.CharField(
        label="验证码",
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autofocus": True}),
        error_messages={"required": "请填写验证码。"},
    )


class PasswordAgainForm(forms.Form):
    """The password once more, before something that matters."""

    password = forms.CharField(
        label="密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": "请填写密码。"},
    )
