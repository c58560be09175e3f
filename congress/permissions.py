"""The acts of the congress that exist so far."""

from ymdm.organization.models import Role

ACTS = {
    # act                    shown as          roles that carry it
    "congress.keep_roll":   ("维护代表名册", {Role.UNION_OFFICER}),
}  # fmt: skip
