"""The acts of the figures of the assessment, and the roles that carry them."""

from ymdm.organization.models import Role

U, B, L, I = Role.UNION_OFFICER, Role.UNIT_HEAD, Role.LEADER, Role.SUPERIOR_INSPECTOR  # noqa: E741

ACTS = {
    # act               shown as          roles that carry it
    "figures.read":    ("查看考评取数", {U, B, L, I}),
    "figures.close":   ("年度数据封存", {U}),
}  # fmt: skip
