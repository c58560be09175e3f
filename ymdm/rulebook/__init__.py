"""Which rule says so, with which value here, and where it is written."""

from .rule import Confidence, Rule

__all__ = ["Confidence", "Rule"]
