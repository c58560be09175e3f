"""Signing in with staff number or mobile."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.db.models import Q
from django.http import HttpRequest

from .models import Person


class StaffNumberBackend(BaseBackend):
    """Password sign-in. Knows no permissions: those come from appointments, through `Person.may`."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> Person | None:
        if not username or not password:
            return None
        typed = username.strip()
        person = Person.objects.filter(Q(staff_number__iexact=typed) | Q(mobile=typed)).first()
        if person is None or not person.is_opened:
            # As long as a real check, so that the time does not tell whether the account exists.
            Person().set_password(password)
            return None
        return person if person.check_password(password) and person.is_active else None

    def get_user(self, user_id: int) -> Person | None:
        return Person.objects.select_related("unit").filter(pk=user_id, is_active=True).first()
