"""The catalogue, what is owed by it, and what became of it."""

from .catalogue import OWING_LEVELS, TEAM, TEAM_LEVELS, Adoption, Board, CatalogueItem, CatalogueYear, kind_of
from .obligations import Obligation

__all__ = [
    "OWING_LEVELS",
    "TEAM",
    "TEAM_LEVELS",
    "Adoption",
    "Board",
    "CatalogueItem",
    "CatalogueYear",
    "Obligation",
    "kind_of",
]
