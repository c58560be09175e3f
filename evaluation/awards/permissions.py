"""The acts of awards, and the roles that carry them. What stands in a public notice everybody reads and may object to."""

from ymdm.organization.models import Role

U, B, L, I = Role.UNION_OFFICER, Role.UNIT_HEAD, Role.LEADER, Role.SUPERIOR_INSPECTOR  # noqa: E741

ACTS = {
    # act                 shown as            roles that carry it
    "awards.read":      ("查看表彰办理", {U, B, L, I}),
    "awards.nominate":  ("提名表彰对象", {U}),
    "awards.run":       ("组织和审核表彰", {U}),
    "awards.decide":    ("决定和撤销表彰", {U, L}),
}  # fmt: skip
