"""The acts of the congress, and the roles that carry them (security.md 5)."""

from ymdm.organization.models import Role

U, H, B, L, I = (  # noqa: E741
    Role.UNION_OFFICER,
    Role.HANDLER,
    Role.UNIT_HEAD,
    Role.LEADER,
    Role.SUPERIOR_INSPECTOR,
)

ACTS = {
    # act                    shown as              roles that carry it
    "congress.keep_roll":   ("维护代表名册", {U}),
    "congress.read":        ("查看职代会筹备", {U, L, I}),
    "congress.convene":     ("筹备和主持职代会事务", {U}),
    "congress.carry_out":   ("落实职代会决议", {H, B, L}),
}  # fmt: skip
