"""Who may open a page. Every view carries one of these; a view without one fails the suite.

Which objects a person sees is never decided here but by `visible_to`; what she may do to them, by the step.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from ymdm.workflow import NoAuthority

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """Anyone, signed in or not. Such pages live outside /w/, where no cookie reaches, or are the sign-in itself."""
    view.access = "public"  # type: ignore[attr-defined]
    return login_not_required(view)


def signed_in(view: View) -> View:
    """Whoever has signed in; the view shows only what is visible to that person."""
    view.access = "signed_in"  # type: ignore[attr-defined]
    return view


def allowed(*acts: str) -> Callable[[View], View]:
    """Whoever may do one of `acts` in at least one unit. Others get 403 with the sentence."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not any(request.user.may_anywhere(act) for act in acts):  # type: ignore[union-attr]
                from .permissions import all_acts  # slow import: every app's table

                words = "、".join(f"“{all_acts()[act][0]}”" for act in acts)
                raise NoAuthority(f"打开这一页需要{words}的权限，您现在的任职里没有。如工作需要，请联系工会登记任职。")
            return view(request, *args, **kwargs)

        guarded.access = acts  # type: ignore[attr-defined]
        return guarded

    return decorate


# A second factor or password given this lately is fresh enough for grants and for lists of personal data.
FRESH_SECONDS = 300


class NotFresh(Exception):
    """Who sits there has not been proved lately; becomes a page that asks, and comes back."""


def demand_fresh(request: HttpRequest) -> None:
    """Raise NotFresh unless the person was proved within five minutes (security.md 6).

    Holds for whoever has a second factor, and under the profile mlps3 for everybody.
    """
    if not request.session.get("has_factor") and settings.PASSWORD_PROFILE != "mlps3":  # noqa: S105
        return
    if not 0 <= time.time() - request.session.get("proved_at", 0) <= FRESH_SECONDS:
        raise NotFresh


def fresh(view: View) -> View:
    """The view only for somebody who was proved within five minutes; stands below the access mark."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        demand_fresh(request)
        return view(request, *args, **kwargs)

    return guarded
