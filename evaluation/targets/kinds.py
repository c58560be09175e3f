"""The kinds of duties that targets open."""

SETTLE = "targets.settle"
SETTLE_DAYS = 10  # working days, our own decision
