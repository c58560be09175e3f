"""Geometry of the charts that the server draws: SVG attributes only, so it prints and needs no script."""

from .bars import bars, percent
from .gaps import GapChart, gaps
from .lines import HEIGHT, LineChart, line, rules
from .radar import RadarChart, radar

__all__ = ["HEIGHT", "GapChart", "LineChart", "RadarChart", "bars", "gaps", "line", "percent", "radar", "rules"]
