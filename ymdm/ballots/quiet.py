"""For views that take a ballot or a word: no error report, not even ours, shows what was posted (security.md 2.7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables


def quiet(view: Callable[..., Any]) -> Callable[..., Any]:
    """Hide every posted value and every variable of the view; stands below the access mark."""
    return sensitive_post_parameters()(sensitive_variables()(view))
