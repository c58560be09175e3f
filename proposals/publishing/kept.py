"""What is worked out once and handed to many for a minute: the numbers and the pages of the ledger.

Kept in the memory of the process, a bounded number of pieces, each with the moment of which it tells. Not in the
shared cache: anybody may ask for any address here, and must not push out what others keep there.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from time import monotonic
from typing import Any

from django.conf import settings

MOST = 200


class Kept:
    """Pieces by key, the longest unused forgotten first. While one is made, others who want it wait for it."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._pieces: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The piece of `key`, made anew when it is older than the setting LEDGER_SECONDS (60) allows."""
        seconds = getattr(settings, "LEDGER_SECONDS", 60)
        if not seconds:
            return make()
        with self._lock:
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                until, piece = self._pieces.get(key, (0.0, None))
                if until > monotonic():
                    self._pieces.move_to_end(key)
                    return piece
            # Counted from before the question, so that nothing is older than the page says.
            until = monotonic() + seconds
            piece = make()
            with self._lock:
                self._pieces[key] = (until, piece)
                self._pieces.move_to_end(key)
                while len(self._pieces) > self._most:
                    old, _ = self._pieces.popitem(last=False)
                    self._making.pop(old, None)
            return piece

    def forget(self) -> None:
        with self._lock:
            self._pieces.clear()
            self._making.clear()


KEPT = Kept()
