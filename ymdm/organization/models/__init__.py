"""Units, persons, offices and appointments: who, where, in which office, since when."""

from .appointments import ADMINISTRATORS, Appointment, Office, Role, UnitGroupPermission
from .grants import GrantRequest
from .persons import ActivationCode, Employment, Gender, Person
from .units import PLACES, LegalType, Level, Unit, UnitHistory, within_paths

__all__ = [
    "ADMINISTRATORS",
    "PLACES",
    "ActivationCode",
    "Appointment",
    "Employment",
    "Gender",
    "GrantRequest",
    "LegalType",
    "Level",
    "Office",
    "Person",
    "Role",
    "Unit",
    "UnitGroupPermission",
    "UnitHistory",
    "within_paths",
]
