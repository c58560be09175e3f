"""Signing in and out, opening an account."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ymdm.limits.counting import count
from ymdm.organization.access import public, signed_in
from ymdm.securitylog.models import Kind
from ymdm.securitylog.writing import write

from .. import entering, factors, oidc
from ..forms.accounts import ActivateForm, SignInForm
from ..workflow import open_account
from .means import MeansPage

ENDED = {
    "idle": "长时间没有操作，已自动退出，请重新登录。",
    "old": "登录已满 12 小时，请重新登录。",
}


@require_http_methods(["GET", "HEAD", "POST"])
@public
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with staff number or mobile and password; a person signed in already goes on."""
    if request.user.is_authenticated:
        return redirect(entering.next_of(request) or "home")
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return entering.proved(request, form.get_user(), entering.next_of(request))
    context = {
        "form": form,
        "next": entering.next_of(request),
        "ended": ENDED.get(request.session.get("ended", ""), ""),
        "sso": oidc.is_on(),
    }
    return render(request, "registration/login.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@public
@never_cache
def sign_in_factor(request: HttpRequest) -> HttpResponse:
    """The second factor of somebody whose password was right within the last five minutes."""
    waiting = entering.pending(request)
    if waiting is None:
        return redirect("accounts:sign-in")
    person, facts = waiting
    page = MeansPage(request, person, factors.of(person))
    if request.method == "POST" and (means := page.proves()):
        return entering.enter(request, person, facts["next"], via=facts["via"], more=facts["more"], means=means)
    return render(request, "registration/factor.html", page.context(), status=422 if page.is_bound else 200)


@require_POST
@signed_in
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    write(Kind.SIGN_OUT, request)
    logout(request)
    messages.success(request, "您已退出。")
    return redirect("accounts:sign-in")


@require_http_methods(["GET", "HEAD", "POST"])
@public
@never_cache
@sensitive_post_parameters()
def activate(request: HttpRequest) -> HttpResponse:
    """Open an account with its code and set the first password (F134)."""
    if request.method == "POST":
        count(request, "activate")
    form = ActivateForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.found:
        person = open_account(form.found, form.cleaned_data["password1"], request)
        messages.success(request, "账号已开通。")
        return entering.proved(request, person, via="激活码")
    if form.is_bound and form.found is None:
        write(Kind.SIGN_IN_FAILED, request, says="激活码不对")
    return render(request, "registration/activate.html", {"form": form}, status=422 if form.is_bound else 200)
