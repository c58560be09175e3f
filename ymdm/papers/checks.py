"""What `manage.py check` says about documents."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Info, register

from . import printing


@register()
def pdf_can_be_made(**kwargs: Any) -> list[CheckMessage]:
    """PDF needs Pango and a Chinese font. No error: pages print from the browser without them."""
    missing = printing.missing_here(settings.FONT_DIR)
    if not missing:
        return []
    return [
        Info(
            "PDF cannot be made on this machine; papers can still be printed from the browser.",
            hint=f"Install what is missing: sudo apt install {' '.join(missing)}",
            id="papers.I001",
        )
    ]
