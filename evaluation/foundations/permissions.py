"""The acts of the five lights, and the roles that carry them. Who confirms does not belong to the unit (EVA-07)."""

from ymdm.organization.models import Role

U, B, L, I = Role.UNION_OFFICER, Role.UNIT_HEAD, Role.LEADER, Role.SUPERIOR_INSPECTOR  # noqa: E741

ACTS = {
    # act                    shown as              roles that carry it
    "foundations.read":     ("查看五个到位的材料", {U, B, L, I}),
    "foundations.enter":    ("填报五个到位的材料", {U}),
    "foundations.confirm":  ("确认五个到位的材料", {I}),
    "foundations.lead":     ("登记领导小组", {U, B}),
    "foundations.books":    ("查看责任书", {U, B, L, I}),
    "foundations.issue":    ("下发和考核责任书", {B, L}),
}  # fmt: skip
