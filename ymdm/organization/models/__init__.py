"""Units, persons, offices and appointments: who, where, in which office, since when."""

from .appointments import ADMINISTRATORS, Appointment, Office, Role, UnitGroupPermission
from .asking import Asked
from .grants import GrantRequest
from .pairs import PairedAct
from .persons import ActivationCode, Employment, Gender, Person
from .units import PLACES, LegalType, Level, Unit, UnitHistory, UnitStanding, within_paths

__all__ = [
    "ADMINISTRATORS",
    "PLACES",
    "ActivationCode",
    "Appointment",
    "Asked",
    "Employment",
    "Gender",
    "GrantRequest",
    "LegalType",
    "Level",
    "Office",
    "PairedAct",
    "Person",
    "Role",
    "Unit",
    "UnitGroupPermission",
    "UnitHistory",
    "UnitStanding",
    "within_paths",
]
