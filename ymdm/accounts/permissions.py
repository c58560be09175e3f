"""Acts of accounts and the roles that carry them."""

from ymdm.organization.models import Role

ACTS = {
    # act                          shown as          roles that carry it
    "accounts.read_security_log": ("查看安全日志", {Role.AUDIT_ADMIN}),
}
