"""The pages of the writer, without a cookie, and those of the keepers."""

from .keepers import ask, batches, erase, paper, witness
from .letters import do, letter, new, own
from .public import add, answers, read, write

__all__ = [
    "add", "answers", "ask", "batches", "do", "erase", "letter", "new", "own", "paper", "read", "witness", "write",
]  # fmt: skip
