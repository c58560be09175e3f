"""The acts around duties: who is told at which stage, and who may press."""

from ymdm.organization.models import Role

ACTS = {
    # act                  shown as        roles that carry it
    "duties.lead":       ("督促本单位", {Role.UNIT_HEAD}),
    "duties.press":      ("催办", {Role.UNION_OFFICER, Role.LEADER}),
    "duties.watch":      ("跟踪到期", {Role.UNION_OFFICER}),
    "duties.hand_over":  ("移交无主待办", {Role.UNION_OFFICER, Role.UNIT_HEAD}),
    "duties.oversee":    ("督办", {Role.LEADER}),
}  # fmt: skip
