"""The kinds of duties that the five lights open."""

CONFIRM = "foundations.confirm"
