"""The kinds of duties that the congress opens."""

PLAN = "congress.plan"
RESOLUTION = "congress.resolution"
REPORT = "congress.report"
