"""Documents and spreadsheets of the organisation: what can be imported, what can be exported."""

from .people import People
from .units import Units

# Kinds of import, found by ymdm.papers by this name.
IMPORTS = {"units": Units, "people": People}
