"""Sample values of the components page. All names and figures are invented."""

from __future__ import annotations

from typing import Any


def everything() -> dict[str, Any]:
    return {}
