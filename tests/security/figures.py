"""How much of the permission matrix was walked, told at the end of a run."""

from __future__ import annotations

from typing import Any

PROPERTY = "matrix"


def tell(terminalreporter: Any) -> None:
    """One line: cells of the table, and the requests that they took."""
    reports = terminalreporter.stats.get("passed", []) + terminalreporter.stats.get("failed", [])
    walked = [value for report in reports for name, value in report.user_properties if name == PROPERTY]
    if walked:
        cells, asked = (sum(column) for column in zip(*walked, strict=True))
        terminalreporter.section("permission matrix")
        terminalreporter.write_line(f"{cells:,} cells (address × method × role) walked with {asked:,} requests")
