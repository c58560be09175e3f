"""Which class a unit is assessed in (分类指导): units of two classes are never compared."""

from __future__ import annotations

from django.db import models

from ymdm.organization.models import LegalType, Level, Unit


class UnitClass(models.TextChoices):
    AGENCY = "agency", "机关（含参公）"
    INSTITUTION = "institution", "事业单位"
    ENTERPRISE = "enterprise", "企业单位"
    TEAM = "team", "班组、项目部、课题组"


TEAMS = {Level.TEAM, Level.PROJECT_OFFICE, Level.RESEARCH_GROUP}
_TYPES = {
    LegalType.AGENCY: UnitClass.AGENCY, LegalType.CIVIL_SERVICE_MANAGED: UnitClass.AGENCY,
    LegalType.PUBLIC_INSTITUTION: UnitClass.INSTITUTION, LegalType.ENTERPRISE: UnitClass.ENTERPRISE,
}  # fmt: skip


def class_of(unit: Unit) -> UnitClass:
    """The class of a unit by its level and legal type."""
    return UnitClass.TEAM if unit.level in TEAMS else _TYPES[LegalType(unit.legal_type)]


def class_in(words: str) -> UnitClass | None:
    """The class that the title of a table names, the longest word first; None where it names none."""
    marks = {
        "机关": UnitClass.AGENCY, "参公": UnitClass.AGENCY, "事业": UnitClass.INSTITUTION,
        "企业": UnitClass.ENTERPRISE, "班组": UnitClass.TEAM,
    }  # fmt: skip
    return next((found for mark, found in marks.items() if mark in words), None)
