"""The kinds of duties that an inspection opens."""

RECTIFY = "inspections.rectify"
RECHECK = "inspections.recheck"
