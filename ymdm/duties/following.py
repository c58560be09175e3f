"""Calling the higher rooms that settings name; a list in one place instead of signals."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


def follow(name: str, *said: Any) -> None:
    """Call every function in the list `name` of settings, in order, inside the caller's transaction."""
    for dotted in getattr(settings, name, []):
        import_string(dotted)(*said)
