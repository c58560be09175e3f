"""The acts of proposals and the roles that carry them."""

from ymdm.organization.models import Role

U, C, R = Role.UNION_OFFICER, Role.COMMITTEE_MEMBER, Role.EMPLOYEE_REPRESENTATIVE
H, B, L, I = Role.HANDLER, Role.UNIT_HEAD, Role.LEADER, Role.SUPERIOR_INSPECTOR  # noqa: E741

ACTS = {
    # act                       shown as              roles that carry it
    "proposals.submit":        ("提交提案", {R}),
    "proposals.enter":         ("代为录入提案", {U}),
    "proposals.read":          ("查看提案", {U, C, L, I}),
    "proposals.review":        ("审查提案", {U}),
    "proposals.sit":           ("参加提案审查", {C}),
    "proposals.assign":        ("交办", {U}),
    "proposals.handle":        ("承办", {H, B}),
    "proposals.countersign":   ("会签", {H, B}),
    "proposals.instruct":      ("批示", {L}),
    "proposals.sign":          ("签发答复", {L}),
    "proposals.supervise":     ("督办提案", {U}),
    "proposals.conclude":      ("审定提案", {L}),
    "proposals.import":        ("导入提案", {U}),
}  # fmt: skip
