"""Registering a security key, and taking one off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ymdm.organization.access import demand_fresh, signed_in
from ymdm.securitylog.models import Kind
from ymdm.securitylog.writing import write

from .. import factors, keys
from ..forms.factors import NewKeyForm
from ..models import SecurityKey
from ..proving import NotRight
from .factors import after_removal, after_set_up


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@never_cache
def key_new(request: HttpRequest) -> HttpResponse:
    """Name a key, touch it, and keep it; with the first factor come the recovery codes, which are shown once."""
    if factors.of(request.user) is not None:
        demand_fresh(request)
    why_not = keys.why_not(request)
    form = NewKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        try:
            codes = keys.register(request, request.user, name, form.cleaned_data["answer"])
        except NotRight as refusal:
            write(Kind.FACTOR, request, says=f"注册安全密钥没有成功：{refusal.why}")
            form.add_error(None, str(refusal))
        else:
            after_set_up(request)
            if codes:
                return render(request, "accounts/recovery_codes.html", {"codes": codes})
            messages.success(request, f"已注册安全密钥“{name}”。")
            return redirect("accounts:profile")
    context = {
        "form": form,
        "why_not": why_not,
        "options": "" if why_not else keys.ask_new(request, request.user),
        "is_forced": bool(request.session.get("must_set_factor")),
    }
    return render(request, "accounts/key_new.html", context, status=422 if form.is_bound else 200)


@require_POST
@signed_in
def key_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one of the own keys off."""
    key = get_object_or_404(SecurityKey, pk=pk, factor__person=request.user)
    demand_fresh(request)
    factors.remove_key(key, request)
    after_removal(request, f"已移除安全密钥“{key.name}”。")
    return redirect("accounts:profile")
