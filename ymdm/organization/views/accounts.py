"""Signing in and out, opening an account, the own profile."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ymdm.limits.counting import count

from ..access import public, signed_in
from ..forms.accounts import ActivateForm, PasswordForm, ProfileForm, SignInForm
from ..workflow import open_account

BACKEND = "ymdm.organization.backends.StaffNumberBackend"


def _next(request: HttpRequest) -> str:
    """Where to go after signing in: only to our own signed-in pages."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = asked.startswith("/w/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if ours else ""


@require_http_methods(["GET", "HEAD", "POST"])
@public
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with staff number or mobile and password; a person signed in already goes on."""
    if request.user.is_authenticated:
        return redirect(_next(request) or "home")
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user(), backend=BACKEND)
        return redirect(_next(request) or settings.LOGIN_REDIRECT_URL)
    status = 422 if form.is_bound else 200
    return render(request, "registration/login.html", {"form": form, "next": _next(request)}, status=status)


@require_POST
@signed_in
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    messages.success(request, "您已退出。")
    return redirect("organization:sign-in")


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
        person = open_account(form.found, form.cleaned_data["password1"])
        login(request, person, backend=BACKEND)
        messages.success(request, "账号已开通。")
        return redirect("home")
    return render(request, "registration/activate.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    """The own data, offices and contact; what is shown is exactly what is saved."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "资料已保存。")
        return redirect("organization:profile")
    context = {"form": form, "password_form": PasswordForm(request.user), "person": request.user}
    return render(request, "organization/profile.html", context, status=422 if form.is_bound else 200)


@require_POST
@signed_in
@sensitive_post_parameters()
def change_password(request: HttpRequest) -> HttpResponse:
    """Set a new password; other sessions of the account end."""
    form = PasswordForm(request.user, request.POST)
    if not form.is_valid():
        context = {"form": ProfileForm(instance=request.user), "password_form": form, "person": request.user}
        return render(request, "organization/profile.html", context, status=422)
    form.save()
    update_session_auth_hash(request, form.user)
    messages.success(request, "密码已修改，其他设备上的登录已失效。")
    return redirect("organization:profile")
