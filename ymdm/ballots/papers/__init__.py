"""What stands on a ballot and how it is counted. Pure: no query, no setting, no clock, whole numbers and fractions only.

paper = Paper.parse({"v": 1, "title": "…", "items": [{"id": "i1", "kind": "decide", "text": "…", "options": […]}]})
result = tally(paper, [("一线职工", {"i1": "yes"}), …], paper_counts)
page = shown(result, k_min=5)
"""

from .figures import Marks, marks, mean, share, trimmed_mean, weighted
from .items import KINDS, Item
from .paper import Paper
from .showing import merged, shown
from .tallying import tally

__all__ = [
    "KINDS",
    "Item",
    "Marks",
    "Paper",
    "marks",
    "mean",
    "merged",
    "share",
    "shown",
    "tally",
    "trimmed_mean",
    "weighted",
]
