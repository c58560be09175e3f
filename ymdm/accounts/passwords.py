"""Passwords that others would guess first (security.md 6). `plain` and `mlps3` differ where it is said."""

from __future__ import annotations

import string
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils import timezone

from ymdm.organization.models.persons import romanise

from .models import FormerPassword

LEAST = 12
KEPT = 5
NOTICE_AFTER = timedelta(days=90)
HOUSE = ("黄河", "huanghe", "ymdm", "minzhuguanli", "zhidaihui")


def is_strict() -> bool:
    """Whether the profile of graded protection, level 3, holds."""
    return settings.PASSWORD_PROFILE == "mlps3"  # noqa: S105  (the name of a profile)


def hint() -> str:
    """What stands under the field of a new password."""
    kinds = "大写字母、小写字母、数字、符号至少三种，" if is_strict() else ""
    return f"至少 {LEAST} 位，{kinds}不要用姓名、工号、手机号、单位、年份或常见密码"


class OwnWordsValidator:
    """Refuses a password with words that stand on the roll or the door plate: name, number, unit, year, 黄河."""

    def validate(self, password: str, user: Any = None) -> None:
        typed = password.lower()
        year = timezone.localdate().year
        words = [*HOUSE, *(str(one) for one in range(year - 1, year + 2))]
        if user is not None:
            unit = user.unit
            names = (unit.name, unit.short_name)
            words += [user.staff_number, user.name, user.mobile or "", *user.pinyin.split()[:1]]
            words += [unit.code, *names, *(romanise(name).split()[0] for name in names if name)]
            words += [user.birth_month[:4]] if user.birth_month else []
        if any(len(word) >= 3 - (not word.isascii()) and word.lower() in typed for word in words):
            raise ValidationError("密码里不要有姓名、拼音、工号、手机号、单位、年份或“黄河”，请换一个别人猜不到的。")

    def get_help_text(self) -> str:
        return "密码里不要有自己的姓名、拼音、工号、手机号、单位或年份。"


class LengthValidator:
    """Refuses a short password. Django's own has no Chinese sentence for it. Long ones are welcome."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < LEAST:
            raise ValidationError(f"密码至少 {LEAST} 位，现在是 {len(password)} 位。")

    def get_help_text(self) -> str:
        return f"密码至少 {LEAST} 位。"


class CommonWordValidator(CommonPasswordValidator):
    """Refuses one of the 20,000 commonest, bare or dressed up with digits and signs, and one without any letter."""

    def validate(self, password: str, user: Any = None) -> None:
        letters = "".join(sign for sign in password.lower() if sign.isalpha())
        if not letters or {password.lower().strip(), letters} & self.passwords:
            raise ValidationError("这个密码太常见，别人一猜就中，请换一个。")

    def get_help_text(self) -> str:
        return "不要用常见密码。"


class ClassesValidator:
    """mlps3: three of the four classes of characters."""

    def validate(self, password: str, user: Any = None) -> None:
        classes = [
            any(sign.islower() for sign in password),
            any(sign.isupper() for sign in password),
            any(sign.isdigit() for sign in password),
            any(sign in string.punctuation or not sign.isalnum() for sign in password),
        ]
        if is_strict() and sum(classes) < 3:
            raise ValidationError("大写字母、小写字母、数字、符号至少要有三种，请补充。")

    def get_help_text(self) -> str:
        return "大写字母、小写字母、数字、符号至少三种。" if is_strict() else ""


class FormerPasswordValidator:
    """mlps3: none of the last five, the present one included."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is None or not user.pk or not is_strict():
            return
        former = list(user.former_passwords.values_list("password", flat=True)[:KEPT])
        if any(check_password(password, old) for old in {*former, *([user.password] if user.is_opened else [])}):
            raise ValidationError(f"最近 {KEPT} 次用过的密码不能再用，请换一个新的。")

    def get_help_text(self) -> str:
        return f"最近 {KEPT} 次用过的密码不能再用。" if is_strict() else ""


def remember(person: Any, at: datetime) -> None:
    """Keep the present password's hash; of older ones only the last five."""
    FormerPassword.objects.create(person=person, password=person.password, set_at=at)
    kept = person.former_passwords.values_list("pk", flat=True)[:KEPT]
    person.former_passwords.exclude(pk__in=list(kept)).delete()


def age_in_days(person: Any, at: datetime) -> int | None:
    """Days since the password was set; None where that is not known."""
    set_at = person.former_passwords.values_list("set_at", flat=True).first()
    return (at - set_at).days if set_at else None


def notice(person: Any, at: datetime) -> str:
    """mlps3: the sentence about a password older than 90 days, or an empty one."""
    days = age_in_days(person, at) if is_strict() else None
    if days is None or days < NOTICE_AFTER.days:
        return ""
    return f"您的密码已经用了 {days} 天，请在个人资料里换一个新的（每 90 天换一次）。"
