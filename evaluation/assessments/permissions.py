"""The acts of the yearly assessment, and the roles that carry them. Who scores is named for each assessment, not by a role."""

from ymdm.organization.models import Role

U, B, L, I = Role.UNION_OFFICER, Role.UNIT_HEAD, Role.LEADER, Role.SUPERIOR_INSPECTOR  # noqa: E741

ACTS = {
    # act                   shown as          roles that carry it
    "assessments.read":    ("查看年度考评", {U, B, L, I}),
    "assessments.run":     ("组织年度考评", {U}),
    "assessments.fill":    ("填报自查", {U, B}),
    "assessments.sign":    ("签字上报自查", {B, L}),
    "assessments.decide":  ("复核申诉", {L, I}),
}  # fmt: skip
