"""Passwords that others would guess first."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError


class OwnWordsValidator:
    """Refuses a password that holds the own staff number, name, pinyin or mobile (security.md 6: context words)."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is None:
            return
        words = [user.staff_number, user.name, user.mobile or "", *user.pinyin.split()[:1]]
        typed = password.lower()
        if any(len(word) >= 2 and word.lower() in typed for word in words):
            raise ValidationError("密码里不要有自己的姓名、拼音、工号或手机号，请换一个别人猜不到的。")

    def get_help_text(self) -> str:
        return "密码里不要有自己的姓名、拼音、工号或手机号。"


class LengthValidator:
    """Refuses a short password (security.md 6). Django's own has no Chinese sentence for it."""

    def __init__(self, least: int = 12) -> None:
        self.least = least

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < self.least:
            raise ValidationError(f"密码至少 {self.least} 位，现在是 {len(password)} 位。")

    def get_help_text(self) -> str:
        return f"密码至少 {self.least} 位。"
