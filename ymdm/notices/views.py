"""The inbox."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ymdm.organization.access import allowed, signed_in

from . import outbox
from .forms import ChoicesForm, UndeliveredFilter
from .models import Mail, Notice


@require_safe
@signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    """All messages, newest first; `?only=unread` for those not read yet."""
    notices = Notice.objects.visible_to(request.user)
    only_unread = request.GET.get("only") == "unread"
    unread = notices.unread().count()
    if only_unread:
        notices = notices.unread()
    page = Paginator(notices, 20).get_page(request.GET.get("page"))
    return render(request, "notices/inbox.html", {"page": page, "unread": unread, "only_unread": only_unread})


@require_safe
@signed_in
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Open what a message is about; that also marks it as read."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    Notice.objects.filter(pk=pk, read_at=None).update(read_at=timezone.now())
    inside = notice.url and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return redirect(notice.url if inside else "notices:inbox")


@require_POST
@signed_in
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark every message as read."""
    Notice.objects.visible_to(request.user).unread().update(read_at=timezone.now())
    return redirect("notices:inbox")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def choices(request: HttpRequest) -> HttpResponse:
    """Choose for each topic: inbox only, mail at once, or one mail each morning (F109)."""
    form = ChoicesForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "接收方式已保存。")
        return redirect("notices:choices")
    return render(request, "notices/choices.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed("notices.resend")
def undelivered(request: HttpRequest) -> HttpResponse:
    """Mail that was given up after the last try: to whom and why, never what it says; a button sends it again."""
    if request.method == "POST":
        one = request.POST.get("pk", "")
        chosen = Mail.objects.filter(pk=int(one)) if one.isascii() and one.isdecimal() else Mail.objects.all()
        if back := outbox.try_again(chosen, request.user):
            messages.success(request, f"已重新排队 {back} 封，一分钟内再发。")
        else:
            messages.warning(request, "没有可以重发的邮件。收件人没有邮箱的，请先请本人在个人资料里填写。")
        return redirect("notices:undelivered")
    form = UndeliveredFilter(request.GET)
    page = Paginator(form.apply(Mail.objects.all()), 50).get_page(request.GET.get("page"))
    return render(request, "notices/undelivered.html", {"page": page, "form": form})
