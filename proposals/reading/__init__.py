"""What a page tells of one proposal: its whole file, read at once, and worded for the person who reads."""

from .dossier import Dossier, read

__all__ = ["Dossier", "read"]
