"""The kinds of duties that the mailbox opens, spelled once."""

OPEN = "letterbox.open"
ANSWER = "letterbox.answer"
DISCIPLINE = "letterbox.discipline"
