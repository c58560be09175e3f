"""Signing in with staff number or mobile."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.db.models import Q
from django.http import HttpRequest

from ymdm.organization.models import Person
from ymdm.securitylog.models import Kind
from ymdm.securitylog.writing import write

from . import lockout


class StaffNumberBackend(BaseBackend):
    """Password sign-in. Knows no permissions: those come from appointments, through `Person.may`."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Person | None:
        """The person, or None: unknown, wrong and locked cost one hash each, so that the time tells nothing."""
        if not username or not password:
            return None
        typed = username.strip()
        person = Person.objects.filter(Q(staff_number__iexact=typed) | Q(mobile=typed)).first()
        turn = lockout.turn(request, person, typed)
        if not turn.is_in or person is None or not person.is_opened or not person.is_active:
            make_password(password)
            write(Kind.SIGN_IN_FAILED, request, person, "已锁定" if not turn.is_in else "", who="没有这个账号")
        elif person.check_password(password):
            turn.right()
            return person
        else:
            write(Kind.SIGN_IN_FAILED, request, person, "密码不对")
        if turn.locked_now:
            write(Kind.LOCKED, request, person, "连续 5 次不对", who="没有这个账号")
        return None

    def get_user(self, user_id: int) -> Person | None:
        return Person.objects.select_related("unit").filter(pk=user_id, is_active=True).first()
