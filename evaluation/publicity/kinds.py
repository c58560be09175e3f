"""The kinds of duties that publicity sessions open."""

RECORD = "publicity.record"
