"""The acts of disclosure, and the roles that carry them (security.md 5).

Three different persons stand behind a publication: who drafts, who reviews for secrets, who approves (DIS-11).
"""

from ymdm.organization.models import Role

U, R, H, B, L, I, S = (  # noqa: E741
    Role.UNION_OFFICER, Role.EMPLOYEE_REPRESENTATIVE, Role.HANDLER, Role.UNIT_HEAD, Role.LEADER,
    Role.SUPERIOR_INSPECTOR, Role.SUPERVISOR,
)  # fmt: skip

ACTS = {
    # act                    shown as                roles that carry it
    "disclosure.read":      ("查看未公开的公开事项", {U, L}),
    "disclosure.represent": ("查看向代表公开的事项", {R}),
    "disclosure.draft":     ("起草公开事项", {U, H, B}),
    "disclosure.review":    ("公开前保密审查", {U, B, S}),
    "disclosure.approve":   ("批准公开", {L, B}),
    "disclosure.answer":    ("答复公开事项的意见", {U, H, B}),
    "disclosure.oversee":   ("查看公开情况和检查", {U, B, L, I}),
    "disclosure.inspect":   ("记录公开检查", {U, I}),
    "disclosure.settle":    ("制定公开目录", {U, B}),
    "disclosure.consent":   ("同意移出公开目录", {L}),
}  # fmt: skip
