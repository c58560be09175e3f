"""The rules of the appraisal (EVA-38 to EVA-49) and the pure functions that judge by them."""

from .catalogue import (
    COMMENTS,
    FLAGS,
    GRADES,
    LINES,
    ORDER,
    OWN,
    PART,
    RATES,
    SCORES,
    SEEN,
    YEARLY,
)
from .lines import Crossed, Line, crossed
from .scales import Grade, body_scales, leader_scale, leader_scales, parse_scale, templates

__all__ = [
    "COMMENTS",
    "FLAGS",
    "GRADES",
    "LINES",
    "ORDER",
    "OWN",
    "PART",
    "RATES",
    "SCORES",
    "SEEN",
    "YEARLY",
    "Crossed",
    "Grade",
    "Line",
    "body_scales",
    "crossed",
    "leader_scale",
    "leader_scales",
    "parse_scale",
    "templates",
]
