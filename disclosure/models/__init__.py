"""The catalogue, what is owed by it, what was opened or withheld, and what readers said about it."""

from .catalogue import OWING_LEVELS, TEAM, TEAM_LEVELS, Adoption, Board, CatalogueItem, CatalogueYear, kind_of
from .checking import SampleFinding, Survey
from .obligations import Obligation
from .postings import Posting
from .publications import Publication, ReviewSlip, Version, WithheldPart
from .remarks import Reading, Remark
from .withholding import Withholding

__all__ = [
    "OWING_LEVELS",
    "TEAM",
    "TEAM_LEVELS",
    "Adoption",
    "Board",
    "CatalogueItem",
    "CatalogueYear",
    "Obligation",
    "Posting",
    "Publication",
    "Reading",
    "Remark",
    "ReviewSlip",
    "SampleFinding",
    "Survey",
    "Version",
    "WithheldPart",
    "Withholding",
    "kind_of",
]
