"""The acts of the review of the accounts, and the roles that carry them (domain 5, row 民主理财).

Members of a group are elected, not appointed: what they may do hangs on the group, not on a role.
"""

from ymdm.organization.models import Role

U, R, H, B, L, I = (  # noqa: E741
    Role.UNION_OFFICER, Role.EMPLOYEE_REPRESENTATIVE, Role.HANDLER, Role.UNIT_HEAD, Role.LEADER, Role.SUPERIOR_INSPECTOR,
)  # fmt: skip

ACTS = {
    # act               shown as              roles that carry it
    "finance.read":    ("查看民主理财", {U, L, I}),
    "finance.signed":  ("查看已签字的账目", {R}),
    "finance.arrange": ("组织民主理财", {U}),
    "finance.keep":    ("提交账目", {H, B}),
}  # fmt: skip
