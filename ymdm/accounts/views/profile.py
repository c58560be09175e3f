"""The own data, password, second factor and sessions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ymdm.organization.access import signed_in
from ymdm.securitylog.models import Kind
from ymdm.securitylog.writing import write

from .. import factors, keys
from ..forms.accounts import PasswordForm, ProfileForm
from ..models import AccountSession
from ..sessions import end
from ..workflow import change_password as change


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def profile(request: HttpRequest) -> HttpResponse:
    """The own data, offices and contact; what is shown is exactly what is saved."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "资料已保存。")
        return redirect("accounts:profile")
    return _shown(request, form=form)


@require_POST
@signed_in
@sensitive_post_parameters()
def change_password(request: HttpRequest) -> HttpResponse:
    """Set a new password; other sessions of the account end."""
    form = PasswordForm(request.user, request.POST)
    if not form.is_valid():
        return _shown(request, password_form=form)
    change(request.user, form.cleaned_data["new_password1"], request)
    update_session_auth_hash(request, request.user)
    messages.success(request, "密码已修改，其他设备上的登录已失效。")
    return redirect("accounts:profile")


@require_POST
@signed_in
def session_end(request: HttpRequest, handle: str) -> HttpResponse:
    """End one of the own sessions, on whichever device it is."""
    found = get_object_or_404(AccountSession, person=request.user, handle=handle)
    end(AccountSession.objects.filter(pk=found.pk))
    write(Kind.SESSION_ENDED, request, says=f"本人结束：{found.device}")
    messages.success(request, f"已结束在“{found.device}”上的登录。")
    return redirect("accounts:profile")


def _shown(request: HttpRequest, **forms: Any) -> HttpResponse:
    sessions = AccountSession.objects.filter(person=request.user).order_by("-seen_at", "-began_at")
    factor = factors.of(request.user)
    own_keys = list(factor.keys.all()) if factor else []
    # How many means there are, an app and keys: the last of somebody who must have one is not offered to be taken off.
    means = len(own_keys) + bool(factor and factor.secret)
    context = {
        "form": ProfileForm(instance=request.user),
        "password_form": PasswordForm(request.user),
        "person": request.user,
        "sessions": sessions,
        "this_handle": request.session.get("handle", ""),
        "factor": factor,
        "keys": own_keys,
        "no_keys": keys.why_not(request) or ("" if len(own_keys) < keys.MOST else f"已有 {keys.MOST} 把，不能再加。"),
        "may_remove": means > 1 or not factors.is_forced(request.user),
    } | forms
    bound = any(form.is_bound for form in forms.values())
    return render(request, "organization/profile.html", context, status=422 if bound else 200)
