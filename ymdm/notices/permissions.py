"""Who looks after mail that did not leave."""

from ymdm.organization.models import Role

ACTS = {
    # act                 shown as      roles that carry it
    "notices.resend": ("重发邮件", {Role.SYSTEM_ADMIN}),
}  # fmt: skip
