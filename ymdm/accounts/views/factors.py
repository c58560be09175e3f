"""Setting up the second factor, and proving anew who sits there."""

from __future__ import annotations

import time

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ymdm import encryption
from ymdm.organization.access import demand_fresh, signed_in
from ymdm.securitylog.models import Kind
from ymdm.securitylog.writing import write

from .. import entering, factors, keys, totp
from ..forms.factors import CodeForm
from ..models import AccountSession
from ..sessions import end
from .means import MeansPage

ISSUER = "民主管理平台"


def _about(request: HttpRequest) -> str:
    return f"accounts.new_secret:{request.user.pk}"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@never_cache
def factor_new(request: HttpRequest) -> HttpResponse:
    """Scan the square code, type the first code, and keep the recovery codes, which are shown once."""
    if factors.of(request.user) is not None:
        demand_fresh(request)
    sealed = request.session.get("new_secret")
    if sealed is None or request.method != "POST":
        # A new one for each look: a secret that was on a screen and not taken is not offered again.
        secret = totp.new_secret()
        request.session["new_secret"] = encryption.seal(secret, _about(request))
    else:
        secret = encryption.unseal(sealed, _about(request))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = factors.set_up(request.user, secret, form.cleaned_data["code"], request)
        if codes is not None:
            after_set_up(request)
            return render(request, "accounts/recovery_codes.html", {"codes": codes})
        form.add_error("code", "验证码不对。请核对手机时间，等下一个验证码再试。")
    address = totp.address(secret, request.user.staff_number, ISSUER)
    context = {
        "form": form,
        # Paths with attributes only: the policy allows no style. White behind it, or a dark page swallows it.
        "square": SafeString(segno.make(address, error="m").svg_inline(scale=4, border=3, light="#fff")),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "address": address,
        "is_forced": bool(request.session.get("must_set_factor")),
        "no_keys": keys.why_not(request),
    }
    return render(request, "accounts/factor_new.html", context, status=422 if form.is_bound else 200)


@require_POST
@signed_in
def factor_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes in place of the old ones."""
    demand_fresh(request)
    factor = factors.of(request.user)
    if factor is None:
        return redirect("accounts:factor-new")
    write(Kind.FACTOR, request, says="换恢复码")
    return render(request, "accounts/recovery_codes.html", {"codes": factors.new_codes(factor)})


@require_POST
@signed_in
def factor_remove(request: HttpRequest) -> HttpResponse:
    """Forget the authenticator app; security keys stay."""
    demand_fresh(request)
    factor = factors.of(request.user)
    if factor is not None and factor.secret:
        factors.remove_app(request.user, request)
        after_removal(request, "已停用手机验证码。")
    return redirect("accounts:profile")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@never_cache
@sensitive_post_parameters("password")
def confirm(request: HttpRequest) -> HttpResponse:
    """Prove once more who sits there, before something that matters; then back to it."""
    page = MeansPage(request, request.user, factors.of(request.user))
    if request.method == "POST" and (means := page.proves()):
        request.session.cycle_key()
        request.session["proved_at"] = int(time.time())
        write(Kind.CONFIRMED, request, says=means)
        return redirect(entering.next_of(request) or "home")
    context = page.context() | {"next": entering.next_of(request)}
    return render(request, "accounts/confirm.html", context, status=422 if page.is_bound else 200)


def after_set_up(request: HttpRequest) -> None:
    """The account has a factor from now on: a new key for this session, and none that knew only the password."""
    end(AccountSession.objects.filter(person=request.user).exclude(session_key=request.session.session_key))
    for name in ("new_secret", "must_set_factor"):
        request.session.pop(name, None)
    request.session.cycle_key()
    request.session.update({"has_factor": True, "proved_at": int(time.time())})


def after_removal(request: HttpRequest, sentence: str) -> None:
    if factors.of(request.user) is None:
        request.session.pop("has_factor", None)
    messages.success(request, sentence)
