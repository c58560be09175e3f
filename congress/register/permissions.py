"""The acts of the rules library and the decision register, and the roles that carry them (security.md 5)."""

from ymdm.organization.models import Role

U, B, L, I = Role.UNION_OFFICER, Role.UNIT_HEAD, Role.LEADER, Role.SUPERIOR_INSPECTOR  # noqa: E741

ACTS = {
    # act                 shown as              roles that carry it
    "register.read":     ("查看制度和决策登记", {U, L, B, I}),
    "register.keep":     ("维护制度库", {U}),
    "register.decide":   ("登记单位决策", {U, L, B}),
    # What the union demands is answered by the unit, never by the union itself (CON-86).
    "register.answer":   ("答复纠正通知", {L, B}),
    "register.report":   ("向上级工会报送数据", {U}),
}  # fmt: skip
