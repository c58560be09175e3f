"""The acts of the appraisal of cadres, and the roles that carry them (security.md 5, row “appraisal result of one cadre”).

Who is appraised, who votes and who keeps the box hangs on the appraisal, not on a role.
"""

from ymdm.organization.models import Role

U, L, I = Role.UNION_OFFICER, Role.LEADER, Role.SUPERIOR_INSPECTOR  # noqa: E741

ACTS = {
    # act                    shown as              roles that carry it
    "appraisal.run":         ("组织民主评议", {U}),
    "appraisal.read":        ("查看民主评议", {U, L, I}),
    # The superior reads every result; a leader those of the units below the own one (results.py).
    "appraisal.read_all":    ("查看民主评议结果", {I}),
    "appraisal.read_below":  ("查看下级民主评议结果", {L}),
    # A union officer reads them for a while when a second one agrees.
    "appraisal.look":        ("申请查看民主评议结果", {U}),
    "appraisal.answer":      ("答复民主评议警戒线", {L, I}),
}  # fmt: skip
