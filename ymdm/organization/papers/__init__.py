"""Documents and spreadsheets of the organisation: what can be imported, what can be exported."""

from . import lists, pairs
from .people import People
from .units import Units

# Found by ymdm.papers under these names; that room stands above this one and is not imported from here.
IMPORTS = {"units": Units, "people": People}
EXPORTS = {"people": lists.people, "units": lists.units, "pairs": pairs.pairs}
