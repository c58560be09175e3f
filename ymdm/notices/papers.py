"""The mails that were given up, as a workbook: to whom and why, never what they say."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from ymdm.workflow import NoAuthority


def undelivered(request: Any) -> tuple[Any, ...]:
    """As the page shows them: title, columns, mails, filter in words."""
    from .forms import UndeliveredFilter  # slow import: forms read every app's topics
    from .models import Mail

    if not request.user.may_anywhere("notices.resend"):
        raise NoAuthority("您现在的任职里没有重发邮件的权限。如工作需要，请联系系统管理员。")
    form = UndeliveredFilter(request.GET)
    columns = (
        ("工号", lambda mail: mail.notice.person.staff_number if mail.notice else ""),
        ("收件人", lambda mail: mail.notice.person.name if mail.notice else mail.address),
        ("单位", lambda mail: str(mail.notice.person.unit) if mail.notice else "平台外"),
        ("试过几次", lambda mail: mail.attempts),
        ("最近一次", lambda mail: timezone.localtime(mail.next_try_at)),
        ("原因", lambda mail: mail.error),
    )
    words = f"查找“{form.cleaned_data['q']}”" if form.is_valid() and form.cleaned_data["q"] else ""
    return "没有发出的邮件", columns, form.apply(Mail.objects.all()), words


# Found by ymdm.papers by this name.
EXPORTS = {"undelivered": undelivered}
