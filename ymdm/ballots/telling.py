"""Higher rooms hear what becomes of a box: settings.YMDM_AFTER_BALLOTS names functions (box, what, **facts).

Called inside the transaction of the act. `what` is one of: frozen, open, closed, disputed, opened, published, void,
destroyed, objected (with `objection`), decided (with `objection`).
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from .models import BallotBox


def tell(box: BallotBox, what: str, **facts: Any) -> None:
    for dotted in settings.YMDM_AFTER_BALLOTS:
        import_string(dotted)(box, what, **facts)
