"""Who looks after the machines."""

from ymdm.organization.models import Role

ACTS = {
    # act               shown as          roles that carry it
    "roof.watch": ("查看系统状态", {Role.SYSTEM_ADMIN}),
}  # fmt: skip
