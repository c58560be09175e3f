"""The kinds of duties that disclosure opens."""

PUBLISH = "disclosure.publish"
REVIEW = "disclosure.review"
APPROVE = "disclosure.approve"
ANSWER = "disclosure.answer"
CONCLUDE = "disclosure.conclude"
REPORT = "disclosure.report"
REEXAMINE = "disclosure.reexamine"
