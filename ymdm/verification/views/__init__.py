"""The pages of the check, for everybody, and the page of erasures."""

from .erasures import erasures
from .public import checkpoint, consistency, ledger, page, sheet, verifier, witness

__all__ = ["checkpoint", "consistency", "erasures", "ledger", "page", "sheet", "verifier", "witness"]
