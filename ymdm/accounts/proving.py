"""One try at proving who sits there: counted before it is judged, noted afterwards, whichever means it uses."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest

from ymdm.organization.models import Person
from ymdm.securitylog.models import Kind
from ymdm.securitylog.writing import write

from . import factors, lockout, totp
from .models import SecondFactor

WRONG_CODE = "验证码不对、已经用过，或者账号已锁定。请等下一个验证码再试。"
WRONG_RECOVERY_CODE = "恢复码不对、已经用过，或者账号已锁定。请核对后再试。"
WRONG_PASSWORD = "密码不对，或者账号已锁定。"  # noqa: S105  (a sentence)


class NotRight(Exception):
    """Somebody was not proved. The sentence is for the person, `why` for the security log."""

    def __init__(self, why: str, sentence: str) -> None:
        super().__init__(sentence)
        self.why = why


def prove(request: HttpRequest, person: Person, judge: Callable[[], str], otherwise: str) -> str:
    """By which means `judge` found the person proved. Raises NotRight; `otherwise` is the sentence of a locked account."""
    turn = lockout.turn(request, person)
    try:
        if not turn.is_in:
            raise NotRight("已锁定", otherwise)
        means = judge()
    except NotRight as refusal:
        write(Kind.SIGN_IN_FAILED, request, person, refusal.why)
        if turn.locked_now:
            write(Kind.LOCKED, request, person, "连续 5 次不对")
        raise
    turn.right()
    return means


def by_code(factor: SecondFactor, typed: str) -> str:
    """A code of the app or a recovery code. Raises NotRight."""
    if not factors.verify(factor, typed):
        raise NotRight("第二重验证不对", wrong_code(factor))
    return "验证码" if len(factors.digits(typed)) == totp.DIGITS else "恢复码"


def wrong_code(factor: SecondFactor) -> str:
    """The sentence for whoever typed a wrong code; without an app there are recovery codes only."""
    return WRONG_CODE if factor.secret else WRONG_RECOVERY_CODE


def by_password(person: Person, typed: str) -> str:
    """The password once more, of whoever has no second factor. Raises NotRight."""
    if not person.check_password(typed):
        raise NotRight("确认身份不对", WRONG_PASSWORD)
    return "密码"
