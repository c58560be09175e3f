"""The acts of the schemes of assessment, and the roles that carry them. An announced scheme is for everybody of the house."""

from ymdm.organization.models import Role

U, L, I = Role.UNION_OFFICER, Role.LEADER, Role.SUPERIOR_INSPECTOR  # noqa: E741

ACTS = {
    # act                 shown as            roles that carry it
    "schemes.read":      ("查看考评方案草案", {U, L, I}),
    "schemes.draft":     ("起草考评方案", {U}),
    "schemes.announce":  ("公布考评方案", {U}),
}  # fmt: skip
