"""The acts of publicity sessions, and the roles that carry them. Signing in needs no office: it is for the people of the unit."""

from ymdm.organization.models import Role

U, B, L, I = Role.UNION_OFFICER, Role.UNIT_HEAD, Role.LEADER, Role.SUPERIOR_INSPECTOR  # noqa: E741

ACTS = {
    # act                  shown as          roles that carry it
    "publicity.read":     ("查看宣讲",       {U, B, L, I}),
    "publicity.plan":     ("计划和记录宣讲", {U}),
}  # fmt: skip
