"""Signing in through the identity source of the bureau."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ymdm import encryption
from ymdm.organization.access import public
from ymdm.securitylog.models import Kind
from ymdm.securitylog.writing import write

from .. import entering, oidc
from ..tasks import about


@require_safe
@public
@never_cache
def sso(request: HttpRequest) -> HttpResponse:
    """Go to the source."""
    if not oidc.is_on():
        raise Http404
    try:
        return HttpResponseRedirect(oidc.begin(request, entering.next_of(request)))
    except (oidc.Unreachable, oidc.Gone, KeyError):
        messages.error(request, "统一身份认证暂时连不上，请用工号和密码登录。")
        return redirect("accounts:sign-in")


@require_safe
@public
@never_cache
def sso_callback(request: HttpRequest) -> HttpResponse:
    """Come back from the source with a code."""
    if not oidc.is_on():
        raise Http404
    try:
        person, token, next_ = oidc.finish(request)
    except oidc.NotDone as refusal:
        write(Kind.SIGN_IN_FAILED, request, says=f"统一身份认证：{refusal.why}")
        messages.error(request, str(refusal))
        return redirect("accounts:sign-in")
    except (oidc.Unreachable, KeyError):
        messages.error(request, "统一身份认证暂时连不上，请用工号和密码登录。")
        return redirect("accounts:sign-in")
    sealed = encryption.seal(token, about(person.pk)) if token else ""
    return entering.proved(request, person, next_, via="统一身份认证", refresh_token=sealed)
