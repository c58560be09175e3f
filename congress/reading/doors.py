"""A page about a session that a higher room keeps; settings.YMDM_SESSION_DOORS names who tells of one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Door:
    """A tab of the session: `code` marks the one that is open, `count` is how many rows stand behind it."""

    code: str
    says: str
    url: str
    count: int
