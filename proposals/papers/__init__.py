"""Documents and spreadsheets of proposals: what can be imported."""

from .register import Register, RegisterWithPeople

# Kinds of import, found by ymdm.papers by this name.
IMPORTS = {"proposals": Register, "proposals-people": RegisterWithPeople}
