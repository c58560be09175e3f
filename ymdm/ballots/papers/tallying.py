"""Counting a box: the sealed ballots, once they are open, and the counts on paper beside them, never shown apart (2.6)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from ymdm.workflow import Refused

from .items import Counts
from .paper import Choice, Paper

Result = dict[str, Any]


def tally(
    paper: Paper, ballots: Iterable[tuple[str, Choice | None]], paper_counts: Iterable[Mapping[str, Any]] = ()
) -> Result:
    """The result by question and group: the same ballots in any order give the same result.

        {"v": 1, "ballots": {group: returned}, "items": {id: {"kind", "label", …, "groups": {group: counts}}}}

    A ballot that cannot be read is invalid in every question. Comments stand in the order of their own hashes, without a
    group. `paper_counts` are {"stratum", "venue", "issued", "returned", "counts": {id: …}}. Raises Refused where they do
    not add up (CON-69).
    """
    returned: dict[str, int] = {}
    groups: dict[str, dict[str, Counts]] = {}
    comments: dict[str, list[str]] = {item.id: [] for item in paper.items if item.kind == "comment"}
    counted = [item for item in paper.items if item.kind != "comment"]

    def group(name: str) -> dict[str, Counts]:
        return groups.setdefault(name, {item.id: item.begin() for item in counted})

    for stratum, choice in ballots:
        returned[stratum] = returned.get(stratum, 0) + 1
        counts = group(stratum)
        invalid = paper.invalid(choice) if choice is not None else {}
        for item in counted:
            if choice is None or item.id in invalid:
                counts[item.id]["invalid"] += 1
            elif item.id in choice:
                item.count(counts[item.id], choice[item.id])
            elif "blank" in counts[item.id]:
                counts[item.id]["blank"] += 1
        for name, written in comments.items():
            if choice is not None and name in choice and name not in invalid and choice[name].strip():
                written.append(choice[name].strip())

    for sheet in paper_counts:
        stratum, back = str(sheet["stratum"]), int(sheet["returned"])
        if back > int(sheet["issued"]):
            raise Refused("收回的票多于发出的票，这次投票无效。", rule="CON-69")
        returned[stratum] = returned.get(stratum, 0) + back
        counts = group(stratum)
        for item in counted:
            item.add_paper(counts[item.id], sheet["counts"].get(item.id, {}), back)

    items: dict[str, Counts] = {}
    for item in paper.items:
        told = item.told()
        if item.kind == "comment":
            told["comments"] = sorted(comments[item.id], key=lambda text: hashlib.sha256(text.encode()).hexdigest())
        else:
            told["groups"] = {name: _in_order(counts[item.id]) for name, counts in sorted(groups.items())}
        items[item.id] = told
    return {"v": 1, "ballots": dict(sorted(returned.items())), "items": items}


def _in_order(counts: Counts) -> Counts:
    """Names and scores that appeared on ballots, in an order that tells nothing of the ballots'."""
    return {name: dict(sorted(value.items())) if isinstance(value, dict) else value for name, value in counts.items()}
