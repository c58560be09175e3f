"""The acts of inspections, and the roles that carry them. Who inspects is named for each visit, not by a role."""

from ymdm.organization.models import Role

U, B, L, I = Role.UNION_OFFICER, Role.UNIT_HEAD, Role.LEADER, Role.SUPERIOR_INSPECTOR  # noqa: E741

ACTS = {
    # act                    shown as        roles that carry it
    "inspections.read":     ("查看检查", {U, B, L, I}),
    "inspections.run":      ("组织检查", {U, I}),
    "inspections.rectify":  ("整改检查发现的问题", {U, B}),
}  # fmt: skip
