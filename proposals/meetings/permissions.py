"""The acts of reception days and meetings, and the roles that carry them (security.md 5)."""

from ymdm.organization.models import Role

U, L, I = Role.UNION_OFFICER, Role.LEADER, Role.SUPERIOR_INSPECTOR  # noqa: E741

ACTS = {
    # act                 shown as              roles that carry it
    "meetings.read":     ("查看会议与接待", {U, L, I}),
    "meetings.arrange":  ("安排会议和接待日", {U, L}),
    "meetings.receive":  ("接待职工", {L}),
}  # fmt: skip
