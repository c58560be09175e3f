"""The acts of the mailbox and the roles that carry them.

Two roles open the box (PRO-64): an officer of the union asks, a member of the proposal committee stands by.
"""

from ymdm.organization.models import Role

U, C, D, S = Role.UNION_OFFICER, Role.COMMITTEE_MEMBER, Role.SUPERVISOR, Role.SECURITY_ADMIN

ACTS = {
    # act                       shown as              roles that carry it
    "letterbox.open":          ("开启意见箱", {U}),
    "letterbox.witness":       ("监督开箱", {C}),
    "letterbox.answer":        ("答复来信", {U}),
    "letterbox.enter":         ("录入纸质来信", {U}),
    "letterbox.discipline":    ("办理检举控告", {D}),
    # Retention lies with the security administrator, who reads none of the letters.
    "letterbox.erase":         ("销毁来信原文", {S}),
}  # fmt: skip
