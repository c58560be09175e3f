"""The kinds of duties that the decision register opens."""

ANSWER = "register.answer"
