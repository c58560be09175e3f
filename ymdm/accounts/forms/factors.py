"""Codes and keys of the second factor."""

from __future__ import annotations

from django import forms


class CodeForm(forms.Form):
    """Six digits of the phone, or a recovery code."""

    code = forms.CharField(
        label="验证码",
        max_length=24,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autofocus": True}),
        error_messages={"required": "请填写验证码或恢复码。"},
    )


class KeyForm(forms.Form):
    """What the browser says that a security key answered."""

    answer = forms.CharField(
        max_length=16_000,
        widget=forms.HiddenInput,
        error_messages={"required": "安全密钥没有回答。请开启浏览器的脚本再试一次，或者改用验证码、恢复码。"},
    )


class NewKeyForm(KeyForm):
    """The same of a new key, and what its owner calls it."""

    name = forms.CharField(
        label="给它起个名字",
        max_length=30,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
        error_messages={"required": "请给这把安全密钥起个名字。"},
    )


class PasswordAgainForm(forms.Form):
    """The password once more, before something that matters."""

    password = forms.CharField(
        label="密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": "请填写密码。"},
    )
