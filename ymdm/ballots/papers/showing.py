"""A result as others may see it: small groups are merged, single votes do not shine through (CON-76, EVA-48; security 2.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .figures import marks

COMMENTS_FROM = 10  # ballots
Groups = dict[str, list[str]]


def merged(ballots: Mapping[str, int], k_min: int, stands: Callable[[list[str]], bool] = lambda names: True) -> Groups:
    """The groups that may be shown, by name, each with the groups that are in it.

    A group with fewer ballots than `k_min`, or one that may not stand alone (`stands`), is joined with the next smallest.
    All groups stay in the sum, so nothing can be found by subtracting what is shown from the whole.
    """
    parts = sorted(([name] for name in ballots), key=lambda names: (ballots[names[0]], names))
    size = lambda names: sum(ballots[name] for name in names)  # noqa: E731
    while len(parts) > 1:
        weak = next((one for one in parts if size(one) < k_min or not stands(one)), None)
        if weak is None:
            break
        parts.remove(weak)
        other = min(parts, key=lambda names: (size(names), names))
        parts.remove(other)
        parts.append(sorted(weak + other))
    parts.sort()
    return {"、".join(filter(None, names)) or "全体": names for names in parts}


def shown(result: Mapping[str, Any], k_min: int) -> dict[str, Any]:
    """For pages: `ballots`, `is_small` (then only passed or not is told) and `items`, each with `rows`, `groups`, `comments`.

    Rows are {"code", "words", "number"}; an election's are {"code", "words", "number", "against"} with `written` beside.
    """
    ballots = dict(result["ballots"])
    whole = sum(ballots.values())
    is_small = whole < k_min
    items = [] if is_small else [_item(name, item, ballots, k_min) for name, item in result["items"].items()]
    return {"ballots": whole, "is_small": is_small, "k_min": k_min, "items": items}


def _item(name: str, item: Mapping[str, Any], ballots: Mapping[str, int], k_min: int) -> dict[str, Any]:
    told = {
        "id": name,
        "kind": item["kind"],
        "label": item["label"],
        "text": item.get("text", ""),
        "seats": item.get("seats"),
    }
    told["post"] = item["subject"][2] if len(item.get("subject") or ()) > 2 else ""
    if item["kind"] == "comment":
        enough = sum(ballots.values()) >= COMMENTS_FROM
        return told | {"comments": list(item["comments"]) if enough else [], "hides_comments": not enough, "groups": []}

    def stands(names: list[str]) -> bool:
        """Whether these may be shown alone: a group of one mind about a person tells what each of them said."""
        if item["kind"] != "rate":
            return True
        found = marks(item, names)
        return max([*found.given.values(), found.blank, found.invalid]) < sum(ballots[one] for one in names)

    told |= _sums(item, list(item["groups"]))
    groups = merged(ballots, k_min, stands)
    # One group alone is the whole, which is shown already.
    told["groups"] = [
        {"name": title, "ballots": sum(ballots[one] for one in names)} | _sums(item, names)
        for title, names in groups.items()
        if len(groups) > 1
    ]
    return told


def _sums(item: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    if item["kind"] == "elect":
        return _election(item, set(names))
    found = marks(item, set(names))
    words = item.get("options") or item.get("scale") or [[code, code] for code in sorted(found.given, key=int)]
    rows = [{"code": code, "words": said, "number": found.given.get(code, 0)} for code, said in words]
    return {"rows": rows, "blank": found.blank, "invalid": found.invalid, "valid": found.valid}


def _election(item: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    counts = [row for name, row in item["groups"].items() if name in names]
    total = lambda word, key: sum(row[word].get(key, 0) for row in counts)  # noqa: E731
    rows = [
        {"code": one[0], "words": one[1], "number": total("for", str(one[0])), "against": total("against", str(one[0]))}
        for one in item["candidates"]
    ]
    written = sorted({name for row in counts for name in row["write"]})
    found = sorted(((total("write", name), name) for name in written), key=lambda pair: (-pair[0], pair[1]))
    return {
        "rows": sorted(rows, key=lambda row: -row["number"]),
        "written": [{"words": name, "number": number} for number, name in found],
        "invalid": sum(row["invalid"] for row in counts),
    }
