"""Documents and spreadsheets of proposals: what can be imported, and what exported again."""

from .listing import list_as_asked
from .register import Register, RegisterWithPeople

# Kinds of import, found by ymdm.papers by this name.
IMPORTS = {"proposals": Register, "proposals-people": RegisterWithPeople}
# Lists that may be too long for one request: a worker asks for them again.
EXPORTS = {"proposals": list_as_asked}
