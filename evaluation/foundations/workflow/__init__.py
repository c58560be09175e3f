"""The acts: evidence of the five lights, and the members of the leading group."""

from .evidence import confirm, enter, return_evidence, withdraw
from .leaders import end_member, enter_member

__all__ = ["confirm", "end_member", "enter", "enter_member", "return_evidence", "withdraw"]
