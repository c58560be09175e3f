"""What takes two people here beside overrides: under which texts a unit stands (CON-01)."""

from __future__ import annotations

from ymdm.organization.paired import Kind

from . import workflow

PAIRED = {"settle": Kind("登记规则口径", "rulebook.settle", workflow.settle, who="工会干部")}
