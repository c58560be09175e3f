"""The acts of yearly targets, and the roles that carry them."""

from ymdm.organization.models import Role

U, B, L, I = Role.UNION_OFFICER, Role.UNIT_HEAD, Role.LEADER, Role.SUPERIOR_INSPECTOR  # noqa: E741

ACTS = {
    # act              shown as        roles that carry it
    "targets.draft":  ("拟定年度目标", {U}),
    "targets.settle": ("下达年度目标", {L}),
}  # fmt: skip
