"""The figures of a roster file: what the accepted rows add up to. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from .people_rules import Judgement, PersonRow
from .tables import Table


def figures(sheets: list[tuple[str, Table | None]], outcome: Judgement) -> dict[str, Any]:
    """Counts, shares (0 to 1, four decimals) and the rows that were not accepted."""
    accepted = outcome.accepted
    representatives = [row for row in accepted if row.is_representative]
    leaders = sum(row.is_leader for row in representatives)
    names = Counter(row.name for row in accepted)
    return {
        "data_rows": sum(len(table.rows) for _name, table in sheets if table),
        "accepted": len(accepted),
        "rejected": len(outcome.rejected),
        "rejected_by_reason": _counts(code for bad in outcome.rejected for code in bad.reasons),
        "skipped_rows": [[name, row, why] for name, table in sheets if table for row, why in table.skipped],
        "warnings": [[place.sheet, place.row, code] for place, code in outcome.warnings],
        "sheets": {
            name: {"used": True, "header_row": table.header_row, "rows": len(table.rows)} if table else {"used": False}
            for name, table in sheets
        },
        "accepted_by_unit": _counts(row.unit for row in accepted),
        "accepted_by_employment": _counts(row.employment for row in accepted),
        "accepted_by_gender": _counts(row.gender for row in accepted),
        "accepted_by_party": _counts(row.party for row in accepted),
        "accepted_without_phone": sum(not row.phone for row in accepted),
        "representatives": len(representatives),
        "representatives_by_delegation": _counts(row.delegation for row in representatives),
        "representatives_leaders": leaders,
        "representatives_leader_share": _share(leaders, len(representatives)),
        "women_share_staff": _share_of_women(accepted),
        "women_share_representatives": _share_of_women(representatives),
        "namesakes": sum(count > 1 for count in names.values()),
        "rejected_rows": [
            {"sheet": bad.sheet, "row": bad.row, "name": bad.name, "reasons": list(bad.reasons)}
            | ({"same_as": list(bad.same_as)} if bad.same_as else {})
            for bad in outcome.rejected
        ],
    }


def _counts(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _share_of_women(rows: list[PersonRow]) -> float | None:
    return _share(sum(row.gender == "女" for row in rows), len(rows))
