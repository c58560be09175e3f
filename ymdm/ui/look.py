"""The look that a person chose: light or dark, ordinary or large print (适老, F122).

Kept in cookies of its own, so that the server renders the page as it will be seen and nothing flashes. They are
set for the paths below and never for `/`, because no cookie may reach the mailbox (security.md 3).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

# A name of its own for each path: Django keeps the cookies of a response by name.
COOKIES = {"ymdm-look": "/w/", "ymdm-look-public": "/ledger/"}
THEMES = ("", "light", "dark")
SIZES = ("", "large")
YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Look:
    """`theme` is empty where the system decides, `size` is empty for ordinary print."""

    theme: str = ""
    size: str = ""

    @property
    def is_large(self) -> bool:
        return self.size == "large"

    def change(self, *, theme: str | None, size: str | None) -> Look:
        """This look with what was asked for; `None` and unknown words change nothing."""
        new = self
        if theme in THEMES and theme is not None:
            new = replace(new, theme=theme)
        if size in SIZES and size is not None:
            new = replace(new, size=size)
        return new


def look_of(request: HttpRequest | None) -> Look:
    """The look that the cookie holds; whatever we did not write there counts as nothing."""
    kept = next((request.COOKIES[name] for name in COOKIES if name in request.COOKIES), "") if request else ""
    theme, _, size = kept.partition(".")
    return Look().change(theme=theme, size=size)


def keep(response: HttpResponse, look: Look) -> None:
    """Set the cookies. Not HttpOnly: the script writes them too, without a round trip."""
    for name, path in COOKIES.items():
        response.set_cookie(
            name, f"{look.theme}.{look.size}", max_age=YEAR, path=path, secure=settings.HTTPS, samesite="Lax"
        )


def way_back(request: HttpRequest) -> str:
    """The page to return to: `next` if it is one of ours, else the public ledger."""
    target = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, allowed_hosts=None, require_https=False)
    return target if is_ours and target.startswith("/") else "/ledger/"
